import type { Spoken } from '../speech/speak.mts';

/** A sentence as it was heard. Times are seconds. */
export interface Sentence {
	speaker: number;
	/** The words, with their marks. */
	text: string;
	/** The same with sounds, such as `[laughter]`. */
	tagged: string;
	start: number;
	end: number;
}

const TAG = /^<\|speaker:(\d+)\|>/;

/** What a spoken cue is heard as; other cues change how words sound, and are not heard by themselves. */
const sounds: [cue: RegExp, heard: string][] = [
	[/laugh|chuckl|giggl/, '[laughter]'],
	[/sigh/, '[sigh]'],
	[/sob|cry/, '[crying]'],
	[/cough/, '[cough]'],
	[/gasp/, '[gasp]'],
	[/applau|clap/, '[applause]'],
];

const soundOf = (cue: string): string => sounds.find(([pattern]) => pattern.test(cue.toLowerCase()))?.[1] ?? '';

/** The text as it was written, its cues told as what is heard. */
function tagged(content: string): string {
	return content
		.replace(TAG, '')
		.replace(/\[+[^\]\n]{1,80}\]+/g, soundOf)
		.replace(/\(\s*[a-z]+(?: [a-z]+){0,2}\s*\)/g, soundOf)
		.replace(/\s+/g, ' ')
		.trim();
}

/** Sentences in their order; speakers are numbered as they begin to speak. */
export function sentencesOf(pieces: readonly Spoken[]): Sentence[] {
	const numbers = new Map<string, number>();
	let written = '0';
	const found: Sentence[] = [];
	for (const { text, content, start, end } of pieces) {
		written = TAG.exec(content)?.[1] ?? written;
		if (text === '') continue;
		const speaker = numbers.get(written) ?? numbers.size;
		numbers.set(written, speaker);
		found.push({ speaker, text, tagged: tagged(content), start, end });
	}
	return found;
}
