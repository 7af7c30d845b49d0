import type { IBinaryKeyData, INodeExecutionData } from 'n8n-workflow';

import { checkLongSpeech } from '../../fishAudio/speech/checkLongSpeech';
import { markupIn, type Markup } from '../../text/markup';
import { modelNameOf, models, otherModel } from '../../fishAudio/models';
import type { LongSpeechRequest } from '../../fishAudio/speech/speechRequest';
import type { VoiceChoice } from '../../fishAudio/voices/voiceChoice';
import type { SubtitleTrack } from '../../fishAudio/speech/subtitleTrack';
import type { PronunciationRule } from '../../text/pronunciation/rule';
import { withoutUnseen } from '../../text/unseen';
import { captionsOf, type Captions } from '../shared/files/captionFiles';
import { safeFileName } from '../shared/files/fileNames';
import { splitLanguageFolder } from '../shared/files/languageFolder';
import { filesOf } from '../shared/files/givenFiles';
import { nameOfText } from '../shared/files/nameOfText';
import { binaryFieldName, type Item } from '../shared/items/item';
import { linkSeconds } from './audioLinks';
import type { ReadSample } from './sampleReader';
import { samplesOf } from './instantSamples';
import { panelRulesOf, type ReadPronunciation } from './pronunciation';
import { soundSettings } from './soundSettings';
import type { Target } from './fit';
import { leastMatchOf } from './checkWords';
import { takesOf } from './takesField';
import { targetOf } from './targetLength';
import { timingSettings } from './timing';
import { checkHasVoice } from './withoutVoice';
import { checkEachVoice, voicesOf, type EachVoice } from './eachVoice';
import { conversationOf, speakersOf, type Conversation, type KnownSpeaker } from './speakers';
import { scriptOf, trackOf, wholeText, type Notes, type Script } from './subtitles';
import { encodings, formatChoices, outputFormatOf, type OutputFormat } from './outputFormats';

/** One text to speak and where its audio goes. */
export interface SpeechItem {
	/** Has the IDs of the voices once the item is prepared. */
	request: LongSpeechRequest;
	/** The one voice that speaks; undefined if Fish Audio picks one, and where somebody else speaks. */
	voice: VoiceChoice | undefined;
	/** Voices that are to speak it, each in a file of its own. None in an item that one voice speaks. */
	voices: EachVoice[];
	/** The voice of this item, if it is one of several; undefined if there is one voice. */
	among: EachVoice | undefined;
	/** The title of that voice, where it is known once the item is prepared. */
	voiceTitle: string | undefined;
	/** Subtitles, which are spoken in time. `request` then has all of their text, and what their captions share. */
	track: SubtitleTrack | undefined;
	/** What to know about the subtitles. */
	notes: Notes | undefined;
	/** As chosen in the panel; `phone` has an encoding. */
	format: string;
	encoding: string | undefined;
	output: OutputFormat;
	conversation: Conversation | undefined;
	/** Who speaks in it, once the item is prepared. */
	speakers: KnownSpeaker[] | undefined;
	/** A hash of each instant sample, in order. */
	sampleHashes: string[];
	/** The rules of the panel, without those of a list. */
	panelRules: PronunciationRule[];
	/** Markup in the text, which would be read aloud. */
	markup: Markup[];
	captions: Captions;
	/** Whether the JSON gets the words and their times. */
	includeWords: boolean;
	/** Binary field of the output. */
	field: string;
	/** Name of the file, with or without its extension. */
	name: string;
	/** The folder of a language that the file belongs to. */
	directory: string | undefined;
	/** The input item, if it is kept. */
	input: Pick<INodeExecutionData, 'json' | 'binary'>;
	/** For how many seconds links to the files can be opened; undefined if there are to be none. */
	linkSeconds: number | undefined;
	/** The length that the audio is to have. */
	target: Target | undefined;
	/** How many takes to make, to choose from. */
	takes: number;
	/** Percent of the words that have to be heard; undefined without a check. */
	leastMatch: number | undefined;
	/** Whether the item is only estimated, and nothing is sent for it. */
	onlyEstimate: boolean;
	/** The fingerprint of the last time, where the user gives it. */
	previousFingerprint: string | undefined;
}

const otherAdvice = `For another model choose '${otherModel}' and enter its name in 'Model ID'.`;

function modelOf(item: Item): string {
	const chosen = item.choice('model', [...models, otherModel], otherAdvice);
	return modelNameOf(chosen, chosen === otherModel ? item.text('modelId') : '');
}

const sources = ['voice', 'samples', 'speakers', 'eachVoice'] as const;

/**
 * The input item. In n8n's combined mode its JSON comes without the files: n8n adds them again, and fails on a `_files`
 * that is not an object.
 */
function inputOf({ context, index }: Item): SpeechItem['input'] {
	const { json = {}, binary } = context.getInputData()[index] ?? {};
	if (context.getWorkflowSettings().binaryMode !== 'combined') return { json, ...(binary && { binary }) };
	const fields = Object.fromEntries(Object.entries(json).filter(([name]) => name !== '_files'));
	return { json: fields, binary: filesOf(context, index) as IBinaryKeyData };
}

/** What is spoken: a text or, if they have their times, captions. */
interface Spoken {
	text: string;
	model: string;
	script: Script | undefined;
}

/** Reads the text or the subtitles. */
async function whatIsSpoken(item: Item): Promise<Spoken> {
	const model = modelOf(item);
	const from = item.choice('textSource', ['text', 'subtitles']);
	if (from === 'text') return { text: withoutUnseen(item.text('text')), model, script: undefined };
	const isDialogue = item.choice('voiceSource', sources) === 'speakers';
	const script = await scriptOf(item, model, isDialogue ? speakersOf(item) : undefined);
	return { text: wholeText(script), model, script };
}

/** Whose voice speaks, and the part of the request that says so. */
async function whoSpeaks(item: Item, { text, model, script }: Spoken, readSample: ReadSample) {
	const source = item.choice('voiceSource', sources);
	const isText = source === 'speakers' && !script;
	const conversation = isText ? conversationOf(item, text, model) : script?.conversation;
	const { samples, hashes = [] } = source === 'samples' ? await samplesOf(item, readSample) : {};
	const who: Partial<LongSpeechRequest> = {
		...(conversation && { text: conversation.text }),
		...(samples && { samples }),
	};
	const voice = source === 'voice' ? item.voice() : undefined;
	return { voice, voices: source === 'eachVoice' ? voicesOf(item) : [], conversation, hashes, who };
}

/** Readers that remember what several items of a run share. */
export interface SharedReaders {
	readSample: ReadSample;
	readPronunciation: ReadPronunciation;
}

/** Whether the check is added. Its expression gives nothing for an item that was not spoken yet. */
function hasFingerprint(item: Item): boolean {
	const checks = item.raw('checks');
	return typeof checks === 'object' && checks !== null && 'previousFingerprint' in checks;
}

/** Reads and checks an item. Sends nothing. */
export async function checkSpeechItem(
	item: Item,
	{ readSample, readPronunciation }: SharedReaders,
): Promise<SpeechItem> {
	const options = item.within('options');
	const checks = item.within('checks');
	const format = item.choice('format', formatChoices);
	const encoding = format === 'phone' ? item.choice('phoneEncoding', encodings) : undefined;
	const output = outputFormatOf(format, encoding ?? 'wav');
	const spoken = await whatIsSpoken(item);
	const { text, model, script } = spoken;
	const { folder, name } = splitLanguageFolder(item.text('fileName'));
	const { voice, voices, conversation, hashes, who } = await whoSpeaks(item, spoken, readSample);
	const pronunciation = readPronunciation(item);
	const captions = captionsOf(item);
	const includeWords = options.flag('includeWords') ?? false;
	const request: LongSpeechRequest = {
		text,
		model,
		format: output.format,
		...soundSettings(item.within('sound'), format),
		...timingSettings(item),
		...(output.sampleRate !== undefined && { sampleRate: output.sampleRate }),
		...who,
		...(pronunciation && { pronunciation }),
		...((captions !== 'none' || includeWords) && { timed: true }),
	};
	const track = script && trackOf(item, script, request);
	if (!track) checkLongSpeech(request);
	const onlyEstimate = checks.flag('onlyEstimate') ?? false;
	if (voices.length > 0) checkEachVoice(hasFingerprint(item));
	else if (!onlyEstimate) checkHasVoice({ request, track, voice, conversation, hasFingerprint: hasFingerprint(item) });
	const target = track ? undefined : targetOf(item, request);
	return {
		request,
		track,
		notes: script?.notes,
		voice,
		voices,
		among: undefined,
		voiceTitle: undefined,
		format,
		encoding,
		output,
		conversation,
		speakers: undefined,
		sampleHashes: hashes,
		panelRules: panelRulesOf(item),
		markup: markupIn(request.text, model),
		captions,
		includeWords,
		field: binaryFieldName(item, 'Put Output in Field'),
		name: safeFileName(name) ?? `${nameOfText(text) ?? 'speech'}-${item.index + 1}`,
		directory: folder,
		input: options.flag('includeInput') ? inputOf(item) : { json: {} },
		linkSeconds: linkSeconds(options, item.context.getNode()),
		target,
		takes: takesOf(options),
		leastMatch: leastMatchOf(checks, request, target),
		onlyEstimate,
		previousFingerprint: checks.text('previousFingerprint')?.trim(),
	};
}
