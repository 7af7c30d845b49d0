import type { IBinaryData, IExecuteFunctions, INodePropertyOptions } from 'n8n-workflow';

import { toSrt, toVtt } from '../../../text/captions/srtAndVtt';
import { captionsOfWords } from '../../../text/captions/captions';
import type { Word } from '../../../text/word';
import { storeBytes } from './store';
import type { Readers } from '../parameters/readers';

/** Which files of captions are made. */
export type Captions = 'none' | 'srt' | 'vtt' | 'both';

/** The captions that are asked for in the options. Fails with `input` on what is no choice. */
export const captionsOf = (options: Readers): Captions =>
	options.choice<Captions>('captions', ['none', 'srt', 'vtt', 'both']) ?? 'none';

/** The choices as the panel shows them. */
export const captionOptions: INodePropertyOptions[] = [
	{ name: 'None', value: 'none' },
	{ name: 'SRT', value: 'srt', description: 'For video editors and most platforms' },
	{ name: 'SRT and VTT', value: 'both', description: 'A file of each' },
	{ name: 'VTT', value: 'vtt', description: 'For web pages' },
];

const files = [
	{ kind: 'srt', write: toSrt, mimeType: 'application/x-subrip' },
	{ kind: 'vtt', write: toVtt, mimeType: 'text/vtt' },
] as const;

/** Words with the names of those who say them, where the script's tags tell numbers. */
export const withNames = (words: Word[], names: string[] = []): Word[] =>
	words.map(({ speaker, ...word }) => {
		const name = names[Number(speaker)];
		return name === undefined ? word : { ...word, speaker: name };
	});

/**
 * The files of captions, by their binary fields: the audio's with `_srt` or `_vtt` behind. None where nothing can be
 * shown.
 */
export async function captionFiles(
	context: IExecuteFunctions,
	words: Word[],
	how: { captions: Captions; field: string; baseName: string },
): Promise<Record<string, IBinaryData>> {
	const wanted = files.filter(({ kind }) => how.captions === kind || how.captions === 'both');
	if (wanted.length === 0 || words.length === 0) return {};
	const captions = captionsOfWords(words);
	const made = wanted.map(async ({ kind, write, mimeType }) => [
		`${how.field}_${kind}`,
		await storeBytes(context, Buffer.from(write(captions)), { fileName: `${how.baseName}.${kind}`, mimeType }),
	]);
	return Object.fromEntries(await Promise.all(made)) as Record<string, IBinaryData>;
}
