import type { SubtitleTurn } from '../../text/subtitles/subtitleTurns';
import type { LongSpeechRequest } from './speechRequest';
import { sentBytes, type WrittenText } from './pronunciation';
import { planOf } from './textParts';

/** What to do about speech that is longer than the time of its caption. */
export type WhenTooLong = 'speakFaster' | 'moveNext' | 'error';

/** Subtitles to speak, and how they become a track. */
export interface SubtitleTrack {
	/** What is spoken, in the order of the starts. */
	turns: SubtitleTurn[];
	/** IDs of the speakers' voices. Undefined if one voice speaks everything. */
	voices: string[] | undefined;
	/** Milliseconds that the track lasts at least: up to the end of the last caption, spoken or not. */
	length: number;
	whenTooLong: WhenTooLong;
	/** The speed of `speakFaster` at most. */
	fastestSpeed: number;
}

/** What one request speaks of a caption. */
export interface Piece {
	text: string;
	/** Seconds of silence between the piece before and this one, in the same caption. */
	silence: number;
	isFirst: boolean;
	isLast: boolean;
}

/** A caption is one piece, except if it is very long or has pauses. Pauses at its ends do not count: it has times. */
export function piecesOf({ text, model, pronunciation }: WrittenText): Piece[] {
	const { texts, silences } = planOf({ text, model, pronunciation });
	return texts.map((piece, at) => ({
		text: piece,
		silence: at === 0 ? 0 : (silences[at] ?? 0),
		isFirst: at === 0,
		isLast: at === texts.length - 1,
	}));
}

/** The request for one caption, with the voice of its speaker. */
export function requestOf(request: LongSpeechRequest, track: SubtitleTrack, turn: SubtitleTurn): LongSpeechRequest {
	const voiceId = track.voices?.[turn.speaker];
	const one = { ...request, text: turn.text, ...(voiceId !== undefined && { voiceId }) };
	delete one.speakers;
	return one;
}

/** UTF-8 bytes of a caption's text that are sent and billed each time it is spoken. */
export const bytesOf = (written: WrittenText): number =>
	piecesOf(written).reduce((sum, { text }) => sum + sentBytes({ ...written, text }), 0);

/** What speaking all captions once takes: bytes that are billed, requests, and the seconds of the track. */
export function estimateTrack(
	{ turns, length }: SubtitleTrack,
	said: Omit<WrittenText, 'text'>,
): { textBytes: number; parts: number; seconds: number } {
	const pieces = turns.flatMap(({ text }) => piecesOf({ ...said, text }));
	const textBytes = pieces.reduce((sum, { text }) => sum + sentBytes({ ...said, text }), 0);
	return { textBytes, parts: pieces.length, seconds: length / 1000 };
}
