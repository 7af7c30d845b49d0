import { readFileSync } from 'node:fs';

import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';

import { FishAudioApi } from '../../credentials/FishAudioApi.credentials.ts';
import { Speak } from '../../nodes/Speak/Speak.node.ts';
import { VoiceClone } from '../../nodes/VoiceClone/VoiceClone.node.ts';
import { VoiceCloneTrigger } from '../../nodes/VoiceCloneTrigger/VoiceCloneTrigger.node.ts';

/** A parameter, and the heading under which its page has its row. */
interface Wanted {
	heading: string;
	property: INodeProperties;
}

const isProperty = (option: object): option is INodeProperties => 'type' in option;

const isChoice = (option: object): option is INodePropertyOptions => 'value' in option;

/** The parameters within a collection, or within the entries of a list. */
const inner = ({ options = [] }: INodeProperties): INodeProperties[] =>
	options.flatMap((option) => ('values' in option ? option.values : isProperty(option) ? [option] : []));

/** The rows that a parameter has to have. A collection has a heading of its own; what is within it has rows. */
function rowsFor(property: INodeProperties, heading: string, headingWithin: string): Wanted[] {
	if (property.type === 'notice') return [];
	const within = inner(property).map((one) => ({ heading: headingWithin, property: one }));
	return property.type === 'collection' ? within : [{ heading, property }, ...within];
}

const rowsOf = (properties: INodeProperties[], heading: string): Wanted[] =>
	properties.flatMap((property) => rowsFor(property, heading, property.displayName));

/** Whether an operation of a resource shows a parameter, whatever the other parameters are. */
function isShown({ displayOptions: { show = {}, hide = {} } = {} }: INodeProperties, at: Record<string, string>) {
	return Object.entries(at).every(
		([name, value]) => (show[name]?.includes(value) ?? true) && !hide[name]?.includes(value),
	);
}

/** Whether a parameter belongs to some operations only. */
const isOfOperations = ({ name, displayOptions: { show = {}, hide = {} } = {} }: INodeProperties): boolean =>
	name !== 'operation' && ['resource', 'operation'].some((key) => key in show || key in hide);

/** Resource, operation and what all operations have share one heading; each operation has its own. */
function rowsOfOperations(properties: INodeProperties[]): Wanted[] {
	const common = properties.filter((property) => !isOfOperations(property));
	const others = properties.filter(isOfOperations);
	const operations = common.filter(({ name }) => name === 'operation');
	const perOperation = operations.flatMap(({ displayOptions, options = [] }) =>
		options
			.filter(isChoice)
			.flatMap(({ name, value }) =>
				others
					.filter((property) =>
						isShown(property, { resource: String(displayOptions!.show!.resource![0]), operation: String(value) }),
					)
					.flatMap((property) => rowsFor(property, name, `${property.displayName} of ${name}`)),
			),
	);
	return [...rowsOf(common, 'Resource and operation'), ...perOperation];
}

/** A default as a page shows it. */
function shownDefault({ type, default: value, options = [] }: INodeProperties): string {
	if (type === 'resourceLocator' || type === 'fixedCollection') return 'none';
	if (typeof value === 'boolean') return value ? 'on' : 'off';
	const chosen = [value].flat();
	const names = options.filter(isChoice).filter((choice) => chosen.includes(choice.value));
	if (names.length > 0) return names.map(({ name }) => name).join(', ');
	return value === '' ? 'empty' : String(value);
}

type Row = Record<string, string>;

const cellsOf = (line: string): string[] =>
	line
		.split('|')
		.slice(1, -1)
		.map((cell) => cell.trim());

/** The rows of all tables under a heading, without those of the headings below it. */
function rowsUnder(page: string, heading: string): Row[] {
	const section = page.split(/^#+ /m).find((text) => text.startsWith(`${heading}\n`)) ?? '';
	const tables = section.match(/(?:^\|.*\n)+/gm) ?? [];
	return tables.flatMap((table) => {
		const [head, , ...lines] = table.trim().split('\n');
		const [, ...columns] = cellsOf(head!);
		return lines.map((line) => {
			const [name, ...cells] = cellsOf(line);
			return { ...Object.fromEntries(columns.map((column, at) => [column, cells[at] ?? ''])), name: name! };
		});
	});
}

/** What a row lacks: the default, a choice, or a cell that is empty. */
function missingIn(row: Row, property: INodeProperties): string[] {
	const documented = (row.default ?? row['when added'] ?? '').replaceAll('`', '');
	const expected = shownDefault(property);
	const choices = (property.options ?? []).filter(isChoice).map(({ name }) => name);
	return [
		...(documented === expected ? [] : [`has the default '${documented}' instead of '${expected}'`]),
		...choices.filter((name) => !row.meaning?.includes(`*${name}*`)).map((name) => `lacks the choice *${name}*`),
		...['meaning', 'cost'].filter((column) => !row[column]).map((column) => `has no ${column}`),
	];
}

/** What is missing on a page: which heading, which row, and what about it. */
function faultsOf(file: string, page: string, wanted: Wanted[]): string[] {
	return wanted.flatMap(({ heading, property }) => {
		const rows = rowsUnder(page, heading).filter(({ name }) => name === property.displayName);
		const where = `${file}, under '${heading}': the row '${property.displayName}'`;
		if (rows.length === 0) return [`${where} is missing`];
		// Several parameters may have one name, such as a sample rate for each format.
		const faults = rows.map((row) => missingIn(row, property));
		return faults.some((list) => list.length === 0) ? [] : faults[0]!.map((fault) => `${where} ${fault}`);
	});
}

/** Rows that a page has under the headings of parameters, and that no parameter has. */
function leftOver(file: string, page: string, wanted: Wanted[]): string[] {
	return [...new Set(wanted.map(({ heading }) => heading))].flatMap((heading) => {
		const names = wanted.filter((one) => one.heading === heading).map(({ property }) => property.displayName);
		return rowsUnder(page, heading)
			.filter((row) => ('default' in row || 'when added' in row) && !names.includes(row.name!))
			.map(({ name }) => `${file}, under '${heading}': no parameter is called '${name}'`);
	});
}

const pages: Array<[file: string, wanted: Wanted[]]> = [
	['docs/speak.md', rowsOf(new Speak().description.properties, 'Parameters')],
	['docs/voice-clone.md', rowsOfOperations(new VoiceClone().description.properties)],
	['docs/voice-clone-trigger.md', rowsOf(new VoiceCloneTrigger().description.properties, 'Parameters')],
	['docs/credential.md', rowsOf(new FishAudioApi().properties, 'Fields')],
];

describe('every parameter has its row, with its default and all its choices', () => {
	test.each(pages)('%s', (file, wanted) => {
		const page = readFileSync(file, 'utf8');
		expect(wanted.length).toBeGreaterThan(2);
		expect([...faultsOf(file, page, wanted), ...leftOver(file, page, wanted)]).toEqual([]);
	});

	test('a row that is missing, wrong or left over is named', () => {
		const property: INodeProperties = {
			displayName: 'Fit',
			name: 'fit',
			type: 'options',
			default: 'atMost',
			options: [
				{ name: 'At Most', value: 'atMost' },
				{ name: 'Exactly', value: 'exactly' },
			],
		};
		const wanted = [{ heading: 'Timing', property }];
		const table = '## Timing\n\n| option | meaning | when added | cost |\n|---|---|---|---|\n';
		expect(faultsOf('a.md', `${table}| Fit | *At Most* or *Exactly* | At Most | free |\n`, wanted)).toEqual([]);
		expect(faultsOf('a.md', table, wanted)).toEqual(["a.md, under 'Timing': the row 'Fit' is missing"]);
		expect(faultsOf('a.md', `${table}| Fit | *At Most* | Exactly | |\n`, wanted)).toEqual([
			"a.md, under 'Timing': the row 'Fit' has the default 'Exactly' instead of 'At Most'",
			"a.md, under 'Timing': the row 'Fit' lacks the choice *Exactly*",
			"a.md, under 'Timing': the row 'Fit' has no cost",
		]);
		expect(leftOver('a.md', `${table}| Fits | a | b | c |\n`, wanted)).toEqual([
			"a.md, under 'Timing': no parameter is called 'Fits'",
		]);
	});
});
