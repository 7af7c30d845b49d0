import type { IDataObject } from 'n8n-workflow';

import { inputError } from '../../../fishAudio/errors';
import { checkNewVoice, type NewVoice } from '../../../fishAudio/voices/newVoice';
import { adviceFor } from '../../../fishAudio/recordings/sampleAdvice';
import { shown } from '../../../text/shown';
import { oneLine, withoutUnseen } from '../../../text/unseen';
import { sampleFieldsField } from '../../shared/fields/fields';
import { recordingOf, type Recording } from '../../shared/files/recording';
import { showHints } from '../../shared/items/hints';
import type { Item } from '../../shared/items/item';
import { chosen } from '../../shared/parameters/choice';
import type { Readers } from '../../shared/parameters/readers';
import { rounded } from '../../shared/items/rounded';
import { coverImage, sampleSources, voiceSamples, type SampleSource } from '../../shared/files/samples';
import { voiceItem } from '../../shared/fields/simplifyVoice';
import { download } from '../web/download';
import { allowPrivateField, samplesOnWeb, sampleUrlsField } from '../web/sampleUrls';
import type { Operation } from './operation';
import { signaturesField, signaturesOf } from './signatures';
import { checkToTranscribe, givenTranscripts, transcribeField, withTranscripts } from './transcripts';
import { hintAtVisibility, visibilityField, visibilityOf } from './visibility';

interface Creation {
	voice: NewVoice;
	/** The samples of the voice, with what was measured. */
	recordings: Recording[];
	/** Milliseconds; undefined where the voice is not waited for. */
	deadline: number | undefined;
	/** Whether Fish Audio is to write the transcripts first. */
	transcribe: boolean;
}

/** Longest wait that is taken, in seconds: a day. */
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

const allTogether = {
	name: 'All Items Together',
	value: 'allItems',
	description: 'One single voice, from a recording of each item',
};

/** Whether all items make one voice. */
export function areTogether(first: Item): boolean {
	const source = first.given('sampleSource');
	return typeof source === 'string' && chosen(source, [allTogether]) !== undefined;
}

/**
 * Where the samples are. A workflow written by hand may set it by an expression: then all items are taken together, or
 * none.
 */
function sourceOf(item: Item): SampleSource {
	const source = item.choice('sampleSource', sampleSources);
	if (source !== 'allItems' || item.all().every(areTogether)) return source;
	throw inputError(
		"'Samples From' is 'allItems' for some of the items only",
		'Choose it in the panel of the node, for all items.',
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
	// Last, since it takes longest; what is downloaded is then looked at, too.
	for (const wanted of onWeb) samples.push(await recordingOf(await download(item.context, wanted), wanted.kind.called));
	return { voice, recordings: samples, deadline, transcribe };
}

/**
 * A sample in the output. Its name is not `samples`: in an answer that is not simplified Fish Audio has samples of its
 * own.
 */
function toldOf({ name, measured: { seconds } }: Recording): IDataObject {
	return { fileName: name, seconds: seconds === undefined ? null : rounded(seconds) };
}

export const create: Operation<Creation> = {
	name: 'Create',
	action: 'Create a voice',
	description: 'Clone a voice from one or more recordings',
	fields: [
		{
			displayName:
				'Clone a voice only with the consent of the person it belongs to. 1 to 2 minutes of clear speech of one person give the best voice; each recording should have at least 10 seconds.',
			name: 'sampleNotice',
			type: 'notice',
			default: '',
		},
		{
			displayName: 'Title',
			name: 'title',
			type: 'string',
			default: '',
			placeholder: 'e.g. Anna, warm and calm',
			description: 'Name of the voice, as it is shown in lists',
		},
		{
			displayName: 'Samples From',
			name: 'sampleSource',
			type: 'options',
			// One choice for all items: whether they are taken together cannot differ among them.
			noDataExpression: true,
			default: 'fields',
			description: 'Where the recordings of the voice are',
			options: [
				{
					name: 'Fields of the Item',
					value: 'fields',
					description: 'One voice for each item, from the binary fields you name',
				},
				{
					name: 'All Audio Fields of the Item',
					value: 'allAudioFields',
					description: 'One voice for each item, from all of its audio files',
				},
				allTogether,
				{
					name: 'URLs',
					value: 'urls',
					description:
						'One voice for each item, from recordings on the web; also for AI agents, which cannot pass files',
				},
			],
		},
		sampleFieldsField('WAV, MP3, M4A, Opus or FLAC. A voice takes 1 to 20 samples.', {
			hide: { sampleSource: ['allAudioFields', 'urls'] },
		}),
		sampleUrlsField,
		visibilityField,
		{
			displayName: 'Wait Until Trained',
			name: 'waitUntilTrained',
			type: 'boolean',
			default: false,
			description: 'Whether to go on only when the voice can speak. A training that fails is an error.',
		},
		{
			displayName: 'Wait Timeout (Seconds)',
			name: 'waitTimeout',
			type: 'number',
			typeOptions: { minValue: 1 },
			default: 300,
			description: 'How long to wait for the training at most. The voice stays when the time is over.',
			displayOptions: { show: { waitUntilTrained: [true] } },
		},
		{
			displayName: 'Options',
			name: 'options',
			type: 'collection',
			placeholder: 'Add option',
			default: {},
			options: [
				allowPrivateField,
				{
					displayName: 'Cover Image Field',
					name: 'coverImageField',
					type: 'string',
					default: '',
					placeholder: 'e.g. cover',
					description: 'Name of the binary field with a picture of the voice, or the file by expression',
				},
				{
					displayName: 'Description',
					name: 'description',
					type: 'string',
					typeOptions: { rows: 2 },
					default: '',
					placeholder: 'e.g. Voice of our phone menu',
					description: 'What the voice is for, shown on its page',
				},
				{
					displayName: 'Enhance Audio Quality',
					name: 'enhanceAudioQuality',
					type: 'boolean',
					default: true,
					description: 'Whether to clean the recordings of noise before training',
				},
				{
					displayName: 'Generate Sample',
					name: 'generateSample',
					type: 'boolean',
					default: false,
					description: 'Whether to let Fish Audio make a short example of the voice for its page',
				},
				{
					displayName: 'Tags',
					name: 'tags',
					type: 'string',
					default: '',
					placeholder: 'e.g. ivr, english',
					description: 'Words to find the voice by, separated by commas',
				},
				transcribeField,
				{
					displayName: 'Transcripts',
					name: 'transcripts',
					type: 'string',
					typeOptions: { rows: 3 },
					default: '',
					placeholder: 'e.g. Welcome to our hotline.',
					description:
						'What is said in each sample, one line for each, in the order of the samples; or a list by expression. With all items together: one expression that gives the transcript of each item. Left out, Fish Audio transcribes the samples itself.',
				},
				signaturesField,
			],
		},
	],
	check,
	run: async ({ voice: given, recordings, deadline, transcribe }, fishAudio, item) => {
		const voice = transcribe ? await withTranscripts(given, fishAudio) : given;
		const created = await fishAudio.voices.create(voice);
		// Before the training is waited for: where it fails, this may be why.
		showHints(item, 'warning', adviceFor(recordings.map(({ measured }) => measured)));
		hintAtVisibility(item, voice.visibility, created);
		const ready = deadline === undefined ? created : await fishAudio.voices.waitUntilTrained(created, deadline);
		const { json } = voiceItem(ready, item.flag('simplify'));
		return [
			{ json: { ...json, ...(transcribe && { transcripts: voice.transcripts }), sampleFiles: recordings.map(toldOf) } },
		];
	},
};
