import { asItIs, type AudioStep } from '../../audio/audioStep';
import { createLoudSpan } from '../../audio/loudSpan';
import type { PartTimes } from '../../audio/join/parts';
import { placeSpeech, speedsNeeded, type Track } from '../../text/subtitles/placeSpeech';
import type { SubtitleTurn } from '../../text/subtitles/subtitleTurns';
import type { TimedWords } from '../../text/timing/timeWords';
import { FishAudioError, isFishAudioError } from '../errors';
import { createBill, type Bill } from '../requests/bill';
import type { Calls } from '../requests/calls';
import { inParallel } from '../requests/inParallel';
import { joinParts, type AudioStore, type SpokenPart } from './joinParts';
import { secondsUsed, usedOf, type SpokenText } from './longSpeech';
import { createSpeech } from './speech';
import type { LongSpeechRequest } from './speechRequest';
import { checkInTime } from './subtitleErrors';
import { bytesOf, piecesOf, requestOf, type Piece, type SubtitleTrack } from './subtitleTrack';

/** A caption as it was spoken. */
export interface SpokenCaption extends Pick<SubtitleTurn, 'text' | 'speaker'> {
	/** Seconds in the track. */
	start: number;
	end: number;
	/** Seconds in the subtitles. */
	plannedStart: number;
	plannedEnd: number;
	speed: number;
	/** Seconds by which it begins after its planned start. */
	late: number;
}

/** Subtitles as one audio file. */
export interface SpokenTrack<T> extends SpokenText<T> {
	captions: SpokenCaption[];
	/** UTF-8 bytes of text that were sent, also those that were spoken again. */
	textBytes: number;
}

/** Speaks subtitles (`/v1/tts` of the API). */
export interface SubtitleSpeech {
	/**
	 * Speaks each caption by a request, several at a time within the limit, and joins them with silence so that each
	 * begins at its time. `request` has the settings of all captions. Its text is not used. When a caption fails for
	 * good, the others are lost; the error then counts all requests that may have been billed.
	 */
	speak<T>(
		request: LongSpeechRequest,
		track: SubtitleTrack,
		audioStore: AudioStore<T>,
		shape?: AudioStep,
	): Promise<SpokenTrack<T>>;
}

/** What the captions of one track share. */
interface Speaking<T> {
	request: LongSpeechRequest;
	track: SubtitleTrack;
	audioStore: AudioStore<T>;
	bill: Bill;
}

/** A caption that is to be spoken at a speed; undefined leaves it to the API. */
interface Wanted {
	turn: SubtitleTurn;
	speed: number | undefined;
}

/** A caption's speech. */
interface Take<T> extends Wanted {
	pieces: Array<{ piece: Piece; part: SpokenPart<T> }>;
	/** Milliseconds, with the pauses in it. */
	length: number;
}

function withCaption(error: unknown, { line }: SubtitleTurn): unknown {
	if (!isFishAudioError(error) || error.kind === 'cancelled') return error;
	return new FishAudioError(
		error.kind,
		`${error.message} (in the caption at line ${line} of 'Subtitles')`,
		error.facts,
	);
}

/** Words with the number of who says them, as in a dialogue. */
const saidBy = (timed: TimedWords | undefined, speaker: number): TimedWords | undefined =>
	timed && { ...timed, words: timed.words.map((word) => ({ ...word, speaker: String(speaker) })) };

async function speakPiece<T>(
	calls: Calls,
	{ request, track, audioStore, bill }: Speaking<T>,
	{ turn, speed }: Wanted,
	piece: Piece,
): Promise<SpokenPart<T>> {
	const trims = request.trimSilence === true && (piece.isFirst || piece.isLast);
	const loud = trims ? createLoudSpan() : undefined;
	const one = { ...requestOf(request, track, turn), text: piece.text, ...(speed !== undefined && { speed }) };
	const spoken = await createSpeech(calls, bill.count)
		.speak(one, audioStore.store, loud?.step)
		.catch((error: unknown) => Promise.reject(withCaption(error, turn)));
	const timed = track.voices ? saidBy(spoken.timed, turn.speaker) : spoken.timed;
	return { ...spoken, timed, used: usedOf(loud?.span(), piece) };
}

/** Speaks captions, several at a time. */
async function speakCaptions<T>(calls: Calls, speaking: Speaking<T>, wanted: Wanted[]): Promise<Array<Take<T>>> {
	const takes = wanted.map((one): Take<T> => ({ ...one, pieces: [], length: 0 }));
	const tasks = takes.flatMap((take) =>
		piecesOf({ ...speaking.request, text: take.turn.text }).map((piece) => async () => {
			const part = await speakPiece(calls, speaking, take, piece);
			return { take, piece, part };
		}),
	);
	for await (const { take, piece, part } of inParallel(tasks.values(), calls.concurrency)) {
		take.pieces.push({ piece, part });
		take.length += 1000 * (piece.silence + secondsUsed(part));
	}
	return takes;
}

const timesOf = <T>({ turn, length }: Take<T>) => ({ start: turn.start, end: turn.end, length });

/** Speaks again, once and faster, what is too long. */
async function speakFaster<T>(
	{ request, track }: Speaking<T>,
	takes: Array<Take<T>>,
	speak: (wanted: Wanted[]) => Promise<Array<Take<T>>>,
): Promise<Array<Take<T>>> {
	const usual = request.speed ?? 1;
	const factors = speedsNeeded(takes.map(timesOf), track.fastestSpeed / usual);
	const wanted = takes.map(({ turn }, at): Wanted | undefined => {
		const factor = factors[at] ?? 1;
		const speed = Math.min(track.fastestSpeed, Math.ceil(usual * factor * 100 - 1e-6) / 100);
		return factor > 1 && speed > usual ? { turn, speed } : undefined;
	});
	const faster = (await speak(wanted.flatMap((one) => one ?? []))).values();
	return takes.map((take, at) => {
		const other = wanted[at] && faster.next().value;
		// Takes differ by chance: the faster one may be longer.
		return other && other.length < take.length ? other : take;
	});
}

/** The silence before each part of the track, and after the last one. */
function silenceOf<T>(takes: Array<Take<T>>, { placed, length }: Track): (part: number, end: number) => number {
	const starts = takes.flatMap(({ pieces }, at) =>
		pieces.map(({ piece }) => ({ piece, start: (placed[at]?.start ?? 0) / 1000 })),
	);
	return (part, end) => {
		const one = starts[part];
		if (!one) return Math.max(0, length / 1000 - end);
		return one.piece.isFirst ? Math.max(0, one.start - end) : one.piece.silence;
	};
}

/** Seconds by which frames of MP3 and Opus may begin after a planned time. */
const frame = 0.03;

const lateBy = (seconds: number): number => (seconds > frame ? seconds : 0);

/** The captions with their times in the track. `times` are those of the parts. */
function spokenCaptions<T>(takes: Array<Take<T>>, times: PartTimes[], usual: number): SpokenCaption[] {
	let part = 0;
	return takes.map(({ turn, speed, pieces }) => {
		const start = times[part]?.start ?? 0;
		part += pieces.length;
		return {
			text: turn.text,
			speaker: turn.speaker,
			start,
			end: times[part - 1]?.end ?? 0,
			plannedStart: turn.start / 1000,
			plannedEnd: turn.end / 1000,
			speed: speed ?? usual,
			late: lateBy(start - turn.start / 1000),
		};
	});
}

async function speakTrack<T>(calls: Calls, speaking: Speaking<T>, shape: AudioStep): Promise<SpokenTrack<T>> {
	const { request, track, audioStore } = speaking;
	let textBytes = 0;
	const speakAll = async (wanted: Wanted[]): Promise<Array<Take<T>>> => {
		textBytes += wanted.reduce((sum, { turn }) => sum + bytesOf({ ...request, text: turn.text }), 0);
		return await speakCaptions(calls, speaking, wanted);
	};
	const first = await speakAll(track.turns.map((turn) => ({ turn, speed: request.speed })));
	const takes = track.whenTooLong === 'speakFaster' ? await speakFaster(speaking, first, speakAll) : first;
	const { placed, length } = placeSpeech(takes.map(timesOf));
	if (track.whenTooLong === 'error') checkInTime(track.turns, placed);
	const parts = takes.flatMap(({ pieces }) => pieces.map(({ part }) => part));
	const silence = silenceOf(takes, { placed, length: Math.max(length, track.length) });
	const { times, ...joined } = await joinParts(calls, parts, { format: request.format, silence, audioStore, shape });
	const captions = spokenCaptions(takes, times, request.speed ?? 1);
	return { ...joined, parts: parts.length, ownSeconds: joined.seconds, captions, textBytes };
}

/** Builds the part of the client that speaks subtitles. */
export function createSubtitleSpeech(calls: Calls): SubtitleSpeech {
	return {
		speak: async (request, track, audioStore, shape = asItIs) => {
			const bill = createBill();
			return await speakTrack(calls, { request, track, audioStore, bill }, shape).catch((error: unknown) =>
				Promise.reject(bill.addTo(error)),
			);
		},
	};
}
