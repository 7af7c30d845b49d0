import { inputError } from '../../fishAudio/errors';
import { checkLongSpeech } from '../../fishAudio/speech/checkLongSpeech';
import { checkNames } from '../../fishAudio/speech/speakerNames';
import type { LongSpeechRequest } from '../../fishAudio/speech/speechRequest';
import {
	checkNothingLost,
	checkTrackLength,
	faultsInWords,
	inCaption,
	noSubtitlesError,
	speakerError,
} from '../../fishAudio/speech/subtitleErrors';
import { requestOf, type SubtitleTrack, type WhenTooLong } from '../../fishAudio/speech/subtitleTrack';
import { withoutPauses } from '../../text/pauses';
import { shown } from '../../text/shown';
import { canBeSpoken } from '../../text/speakable';
import { readSubtitles } from '../../text/subtitles/readSubtitles';
import type { Subtitle } from '../../text/subtitles/subtitle';
import { subtitleText } from '../../text/subtitles/subtitleText';
import { singleVoiceTurns, subtitleTurns, type SubtitleTurn } from '../../text/subtitles/subtitleTurns';
import { withoutUnseen } from '../../text/unseen';
import { bytesOfFile } from '../shared/files/bytesOfFile';
import { filesOf, givenFile } from '../shared/files/givenFiles';
import type { Item } from '../shared/items/item';
import { isBlank } from '../shared/parameters/values';
import { fastest } from './subtitleFields';
import type { Conversation, Speakers } from './speakers';

const label = 'Subtitles';

/** A text with this is the subtitles themselves; one without it, in one line, is the name of a field. */
const arrow = '-->';

/** The longest text that may be the name of a field. */
const longestName = 200;

/** Subtitles of a film are a tenth of it. */
const mostMegabytes = 10;

const isName = (text: string): boolean => !text.includes(arrow) && !/[\r\n]/.test(text) && text.length <= longestName;

/** The text of the subtitles: as it is given, or of a file. */
async function readText(item: Item): Promise<string> {
	const value = item.given('subtitles');
	if (isBlank(value)) {
		throw inputError(
			`'${label}' is empty`,
			'Give the text of an SRT or VTT file, or the name of the binary field with the file, such as data.',
		);
	}
	const isField = typeof value === 'string' && Object.hasOwn(filesOf(item.context, item.index), value.trim());
	if (typeof value === 'string' && !isField && !isName(value.trim())) return value;
	const file = givenFile(item.context, { value, label, itemIndex: item.index });
	if (!file) throw inputError(`'${label}' gives no file`, 'Enter the name of the binary field with the file.');
	return subtitleText(await bytesOfFile(item.context, file, { called: 'The subtitle file', mostMegabytes }));
}

/** Who says what. */
function turnsOf(subtitles: Subtitle[], speakers: Speakers | undefined): SubtitleTurn[] {
	if (!speakers) return singleVoiceTurns(subtitles);
	checkNames(speakers.names);
	const turns = subtitleTurns(subtitles, speakers.names);
	if (Array.isArray(turns)) return turns;
	throw speakerError(turns, speakers.names);
}

/** What to know about subtitles, in whole sentences for hints. */
export interface Notes {
	info: string[];
	warning: string[];
}

/** What is spoken at which time, and what to know about it. */
export interface Script {
	turns: SubtitleTurn[];
	/** Milliseconds up to the last end, also of captions that are not spoken. */
	length: number;
	/** Several speakers; undefined if one voice speaks everything. */
	conversation: Conversation | undefined;
	notes: Notes;
}

function conversationIn(turns: SubtitleTurn[], { names, voices }: Speakers): Conversation {
	const silent = names.filter((_, index) => !turns.some(({ speaker }) => speaker === index));
	const warnings = silent.map((name) => `'${shown(name.trim())}' in 'Speakers' never speaks in '${label}'.`);
	return { text: wholeText({ turns }), names, voices, warnings };
}

const lengthOf = (subtitles: Subtitle[]): number => subtitles.reduce((last, { end }) => Math.max(last, end), 0);

function leftOut(count: number): string[] {
	if (count <= 0) return [];
	const captions = count === 1 ? '1 caption was' : `${count} captions were`;
	return [`${captions} left out of the speech: only a description of sounds, such as [MUSIC], or signs.`];
}

/** Reads the captions of an item. Fails with `input` if there is nothing to speak, or a caption cannot be read. */
export async function scriptOf(item: Item, model: string, speakers: Speakers | undefined): Promise<Script> {
	const read = readSubtitles(await readText(item));
	if ('kind' in read) throw noSubtitlesError(read);
	checkNothingLost(read.faults);
	checkTrackLength(read.subtitles);
	const turns = turnsOf(read.subtitles, speakers)
		.map((turn) => ({ ...turn, text: withoutUnseen(turn.text) }))
		.filter(({ text }) => canBeSpoken(withoutPauses(text), model));
	if (turns.length === 0) {
		throw inputError(
			`'${label}' has nothing that can be spoken`,
			'Its captions have only descriptions of sounds, such as [MUSIC], or signs.',
		);
	}
	const spoken = new Set(turns.map(({ line }) => line));
	const lines = new Set(read.subtitles.map(({ line }) => line));
	return {
		turns,
		length: lengthOf(read.subtitles),
		conversation: speakers && conversationIn(turns, speakers),
		notes: { info: leftOut(lines.size - spoken.size), warning: faultsInWords(read.faults) },
	};
}

/** The captions as one text, for the file's name and for hints. */
export const wholeText = ({ turns }: Pick<Script, 'turns'>): string => turns.map(({ text }) => text).join('\n');

function fastestOf(item: Item, { speed = 1 }: LongSpeechRequest): number {
	const number = item.number('fastestSpeed');
	const { min, max } = fastest;
	if (!(number >= min && number <= max))
		throw inputError(`'Fastest Speed' cannot be ${number}`, `Enter a number from ${min} to ${max}.`);
	if (speed <= number) return number;
	throw inputError(
		`'Speed' ${speed} is faster than 'Fastest Speed' ${number}`,
		"Change 'Speed' under 'Sound', or 'Fastest Speed'.",
	);
}

/** Fails with `input` on what cannot be done with captions. */
function checkChecks(item: Item): void {
	if (!item.within('checks').flag('checkWords')) return;
	throw inputError(
		"'Check Words' cannot be used with subtitles",
		"Remove it under 'Checks', or choose 'Text' in 'Text From'.",
	);
}

/** Fails with `input` on what has no meaning where captions have their times. */
function checkTiming(item: Item): void {
	const { silenceBefore, silenceAfter, targetSeconds } = item
		.within('timing')
		.numbers(['silenceBefore', 'silenceAfter', 'targetSeconds']);
	const set = [
		...(silenceBefore ? ['Silence Before'] : []),
		...(silenceAfter ? ['Silence After'] : []),
		...(targetSeconds === undefined ? [] : ['Target Length (Seconds)']),
	];
	if (set.length === 0) return;
	throw inputError(
		`'${set[0]}' cannot be set together with subtitles`,
		"The captions' times decide where speech is and how long the audio is. Remove it under 'Timing', or choose " +
			"'Text' in 'Text From'.",
	);
}

function checkCaptions(request: LongSpeechRequest, track: SubtitleTrack): void {
	for (const turn of track.turns) {
		try {
			checkLongSpeech(requestOf(request, track, turn));
		} catch (error) {
			throw inCaption(error, turn);
		}
	}
}

/** The track that an item's captions become, checked. `request` has the settings of all captions. */
export function trackOf(item: Item, { turns, length }: Script, request: LongSpeechRequest): SubtitleTrack {
	const whenTooLong = item.choice<WhenTooLong>('whenTooLong', ['speakFaster', 'moveNext', 'error']);
	checkTiming(item);
	checkChecks(item);
	const track: SubtitleTrack = {
		turns,
		length,
		// Known when the item is prepared.
		voices: undefined,
		whenTooLong,
		fastestSpeed: whenTooLong === 'speakFaster' ? fastestOf(item, request) : fastest.min,
	};
	checkCaptions(request, track);
	return track;
}
