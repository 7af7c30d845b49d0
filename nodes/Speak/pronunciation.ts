import { checkRules, dictionariesIn, type NamedRule } from '../../fishAudio/speech/checkPronunciation';
import type { Pronunciation } from '../../fishAudio/speech/pronunciation';
import { inputError } from '../../fishAudio/errors';
import { shown } from '../../text/shown';
import { oneLine } from '../../text/unseen';
import type { Item } from '../shared/items/item';
import { readersOf, type Readers } from '../shared/parameters/readers';
import { isBlank, listInJson } from '../shared/parameters/values';
import { ruleFields } from './pronunciationFields';

/** A row of the panel or of a list, before it is read. */
interface Row {
	/** What messages call it. */
	name: string;
	fields: Record<string, unknown>;
}

const isObject = (value: unknown): value is Record<string, unknown> =>
	typeof value === 'object' && value !== null && !Array.isArray(value);

/** How people call the fields of a rule in the columns of a sheet, in small letters alone. */
const columns: Record<string, string> = {
	word: 'word',
	sayas: 'sayAs',
	written: 'written',
	writtenas: 'written',
	matchcase: 'matchCase',
	casesensitive: 'matchCase',
};

const fieldOf = (column: string): string | undefined => columns[column.toLowerCase().replace(/[^a-z]/g, '')];

/** The fields of a row of a sheet, or of an n8n item with one. */
function columnsOf(entry: Record<string, unknown>): Record<string, unknown> {
	const row = isObject(entry.json) ? entry.json : entry;
	return Object.fromEntries(
		Object.entries(row).flatMap(([column, value]) => {
			const field = fieldOf(column);
			return field === undefined ? [] : [[field, value]];
		}),
	);
}

const howList =
	"Its expression must give a list of rows with the columns Word and Say As, such as {{ $('Sheet').all() }}. Written " +
	'As and Match Case are optional.';

function rowsIn(value: unknown, label: string): Row[] {
	if (isBlank(value)) return [];
	const list = typeof value === 'string' ? listInJson(value) : value;
	if (!Array.isArray(list)) throw inputError(`'${label}' is not a list of rules: ${shown(value, 40)}`, howList);
	return list.map((entry: unknown, at): Row => {
		const name = `Rule ${at + 1} in '${label}'`;
		if (!isObject(entry)) throw inputError(`${name} is not a row with columns: ${shown(entry, 40)}`, howList);
		return { name, fields: columnsOf(entry) };
	});
}

/** The rows of the panel. An expression in place of them may give a list. */
function panelRows(given: unknown): Row[] {
	const rules = isObject(given) && 'rule' in given ? given.rule : given;
	return isObject(rules) && Object.keys(rules).length === 0 ? [] : rowsIn(rules, 'Rules');
}

/** Readers of a row's fields, whose messages name the row. */
const readersFor = ({ name, fields }: Row): Readers =>
	readersOf(
		(field) => fields[field],
		ruleFields.map((field) => ({ ...field, displayName: `${field.displayName}' of '${name}` })),
	);

/** Reads a row; undefined where it is empty. */
function ruleOf(row: Row): NamedRule | undefined {
	const read = readersFor(row);
	const [word, sayAs] = [oneLine(read.text('word') ?? ''), oneLine(read.text('sayAs') ?? '')];
	if (word === '' && sayAs === '') return undefined;
	const written = read.choice('written', ['respelling', 'phonemes']) ?? 'respelling';
	return { name: row.name, rule: { word, sayAs, written, matchCase: read.flag('matchCase') ?? false } };
}

/** Reads how words are said; undefined where nothing is set. Fails with `input` on what cannot be used. */
export function pronunciationOf(item: Item): Pronunciation | undefined {
	const given = item.within('pronunciation');
	const rows = [...panelRows(given.given('rules')), ...rowsIn(given.given('ruleList'), 'Rules From List')];
	const named = rows.flatMap((row) => ruleOf(row) ?? []);
	checkRules(named);
	const dictionaries = dictionariesIn(given.names('dictionaries') ?? []);
	const rules = named.map(({ rule }) => rule);
	return rules.length + dictionaries.length > 0 ? { rules, dictionaries } : undefined;
}
