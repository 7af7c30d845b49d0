import type { Spoken } from '../speech/speak.mts';

/** A recognised sentence. Times are in seconds. */
export interface Sentence {
	speaker: number;
	/** The words with punctuation. */
	text: string;
	/** The same with sounds, such as `[laughter]`. */
	tagged: string;
	start: number;
	end: number;
}

const TAG = /^<\|speaker:(\d+)\|>/;

/** The sounds that cues make. Other cues only change how words sound. */
const sounds: [cue: RegExp, heard: string][] = [
	[/laugh|chuckl|giggl/, '[laughter]'],
	[/sigh/, '[sigh]'],
	[/sob|cry/, '[crying]'],
	[/cough/, '[cough]'],
	[/gasp/, '[gasp]'],
	[/applau|clap/, '[applause]'],
];

const soundOf = (cue: string): string => sounds.find(([pattern]) => pattern.test(cue.toLowerCase()))?.[1] ?? '';

/** The written text, with each cue replaced by its sound. */
function tagged(content: string): string {
	return content
		.replace(TAG, '')
		.replace(/\[+[^\]\n]{1,80}\]+/g, soundOf)
		.replace(/\(\s*[a-z]+(?: [a-z]+){0,2}\s*\)/g, soundOf)
		.replace(/\s+/g, ' ')
		.trim();
}

/** Sentences in order. Speakers are numbered by their first words. */
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
