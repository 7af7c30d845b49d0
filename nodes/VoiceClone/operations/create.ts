import type { IDataObject } from 'n8n-workflow';

import { inputError } from '../../../fishAudio/errors';
import { checkNewVoice, type NewVoice } from '../../../fishAudio/voices/newVoice';
import { adviceFor } from '../../../fishAudio/recordings/sampleAdvice';
import { shown } from '../../../text/shown';
import { oneLine, withoutUnseen } from '../../../text/unseen';
import { recordingOf, type Recording } from '../../shared/files/recording';
import { showHints } from '../../shared/items/hints';
import type { Item } from '../../shared/items/item';
import { chosen } from '../../shared/parameters/choice';
import type { Readers } from '../../shared/parameters/readers';
import { rounded } from '../../shared/items/rounded';
import { coverImage, sampleSources, voiceSamples, type SampleSource } from '../../shared/files/samples';
import { voiceItem } from '../../shared/fields/simplifyVoice';
import { download } from '../web/download';
import { samplesOnWeb } from '../web/sampleUrls';
import { allTogether, createFields } from './createFields';
import type { Operation } from './operation';
import { signaturesOf } from './signatures';
import { checkToTranscribe, givenTranscripts, withTranscripts } from './transcripts';
import { hintAtVisibility, visibilityOf } from './visibility';

interface Creation {
	voice: NewVoice;
	/** The samples of the voice, with their measurements. */
	recordings: Recording[];
	/** How long to wait for the training, in milliseconds; undefined for no wait. */
	deadline: number | undefined;
	/** Whether Fish Audio transcribes the samples first. */
	transcribe: boolean;
}

/** Longest wait in seconds: a day. */
const longestWait = 86_400;

function deadlineOf(item: Item): number | undefined {
	if (!item.flag('waitUntilTrained')) return undefined;
	const seconds = item.number('waitTimeout');
	if (seconds >= 1 && seconds <= longestWait) return seconds * 1000;
	throw inputError(
		`'Wait Timeout (Seconds)' is ${shown(seconds)}, which is out of range`,
		`Enter a number of seconds from 1 to ${longestWait}.`,
	);
}

async function settingsOf(item: Item, options: Readers): Promise<Omit<NewVoice, 'samples'>> {
	const cover = await coverImage(item, options);
	const description = options.text('description');
	const tags = options.names('tags');
	return {
		title: oneLine(item.text('title')),
		visibility: visibilityOf(item) ?? 'private',
		enhanceAudioQuality: options.flag('enhanceAudioQuality') ?? true,
		generateSample: options.flag('generateSample') ?? false,
		...(description !== undefined && { description: withoutUnseen(description) }),
		...(tags !== undefined && { tags: tags.map(oneLine) }),
		...(cover && { coverImage: cover }),
	};
}

/** Whether all items make one voice. */
export function areTogether(first: Item): boolean {
	const source = first.given('sampleSource');
	return typeof source === 'string' && chosen(source, [allTogether]) !== undefined;
}

/**
 * Where the samples come from. An expression in a workflow written by hand must choose *All Items Together* for all
 * items or none.
 */
function sourceOf(item: Item): SampleSource {
	const source = item.choice('sampleSource', sampleSources);
	if (source !== 'allItems' || item.all().every(areTogether)) return source;
	throw inputError(
		"'Samples From' is 'allItems' for only some of the items",
		"Choose it in the node's panel, for all items.",
	);
}

async function check(item: Item): Promise<Creation> {
	const source = sourceOf(item);
	const options = item.within('options');
	const onWeb = source === 'urls' ? samplesOnWeb(item, options.flag('allowPrivateAddresses') ?? false) : [];
	const samples = source === 'urls' ? [] : await voiceSamples(item, source);
	const count = onWeb.length + samples.length;
	const texts = givenTranscripts(item, options, source, count);
	const signatures = signaturesOf(item, options, source, samples);
	const voice = {
		...(await settingsOf(item, options)),
		samples,
		...(texts.length > 0 && { transcripts: texts }),
		...(signatures.length > 0 && { designSignatures: signatures }),
	};
	const transcribe = options.flag('transcribeSamples') ?? false;
	checkNewVoice({ ...voice, samples: { length: count } });
	if (transcribe) checkToTranscribe(voice);
	const deadline = deadlineOf(item);
	// Last, since it takes longest. Downloads are then measured, too.
	for (const wanted of onWeb) samples.push(await recordingOf(await download(item.context, wanted), wanted.kind.called));
	return { voice, recordings: samples, deadline, transcribe };
}

/** A sample in the output, under `sampleFiles`: the raw answer of the API already has `samples`. */
function sampleFileOf({ name, measured: { seconds } }: Recording): IDataObject {
	return { fileName: name, seconds: seconds === undefined ? null : rounded(seconds) };
}

export const create: Operation<Creation> = {
	name: 'Create',
	action: 'Create a voice',
	description: 'Clone a voice from one or more recordings',
	fields: createFields,
	check,
	run: async ({ voice: given, recordings, deadline, transcribe }, fishAudio, item) => {
		const voice = transcribe ? await withTranscripts(given, fishAudio) : given;
		const created = await fishAudio.voices.create(voice);
		// Before the wait for the training: if that fails, this may be why.
		showHints(item, 'warning', adviceFor(recordings.map(({ measured }) => measured)));
		hintAtVisibility(item, voice.visibility, created);
		const ready = deadline === undefined ? created : await fishAudio.voices.waitUntilTrained(created, deadline);
		const { json } = voiceItem(ready, item.flag('simplify'));
		return [
			{
				json: {
					...json,
					...(transcribe && { transcripts: voice.transcripts }),
					sampleFiles: recordings.map(sampleFileOf),
				},
			},
		];
	},
};
