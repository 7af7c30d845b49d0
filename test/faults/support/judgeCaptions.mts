import type { INodeExecutionData } from 'n8n-workflow';

import { speakTimed, wordsIn, type Segment } from '../../sandbox/events.mts';
import type { Stage } from '../../support/stage.mts';

const rounded = (seconds: number): number => Math.round(seconds * 1000) / 1000;

/** When words are heard. The API leaves their marks out, which the node puts in from the text. */
const spread = (words: Segment[]): string =>
	words.map(({ start, end }) => `${rounded(start)} ${rounded(end)}`).join('\n');

/** What is shown in a file of captions, without its times. */
const shownIn = (file: Buffer): string =>
	[...file.toString().matchAll(/ --> \S+\n((?:.+\n)+)/g)]
		.map(([, lines]) => lines!.trim().replaceAll('\n', ' '))
		.join(' ');

/**
 * Undefined where the words are those of the text, each once and at the time that the API tells, and the files hold
 * them all.
 */
export async function judgeCaptions(stage: Stage, text: string, item: INodeExecutionData): Promise<string | undefined> {
	const { events } = await speakTimed(stage.sandbox, { text, format: 'mp3' });
	const words = (item.json.words ?? []) as unknown as Segment[];
	if (words.map((word) => word.text).join(' ') !== text || spread(words) !== spread(wordsIn(events)))
		return 'wrong: words';
	for (const field of ['data_srt', 'data_vtt']) {
		if (shownIn(await stage.engine.bytesOf(item, field)) !== text) return `wrong: ${field}`;
	}
	return undefined;
}
