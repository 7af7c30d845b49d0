import type { IDataObject, INodeProperties } from 'n8n-workflow';

import type { NewVoice } from '../../../fishAudio/newVoice';
import { inputError } from '../../../fishAudio/errors';
import type { Item } from '../../shared/item';
import { transcriptsOf, type SampleSource } from '../../shared/samples';
import type { OperationClient } from './operation';

/** The transcripts that the user gave. With all items together, each item may bring that of its own sample. */
export function givenTranscripts(item: Item, options: IDataObject, source: SampleSource, samples: number): string[] {
	if (source !== 'allItems' || Array.isArray(options.transcripts)) {
		return transcriptsOf(options.transcripts, samples);
	}
	const each = item.context.getInputData().map((_, index) => {
		const given = item.context.getNodeParameter('options.transcripts', index, '');
		return String(given ?? '').trim();
	});
	const [first = ''] = each;
	const isOneText = each.every((transcript) => transcript === first);
	// The same lines for each item are a list for all of them; the same words would be a mistake.
	if (isOneText) return transcriptsOf(first, samples);
	return each;
}

export const transcribeField: INodeProperties = {
	displayName: 'Transcribe Samples First',
	name: 'transcribeSamples',
	type: 'boolean',
	default: false,
	description:
		'Whether to let Fish Audio write the transcripts of the samples before the voice is created, and put them into the output; billed per second',
};

/** Fails with `input` where the samples of a voice need not be transcribed. */
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
