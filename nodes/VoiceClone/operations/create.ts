import type { IDataObject } from 'n8n-workflow';

import { inputError } from '../../../fishAudio/errors';
import type { IfTitleExists, PlannedVoice, TitlePlan } from '../../../fishAudio/voices/createOnce';
import type { Voice } from '../../../fishAudio/voices/voice';
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
import { createFields } from './createFields';
import { hintAtTitle, ifTitleExistsOf } from './ifTitleExists';
import type { OperationClient, PreparedOperation } from './operation';
import { voiceFromAllItems } from './sampleSourceField';
import { signaturesOf } from './signatures';
import { checkOwnTitle, checkSharedTitle } from './titlesOfRun';
import { checkToTranscribe, givenTranscripts, withTranscripts } from './transcripts';
import { hintAtVisibility, visibilityOf } from './visibility';

interface Creation {
	voice: NewVoice;
	/** The samples of the voice, with their measurements. */
	recordings: Recording[];
	/** Whether to wait for the training. A voice that replaces another is waited for anyway. */
	wait: boolean;
	/** How long to wait for it, in milliseconds. */
	deadline: number;
	ifTitleExists: IfTitleExists;
	/** Whether Fish Audio transcribes the samples first. */
	transcribe: boolean;
}

interface ReadyCreation extends Creation {
	plan: TitlePlan;
}

/** Longest wait in seconds: a day. */
const longestWait = 86_400;

function deadlineOf(item: Item): number {
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
	return typeof source === 'string' && chosen(source, [voiceFromAllItems]) !== undefined;
}

/**
 * Where the samples come from. An expression in a workflow written by hand must choose *One Voice From All Items* for
 * all items or none.
 */
function sourceOf(item: Item): SampleSource {
	const source = item.choice('sampleSource', sampleSources);
	if (source !== 'allItems' || item.all().every(areTogether)) return source;
	throw inputError(
		`'Samples From' is '${voiceFromAllItems.name}' for only some of the items`,
		"Choose it in the node's panel, for all items.",
	);
}

async function check(item: Item): Promise<Creation> {
	const source = sourceOf(item);
	if (source === 'allItems') checkSharedTitle(item);
	else checkOwnTitle(item);
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
	const ifTitleExists = ifTitleExistsOf(options);
	const wait = item.flag('waitUntilTrained');
	const deadline = wait || ifTitleExists === 'replaceIt' ? deadlineOf(item) : 0;
	// Last, since it takes longest. Downloads are then measured, too.
	for (const wanted of onWeb) samples.push(await recordingOf(await download(item.context, wanted), wanted.kind.called));
	return { voice, recordings: samples, wait, deadline, ifTitleExists, transcribe };
}

/** A sample in the output, under `sampleFiles`: the raw answer of the API already has `samples`. */
function sampleFileOf({ name, measured: { seconds } }: Recording): IDataObject {
	return { fileName: name, seconds: seconds === undefined ? null : rounded(seconds) };
}

/** Waits for the training where that is wanted, and deletes the voice that the new one replaces. */
async function settled(
	{ plan, wait, deadline }: ReadyCreation,
	{ voice, sent }: PlannedVoice,
	{ voices, createOnce }: OperationClient,
): Promise<{ voice: Voice; replaced?: string | undefined }> {
	const old = sent && plan.ifExists === 'replaceIt' ? plan.existing : undefined;
	if (old) return await createOnce.replace(old, voice, deadline);
	return { voice: wait ? await voices.waitUntilTrained(voice, deadline) : voice };
}

/** How to make a better voice. */
const adviceOn = ({ recordings }: Creation): string[] => adviceFor(recordings);

/** What the output says about the samples of a new voice. */
function aboutSamples(creation: Creation, { transcripts }: NewVoice): IDataObject {
	const advice = adviceOn(creation);
	return {
		...(creation.transcribe && { transcripts }),
		sampleFiles: creation.recordings.map(sampleFileOf),
		...(advice.length > 0 && { advice }),
	};
}

function hintAtCreated(item: Item, creation: Creation, sent: NewVoice, created: Voice): void {
	showHints(item, 'warning', adviceOn(creation));
	hintAtVisibility(item, sent.visibility, created);
}

export const create: PreparedOperation<Creation, ReadyCreation> = {
	name: 'Create',
	action: 'Clone a voice from recordings',
	description: 'Clone a voice from one or more recordings',
	forAgents:
		'Clones a voice from recordings on the web, given by their public URLs, and returns JSON about it. id is what to ' +
		'speak with. The voice can speak when state is trained. Use it only with the consent of the person.',
	fields: createFields,
	check,
	prepare: async (creation, { createOnce }) => ({
		...creation,
		plan: await createOnce.plan(creation.voice.title, creation.ifTitleExists),
	}),
	run: async (creation, fishAudio, item) => {
		const { voice: given, plan, transcribe } = creation;
		const made = await fishAudio.createOnce.make(plan, async () =>
			transcribe ? await withTranscripts(given, fishAudio) : given,
		);
		const { sent } = made;
		// Before the wait for the training: if that fails, this may be why.
		if (sent) hintAtCreated(item, creation, sent, made.voice);
		hintAtTitle(item, plan, made);
		const { voice, replaced } = await settled(creation, made, fishAudio);
		const { json } = voiceItem(voice, item.flag('simplify'));
		const about = { created: sent !== undefined, ...(replaced !== undefined && { replaced }) };
		return [{ json: { ...json, ...about, ...(sent && aboutSamples(creation, sent)) } }];
	},
};
