import type { INodeExecutionData } from 'n8n-workflow';

import { speakTimed, wordsIn, type Segment } from '../../sandbox/events.mts';
import type { Stage } from '../../support/stage.mts';

const rounded = (seconds: number): number => Math.round(seconds * 1000) / 1000;

/** The times of words, without the words: the API omits punctuation, and the node adds it from the text. */
const timesOf = (words: Segment[]): string =>
	words.map(({ start, end }) => `${rounded(start)} ${rounded(end)}`).join('\n');

/** The text of a caption file, without its times. */
const shownIn = (file: Buffer): string =>
	[...file.toString().matchAll(/ --> \S+\n((?:.+\n)+)/g)]
		.map(([, lines]) => lines!.trim().replaceAll('\n', ' '))
		.join(' ');

/**
 * Undefined if the words are those of the text, each once and at the time that the API gave, and both files hold them
 * all. Otherwise what is wrong.
 */
export async function judgeCaptions(stage: Stage, text: string, item: INodeExecutionData): Promise<string | undefined> {
	const { events } = await speakTimed(stage.sandbox, { text, format: 'mp3' });
	const words = (item.json.words ?? []) as unknown as Segment[];
	if (words.map((word) => word.text).join(' ') !== text || timesOf(words) !== timesOf(wordsIn(events)))
		return 'wrong: words';
	for (const field of ['data_srt', 'data_vtt']) {
		if (shownIn(await stage.engine.bytesOf(item, field)) !== text) return `wrong: ${field}`;
	}
	return undefined;
}
