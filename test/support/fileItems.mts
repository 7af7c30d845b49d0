import type { INodeExecutionData } from 'n8n-workflow';

import type { FileReader } from './fileReaders.mts';
import type { Stage } from './stage.mts';

/** Where n8n keeps the files of items: on disk or in memory, and next to an item's JSON or in it. */
export type Place = 'on disk' | 'in memory' | 'in the JSON';

/** The beginning of a small picture, enough to recognize its type. */
export const png = Buffer.concat([Buffer.from('\x89PNG\r\n\x1a\n\0\0\0\rIHDR', 'latin1'), Buffer.alloc(64)]);

/** Items with files for the tables, and the files that arrive. */
export function createFileItems(stage: Stage, place: Place) {
	/** An item with a file in the field `data`, one in `other`, and a recording in `voice`. */
	const itemFor = async ({ takes }: FileReader): Promise<{ item: INodeExecutionData; bytes: number }> => {
		const wav = await stage.recording();
		const [file, name, type] =
			takes === 'sound' ? ([wav, 'a.wav', 'audio/wav'] as const) : ([png, 'a.png', 'image/png'] as const);
		return {
			item: await stage.itemWith({
				data: [file, name, type],
				other: [file, `other-${name}`, type],
				voice: [wav, 'v.wav', 'audio/wav'],
			}),
			bytes: file.length,
		};
	};
	/** An item whose field `data` has this value, with a complete recording in `voice`. */
	const itemWithData = async (data: unknown): Promise<INodeExecutionData> => {
		const { binary } = await stage.itemWith({ voice: [await stage.recording(), 'v.wav', 'audio/wav'] });
		const files = { data, ...binary } as never;
		return place === 'in the JSON' ? { json: { _files: files } } : { json: {}, binary: files };
	};
	/** The content of such a file in base64. */
	const contentFor = async ({ takes }: FileReader): Promise<string> =>
		(takes === 'sound' ? await stage.recording() : png).toString('base64');
	/** The sizes of the files that arrived, without the recording sent with a cover. */
	const arrived = async ({ takes }: FileReader): Promise<number[]> => {
		const body = (await stage.sandbox.requests()).find(({ method, body: sent }) => method !== 'GET' && sent)?.body;
		const sent: Array<{ name?: string; bytes: number }> =
			body?.files ?? body?.references?.map(({ audio }: { audio: { bytes: number } }) => audio) ?? [];
		return sent.filter(({ name }) => takes === 'sound' || name === 'cover_image').map(({ bytes }) => bytes);
	};
	return { itemFor, itemWithData, contentFor, arrived };
}

export type FileItems = ReturnType<typeof createFileItems>;
