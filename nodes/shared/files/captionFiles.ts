import type { IBinaryData, IExecuteFunctions, INodePropertyOptions } from 'n8n-workflow';

import { toSrt, toVtt } from '../../../text/captions/srtAndVtt';
import { captionsOfWords } from '../../../text/captions/captions';
import type { Word } from '../../../text/word';
import { storeBytes } from './store';
import type { Readers } from '../parameters/readers';

/** Which caption files are made. */
export type Captions = 'none' | 'srt' | 'vtt' | 'both';

/** Reads 'Captions'. Fails with `input` on an unknown value. */
export const captionsOf = (fields: Pick<Readers, 'choice'>): Captions =>
	fields.choice<Captions>('captions', ['none', 'srt', 'vtt', 'both']) ?? 'none';

/** The choices in the panel. */
export const captionOptions: INodePropertyOptions[] = [
	{ name: 'None', value: 'none' },
	{ name: 'SRT', value: 'srt', description: 'For video editors and most platforms' },
	{ name: 'SRT and VTT', value: 'both', description: 'One file of each' },
	{ name: 'VTT', value: 'vtt', description: 'For web pages' },
];

const files = [
	{ kind: 'srt', write: toSrt },
	{ kind: 'vtt', write: toVtt },
] as const;

const filesFor = (captions: Captions): Array<(typeof files)[number]> =>
	files.filter(({ kind }) => captions === kind || captions === 'both');

/** The extensions of the caption files that are made. */
export const captionKinds = (captions: Captions): string[] => filesFor(captions).map(({ kind }) => kind);

/** Of text, n8n's button *View* shows this type and a few others (n8n 1.123 and 2.41), and no type of captions. */
const mimeType = 'text/plain';

/**
 * A caption file. One with more than ASCII begins with a byte order mark: without it *View* and many players on Windows
 * take its letters for another encoding.
 */
const bytesOf = (text: string): Buffer => Buffer.from(Buffer.byteLength(text) === text.length ? text : `\ufeff${text}`);

/** Replaces the speakers' numbers in the speaker tags by their names. */
export const withNames = (words: Word[], names: string[] = []): Word[] =>
	words.map(({ speaker, ...word }) => {
		const name = names[Number(speaker)];
		return name === undefined ? word : { ...word, speaker: name };
	});

/**
 * Makes the caption files, by binary field: the audio's field with `_srt` or `_vtt` at the end. None if there are no
 * words.
 */
export async function captionFiles(
	context: IExecuteFunctions,
	words: Word[],
	how: { captions: Captions; field: string; baseName: string },
): Promise<Record<string, IBinaryData>> {
	const wanted = filesFor(how.captions);
	if (wanted.length === 0 || words.length === 0) return {};
	const captions = captionsOfWords(words);
	const made = wanted.map(async ({ kind, write }) => [
		`${how.field}_${kind}`,
		await storeBytes(context, bytesOf(write(captions)), { fileName: `${how.baseName}.${kind}`, mimeType }),
	]);
	return Object.fromEntries(await Promise.all(made)) as Record<string, IBinaryData>;
}
