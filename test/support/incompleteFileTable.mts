import type { FileItems, Place } from './fileItems.mts';
import { fileReaders, type FileReader } from './fileReaders.mts';
import type { Stage } from './stage.mts';

/** Some data of a file, as a Code node may return it. */
type FileData = Record<string, unknown>;

/** Files that lack some of their data. */
export function incompleteFileTable(
	stage: Stage,
	{ itemWithData, contentFor, arrived }: FileItems,
	place: Place,
): void {
	const inJson = place === 'in the JSON';
	const readers = Object.entries(fileReaders);
	describe('an incomplete file', () => {
		const allAudio: FileReader['run'] = async (on, _, items) =>
			await on.engine.runNode(
				'voiceClone',
				{ resource: 'voice', operation: 'create', title: 'Anna', sampleSource: 'allAudioFields' },
				items,
			);
		const everywhere: Array<[string, FileReader]> = [
			...readers,
			['all audio', { label: 'Samples From', takes: 'sound', run: allAudio }],
		];

		const untyped: Array<[string, FileData]> = [
			['no MIME type', {}],
			['null as its MIME type', { mimeType: null }],
			['an empty MIME type', { mimeType: '' }],
			['a number as its MIME type', { mimeType: 7 }],
			['neither a MIME type nor a name', { fileName: null }],
			['base64 in lines', { inLines: true }],
			['a data URL', { asUrl: true }],
		];
		test.each(
			everywhere.flatMap(([name, reader]) => untyped.map(([what, parts]) => [name, what, parts, reader] as const)),
		)('%s accepts a file with %s', async (_, __, { inLines, asUrl, ...parts }, reader) => {
			const content = await contentFor(reader);
			const data = inLines ? content.replace(/.{76}/g, '$&\r\n') : `${asUrl ? 'data:audio/wav;base64,' : ''}${content}`;
			const { error } = await reader.run(stage, 'data', [await itemWithData({ data, fileName: 'a', ...parts })]);
			expect(error).toBeUndefined();
			expect((await arrived(reader))[0]).toBe(Buffer.from(content, 'base64').length);
		});

		const gone = 'filesystem-v2:workflows/w/executions/1/binary_data/7b0c1a52-0000-4000-8000-000000000000';
		const byExpression = inJson ? '={{ $json._files.data }}' : '={{ $binary.data }}';
		test('without a type is accepted by expression, too', async () => {
			const data = await contentFor(fileReaders['a recording']!);
			const { error } = await fileReaders['samples of a voice']!.run(stage, byExpression, [
				await itemWithData({ data, fileName: 'a.wav' }),
			]);
			expect(error).toBeUndefined();
		});

		test('without the content, which n8n leaves out in an expression, is reported', async () => {
			const item = await itemWithData({ data: 'QUJD', fileName: 'a.wav', mimeType: 'audio/wav' });
			item.json = { file: { mimeType: 'audio/wav', fileName: 'b.wav' }, ...item.json };
			const { error } = await fileReaders['samples of a voice']!.run(stage, '={{ $json.file }}', [item]);
			expect(error?.message).toBe("'Sample Fields' gives a file without its content [item 0]");
			expect(error?.description).toContain('Enter the name of the binary field');
		});

		const faults: Array<[string, unknown, RegExp, RegExp]> = [
			['no data', { mimeType: 'audio/wav' }, /has no data/, /neither an 'id'/],
			['null as data', { mimeType: 'audio/wav', data: null }, /has no data/, /neither an 'id'/],
			[
				'the name of a store as data',
				{ mimeType: 'audio/wav', data: 'filesystem-v2' },
				/has no data/,
				/neither an 'id'/,
			],
			['empty data', { mimeType: 'audio/wav', data: '' }, /is empty/, /0 bytes/],
			[
				'data that is not base64',
				{ mimeType: 'audio/wav', data: 'Hello there, this is text.' },
				/has no data that can be read/,
				/not base64/,
			],
			[
				'data that is not a string',
				{ mimeType: 'audio/wav', data: { type: 'Buffer', data: [1, 2] } },
				/has no data that can be read/,
				/not text/,
			],
			[
				'the ID of a file that n8n has removed',
				{ mimeType: 'audio/wav', data: 'filesystem-v2', id: gone },
				/could not be read/,
				/no longer in n8n's store.*run the node/i,
			],
			[
				'the ID of an unknown store',
				{ mimeType: 'audio/wav', data: 's3', id: 's3:abc' },
				/could not be read/,
				/a store that this n8n does not have/,
			],
			[
				'a path outside the store',
				{ mimeType: 'audio/wav', data: 'filesystem-v2', id: 'filesystem-v2:../../etc/passwd' },
				/could not be read/,
				/Run the node/i,
			],
			['a text instead', 'UklGRiQAAABXQVZF', /field 'data' of the item holds a value, not a file/, /holds a text/],
			['a number instead', 5, /field 'data' of the item holds a value, not a file/, /holds a value/],
		];
		// In an item's JSON a value that is not a file is not one of its files.
		const seen = faults.filter(([what]) => !inJson || !what.endsWith('instead'));
		test.each(
			everywhere.flatMap(([name, reader]) =>
				seen.map(([what, data, message, advice]) => [name, what, data, message, advice, reader] as const),
			),
		)('%s reports %s', async (_, __, data, message, advice, reader) => {
			const { error } = await reader.run(stage, 'data', [await itemWithData(data)]);
			expect(error?.message).toMatch(message);
			expect(error?.message).toMatch(/\[item 0\]$/);
			expect(error?.description).toMatch(advice);
			expect(error?.description).toContain(`'data' ('${reader.label}')`);
			expect(await stage.sandbox.requests()).toEqual([]);
		});
	});
}
