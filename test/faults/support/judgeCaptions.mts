import type { INodeExecutionData } from 'n8n-workflow';

import { speakTimed, wordsIn, type Segment } from '../../sandbox/events.mts';
import type { Stage } from '../../support/stage.mts';

const rounded = (seconds: number): number => Math.round(seconds * 1000) / 1000;

const spread = (words: Segment[]): string => words.map(({ text, start, end }) => `${text} ${rounded(start)} ${rounded(end)}`).join('\n');

/** What is shown in a file of captions, without its times. */
const shownIn = (file: Buffer): string =>
	[...file.toString().matchAll(/ --> \S+\n((?:.+\n)+)/g)].map(([, lines]) => lines!.trim().replaceAll('\n', ' ')).join(' ');

/** Undefined where the words are those that the API tells of a text, each once and at its time, and the files hold them all. */
export async function judgeCaptions(stage: Stage, text: string, item: INodeExecutionData): Promise<string | undefined> {
	const { events } = await speakTimed(stage.sandbox, { text, format: 'mp3' });
	if (spread(item.json.words as unknown as Segment[]) !== spread(wordsIn(events))) return 'wrong: words';
	for (const field of ['data_srt', 'data_vtt']) {
		if (shownIn(await stage.engine.bytesOf(item, field)) !== text) return `wrong: ${field}`;
	}
	return undefined;
}
