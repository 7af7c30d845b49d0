import type { INodeProperties } from 'n8n-workflow';

import type { NewVoice } from '../../../fishAudio/voices/newVoice';
import { inputError } from '../../../fishAudio/errors';
import { withoutUnseen } from '../../../text/unseen';
import type { Item } from '../../shared/items/item';
import type { Readers } from '../../shared/parameters/readers';
import type { SampleSource } from '../../shared/files/samples';
import { transcriptsOf } from '../../shared/files/transcripts';
import type { OperationClient } from './operation';

/** The transcripts that the user gave. With all items together, each item may have that of its own sample. */
export function givenTranscripts(item: Item, options: Readers, source: SampleSource, samples: number): string[] {
	if (source !== 'allItems' || Array.isArray(options.given('transcripts')))
		return transcriptsOf(options, 'transcripts', samples);
	const each = item.all().map((one) => withoutUnseen(one.within('options').text('transcripts') ?? '').trim());
	// The same text for each item is a list for all of them: samples with the same words would be a mistake.
	return each.every((transcript) => transcript === each[0]) ? transcriptsOf(options, 'transcripts', samples) : each;
}

export const transcribeField: INodeProperties = {
	displayName: 'Transcribe Samples First',
	name: 'transcribeSamples',
	type: 'boolean',
	default: false,
	description:
		'Whether to transcribe the samples first and add the transcripts to the output, billed per second. Without ' +
		'this option Fish Audio transcribes internally and does not show the text.',
};

/** Fails with `input` if the samples of a voice already have transcripts. */
export function checkToTranscribe({ transcripts }: NewVoice): void {
	if (!transcripts) return;
	throw inputError(
		"'Transcripts' and 'Transcribe Samples First' are both given",
		"Remove one of them from the options: with 'Transcripts' there is nothing left to transcribe.",
	);
}

/** The voice with the transcripts that Fish Audio writes. */
export const withTranscripts = async (voice: NewVoice, { transcription }: OperationClient): Promise<NewVoice> => ({
	...voice,
	transcripts: await transcription.transcribeSamples(voice.samples),
});
