import type { INodeParameters } from 'n8n-workflow';

import type { FileItems, Place } from './fileItems.mts';
import { fileReaders } from './fileReaders.mts';
import type { Stage } from './stage.mts';

/** The values that may or may not name files in a parameter. */
export function fileValueTable(stage: Stage, { itemFor, arrived }: FileItems, place: Place): void {
	const inJson = place === 'in the JSON';
	const readers = Object.entries(fileReaders);
	describe('a value that names files', () => {
		const file = inJson ? '$json._files.data' : '$binary.data';
		const elsewhere = inJson ? "$('Start').item._files.data" : "$('Start').item.binary.data";
		const forms: Array<[string, INodeParameters[string]]> = [
			['its name', 'data'],
			['its name by expression, with spaces', '={{ " data " }}'],
			['the file itself', `={{ ${file} }}`],
			['the file of another node', `={{ ${elsewhere} }}`],
			['a list of the file', `={{ [${file}] }}`],
			['a list of its name', '={{ ["data"] }}'],
			// In memory an expression does not get a file's content.
			...(place === 'in memory'
				? []
				: [['all of its data without a type', `={{ ({ ...${file}, mimeType: undefined }) }}`] as [string, string]]),
			...(inJson ? [['its path', '_files.data'] as [string, string]] : []),
		];
		test.each(readers.flatMap(([name, reader]) => forms.map(([form, value]) => [name, form, value, reader] as const)))(
			'%s accepts %s',
			async (_, __, value, reader) => {
				const { item, bytes } = await itemFor(reader);
				const { error } = await reader.run(stage, value, [item]);
				expect(error).toBeUndefined();
				expect(await arrived(reader)).toEqual([bytes]);
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
		)('%s accepts several: %s', async (_, __, value, reader) => {
			const { item, bytes } = await itemFor(reader);
			const { error } = await reader.run(stage, value, [item]);
			expect(error).toBeUndefined();
			expect(await arrived(reader)).toEqual([bytes, bytes]);
		});

		const none: Array<[string, INodeParameters[string], RegExp]> = [
			['a number', '={{ 5 }}', /gives no file: 5/],
			['a boolean', '={{ true }}', /gives no file: true/],
			[
				'another kind of object',
				'={{ ({ id: "att123", url: "https://example.com/a.wav", type: "audio/wav" }) }}',
				/gives no file/,
			],
			['a whole item', "={{ $('Start').all()[0] }}", /gives no file/],
			['a list with an empty entry', `={{ ["data", undefined] }}`, /Entry 2 of '.*' is empty/],
			['a file inside a text', `=file {{ ${file} }}`, /has a file inside a text/],
			['an unknown name', 'nope', /no file in the field 'nope'/],
			['a name of a property of all objects', 'constructor', /no file in the field 'constructor'/],
			['the base64 of a file', `={{ "${'QUJD'.repeat(20_000)}" }}`, /no file in the field 'QUJD[A-Z]{70,90}…'/],
		];
		test.each(
			readers.flatMap(([name, reader]) =>
				none.map(([form, value, message]) => [name, form, value, message, reader] as const),
			),
		)('%s reports %s', async (_, __, value, message, reader) => {
			const { item } = await itemFor(reader);
			const { error } = await reader.run(stage, value, [item]);
			expect(error?.message).toMatch(message);
			expect(error?.message).toMatch(/\[item 0\]$/);
			expect(`${error?.message} ${error?.description}`).toContain(`'${reader.label}'`);
			expect(error!.message.length + error!.description!.length).toBeLessThan(700);
			expect(await stage.sandbox.requests()).toEqual([]);
		});
	});
}
