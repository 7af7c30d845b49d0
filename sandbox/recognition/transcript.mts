import { rounded, type Segment } from '../speech/alignment.mts';
import type { Sentence } from './heard.mts';
import type { RecognitionRequest } from './request.mts';
import { wordsOf } from './words.mts';

interface Turn extends Segment {
	speaker: number;
}

const isSpacedOut = (text: string): boolean => !/[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}]/u.test(text);

/** Sentences are separated by a space, except in Chinese and Japanese. */
const joined = (sentences: string[]): string => sentences.join(isSpacedOut(sentences.join('')) ? ' ' : '');

/** Consecutive sentences of one speaker are one turn. */
function turnsOf(sentences: Sentence[], events: boolean): Turn[] {
	const rows: Sentence[][] = [];
	for (const sentence of sentences) {
		const last = rows.at(-1);
		if (last?.[0]?.speaker === sentence.speaker) last.push(sentence);
		else rows.push([sentence]);
	}
	return rows.map((row) => ({
		speaker: row[0]?.speaker ?? 0,
		text: joined(row.map(({ text, tagged }) => (events ? tagged : text))),
		start: rounded(row[0]?.start ?? 0),
		end: rounded(row.at(-1)?.end ?? 0),
	}));
}

/** Pro's text, with a marker before each turn. */
function markedText(turns: Turn[]): string {
	return turns.map(({ speaker, text }) => `<|speaker:${speaker}|>${isSpacedOut(text) ? ' ' : ''}${text}`).join(' ');
}

const wordsIn = (sentences: Sentence[]): Segment[] => sentences.flatMap((sentence) => wordsOf(sentence));

/** The answer of the first model. */
export function plainTranscript(
	sentences: Sentence[],
	seconds: number,
	{ timed }: RecognitionRequest,
): Record<string, unknown> {
	const text = joined(sentences.map((sentence) => sentence.text));
	return { text, duration: rounded(seconds), segments: timed ? wordsIn(sentences) : [] };
}

/** The answer of pro without its request ID. */
export function proTranscript(
	sentences: Sentence[],
	seconds: number,
	request: RecognitionRequest,
): Record<string, unknown> {
	const turns = turnsOf(sentences, request.events);
	const shown = turns.map((turn) => ({ ...turn, speaker: `speaker:${turn.speaker}` }));
	return {
		...plainTranscript(sentences, seconds, request),
		text: markedText(turns),
		...(request.timed && request.turns ? { speaker_turns: shown } : {}),
	};
}
