import type { INodeExecutionData, INodeParameters } from 'n8n-workflow';

import type { EngineOptions } from './engine.mts';
import { fileReaders, type FileReader } from './fileReaders.mts';
import { setStage, type Stage } from './stage.mts';

/** Where n8n keeps the files of items: on disk or in memory, and beside an item's JSON or inside of it. */
export type Place = 'on disk' | 'in memory' | 'in the JSON';

const options: Record<Place, Pick<EngineOptions, 'binaryMode' | 'workflowSettings'>> = {
	'on disk': {},
	'in memory': { binaryMode: 'default' },
	'in the JSON': { workflowSettings: { binaryMode: 'combined' } },
};

/** A small picture: as much as its type is told by. */
export const png = Buffer.concat([Buffer.from('\x89PNG\r\n\x1a\n\0\0\0\rIHDR', 'latin1'), Buffer.alloc(64)]);

/** A file that is described by hand, as a Code node does it. */
type ByHand = Record<string, unknown>;

/** The tables of what people give where a file is meant, with the files in one place. */
export function fileTables(place: Place): void {
	const stage = setStage({}, options[place]);
	const inJson = place === 'in the JSON';
	const readers = Object.entries(fileReaders);

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
	/** An item whose field `data` is made by hand, beside a recording that is whole. */
	const byHand = async (data: unknown): Promise<INodeExecutionData> => {
		const { binary } = await stage.itemWith({ voice: [await stage.recording(), 'v.wav', 'audio/wav'] });
		const files = { data, ...binary } as never;
		return inJson ? { json: { _files: files } } : { json: {}, binary: files };
	};
	const contentFor = async ({ takes }: FileReader): Promise<string> =>
		(takes === 'sound' ? await stage.recording() : png).toString('base64');
	/** How many bytes of files arrived, other than the recording beside a cover. */
	const arrived = async (stage: Stage, { takes }: FileReader): Promise<number[]> => {
		const body = (await stage.sandbox.requests()).find(({ method, body: sent }) => method !== 'GET' && sent)?.body;
		const sent: Array<{ name?: string; bytes: number }> =
			body?.files ?? body?.references?.map(({ audio }: { audio: { bytes: number } }) => audio) ?? [];
		return sent.filter(({ name }) => takes === 'sound' || name === 'cover_image').map(({ bytes }) => bytes);
	};

	describe('what names a file', () => {
		const file = inJson ? '$json._files.data' : '$binary.data';
		const elsewhere = inJson ? "$('Start').item._files.data" : "$('Start').item.binary.data";
		const forms: Array<[string, INodeParameters[string]]> = [
			['its name', 'data'],
			['its name by expression, with a gap', '={{ " data " }}'],
			['the file itself', `={{ ${file} }}`],
			['the file of another node', `={{ ${elsewhere} }}`],
			['a list of the file', `={{ [${file}] }}`],
			['a list of its name', '={{ ["data"] }}'],
			// Of a file in memory an expression is not given the content.
			...(place === 'in memory'
				? []
				: [
						['all that n8n knows of it, and no type', `={{ ({ ...${file}, mimeType: undefined }) }}`] as [
							string,
							string,
						],
					]),
			...(inJson ? [['its path', '_files.data'] as [string, string]] : []),
		];
		test.each(readers.flatMap(([name, reader]) => forms.map(([form, value]) => [name, form, value, reader] as const)))(
			'%s: %s',
			async (_, __, value, reader) => {
				const { item, bytes } = await itemFor(reader);
				const { error } = await reader.run(stage, value, [item]);
				expect(error).toBeUndefined();
				expect(await arrived(stage, reader)).toEqual([bytes]);
			},
		);

		const lists: Array<[string, INodeParameters[string]]> = [
			['names', 'data, other'],
			['files', `={{ [${file}, ${file.replace('data', 'other')}] }}`],
			['a file and a name', `={{ [${file}, "other"] }}`],
			['a list in a list', `={{ [[${file}], ["other"]] }}`],
			['files by their names', `={{ ({ a: ${file}, b: ${file} }) }}`],
		];
		test.each(
			readers
				.filter(([, { many }]) => many)
				.flatMap(([name, reader]) => lists.map(([form, value]) => [name, form, value, reader] as const)),
		)('%s: several, %s', async (_, __, value, reader) => {
			const { item, bytes } = await itemFor(reader);
			const { error } = await reader.run(stage, value, [item]);
			expect(error).toBeUndefined();
			expect(await arrived(stage, reader)).toEqual([bytes, bytes]);
		});

		const none: Array<[string, INodeParameters[string], RegExp]> = [
			['a number', '={{ 5 }}', /gives no file: 5/],
			['a switch', '={{ true }}', /gives no file: true/],
			[
				'an object of another kind',
				'={{ ({ id: "att123", url: "https://example.com/a.wav", type: "audio/wav" }) }}',
				/gives no file/,
			],
			['a whole item', "={{ $('Start').all()[0] }}", /gives no file/],
			['a list with a hole', `={{ ["data", undefined] }}`, /Entry 2 of '.*' is empty/],
			['a file inside a text', `=file {{ ${file} }}`, /has a file inside a text/],
			['a name of no field', 'nope', /no file in the field 'nope'/],
			['a name that every object has', 'constructor', /no file in the field 'constructor'/],
			['the base64 of a file', `={{ "${'QUJD'.repeat(20_000)}" }}`, /no file in the field 'QUJD[A-Z]{70,90}…'/],
		];
		test.each(
			readers.flatMap(([name, reader]) =>
				none.map(([form, value, message]) => [name, form, value, message, reader] as const),
			),
		)('%s: %s is told', async (_, __, value, message, reader) => {
			const { item } = await itemFor(reader);
			const { error } = await reader.run(stage, value, [item]);
			expect(error?.message).toMatch(message);
			expect(error?.message).toMatch(/\[item 0\]$/);
			expect(`${error?.message} ${error?.description}`).toContain(`'${reader.label}'`);
			expect(error!.message.length + error!.description!.length).toBeLessThan(700);
			expect(await stage.sandbox.requests()).toEqual([]);
		});
	});

	describe('a file that lacks something', () => {
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

		const untyped: Array<[string, ByHand]> = [
			['no MIME type', {}],
			['null for it', { mimeType: null }],
			['an empty one', { mimeType: '' }],
			['a number', { mimeType: 7 }],
			['no name either', { fileName: null }],
			['the base64 in lines', { inLines: true }],
			['the base64 of a data URL', { asUrl: true }],
		];
		test.each(
			everywhere.flatMap(([name, reader]) => untyped.map(([what, parts]) => [name, what, parts, reader] as const)),
		)('%s: %s is no fault', async (_, __, { inLines, asUrl, ...parts }, reader) => {
			const content = await contentFor(reader);
			const data = inLines ? content.replace(/.{76}/g, '$&\r\n') : `${asUrl ? 'data:audio/wav;base64,' : ''}${content}`;
			const { error } = await reader.run(stage, 'data', [await byHand({ data, fileName: 'a', ...parts })]);
			expect(error).toBeUndefined();
			expect((await arrived(stage, reader))[0]).toBe(Buffer.from(content, 'base64').length);
		});

		const gone = 'filesystem-v2:workflows/w/executions/1/binary_data/7b0c1a52-0000-4000-8000-000000000000';
		const byExpression = inJson ? '={{ $json._files.data }}' : '={{ $binary.data }}';
		test('its type, where an expression gives it', async () => {
			const data = await contentFor(fileReaders['a recording']!);
			const { error } = await fileReaders['samples of a voice']!.run(stage, byExpression, [
				await byHand({ data, fileName: 'a.wav' }),
			]);
			expect(error).toBeUndefined();
		});

		test('its content, where an expression gives it and n8n leaves that out', async () => {
			const item = await byHand({ data: 'QUJD', fileName: 'a.wav', mimeType: 'audio/wav' });
			item.json = { file: { mimeType: 'audio/wav', fileName: 'b.wav' }, ...item.json };
			const { error } = await fileReaders['samples of a voice']!.run(stage, '={{ $json.file }}', [item]);
			expect(error?.message).toBe("'Sample Fields' gives a file without its content [item 0]");
			expect(error?.description).toContain('Enter the name of the binary field');
		});

		const faults: Array<[string, unknown, RegExp, RegExp]> = [
			['no data', { mimeType: 'audio/wav' }, /has no data/, /neither an 'id'/],
			['null for data', { mimeType: 'audio/wav', data: null }, /has no data/, /neither an 'id'/],
			[
				'the name of a store for data',
				{ mimeType: 'audio/wav', data: 'filesystem-v2' },
				/has no data/,
				/neither an 'id'/,
			],
			['empty data', { mimeType: 'audio/wav', data: '' }, /is empty/, /0 bytes/],
			[
				'data that is no base64',
				{ mimeType: 'audio/wav', data: 'Hello there, this is text.' },
				/has no data that can be read/,
				/not base64/,
			],
			[
				'data that is no text',
				{ mimeType: 'audio/wav', data: { type: 'Buffer', data: [1, 2] } },
				/has no data that can be read/,
				/no text/,
			],
			[
				'an id of a file that n8n has removed',
				{ mimeType: 'audio/wav', data: 'filesystem-v2', id: gone },
				/could not be read/,
				/no longer in n8n's store.*run the node/i,
			],
			[
				'an id of a store that is not there',
				{ mimeType: 'audio/wav', data: 's3', id: 's3:abc' },
				/could not be read/,
				/a store that this n8n does not have/,
			],
			[
				'a path out of the store',
				{ mimeType: 'audio/wav', data: 'filesystem-v2', id: 'filesystem-v2:../../etc/passwd' },
				/could not be read/,
				/Run the node/i,
			],
			['a text instead', 'UklGRiQAAABXQVZF', /field 'data' of the item holds a value, not a file/, /holds a text/],
			['a number instead', 5, /field 'data' of the item holds a value, not a file/, /holds a value/],
		];
		// In an item's JSON a value that is no file is none of its files.
		const seen = faults.filter(([what]) => !inJson || !what.endsWith('instead'));
		test.each(
			everywhere.flatMap(([name, reader]) =>
				seen.map(([what, data, message, advice]) => [name, what, data, message, advice, reader] as const),
			),
		)('%s: %s is told', async (_, __, data, message, advice, reader) => {
			const { error } = await reader.run(stage, 'data', [await byHand(data)]);
			expect(error?.message).toMatch(message);
			expect(error?.message).toMatch(/\[item 0\]$/);
			expect(error?.description).toMatch(advice);
			expect(error?.description).toContain(`'data' ('${reader.label}')`);
			expect(await stage.sandbox.requests()).toEqual([]);
		});
	});
}
