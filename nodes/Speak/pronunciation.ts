import { checkRules, dictionariesIn, labelOf, type NamedRule } from '../../fishAudio/speech/checkPronunciation';
import type { Pronunciation } from '../../fishAudio/speech/pronunciation';
import { inputError } from '../../fishAudio/errors';
import { isRecord } from '../../fishAudio/requests/json';
import { capitalized } from '../../text/capitalized';
import type { PronunciationRule } from '../../text/pronunciation/rule';
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

const howList =
	"Its expression must give a list of rows with the columns Word and Say As, such as {{ $('Sheet').all() }}. Written " +
	'As and Match Case are optional.';

/** The fields of a row of a sheet, or of an n8n item with one. Other columns do not matter. */
function columnsOf(entry: Record<string, unknown>, name: string): Record<string, unknown> {
	const row = isRecord(entry.json) ? entry.json : entry;
	const fields = Object.fromEntries(
		Object.entries(row).flatMap(([column, value]) => {
			const field = fieldOf(column);
			return field === undefined ? [] : [[field, value]];
		}),
	);
	const isRule = Object.keys(row).length === 0 || 'word' in fields || 'sayAs' in fields;
	if (isRule) return fields;
	throw inputError(`${capitalized(name)} has no column Word: ${shown(row, 40)}`, howList);
}

/** A list, also in JSON; a single row is a list of one. Undefined for anything else. */
function listIn(value: unknown): unknown[] | undefined {
	if (isRecord(value)) return [value];
	if (Array.isArray(value)) return value;
	return typeof value === 'string' ? listInJson(value) : undefined;
}

function rowsIn(value: unknown, label: string): Row[] {
	if (isBlank(value)) return [];
	const list = listIn(value);
	if (!list) throw inputError(`'${label}' is not a list of rules: ${shown(value, 40)}`, howList);
	return list.map((entry, at): Row => {
		const name = `rule ${at + 1} in '${label}'`;
		if (!isRecord(entry))
			throw inputError(`${capitalized(name)} is not a row with columns: ${shown(entry, 40)}`, howList);
		return { name, fields: columnsOf(entry, name) };
	});
}

/** n8n leaves an empty row for each character of an expression in place of the rows; this one would be the shortest. */
const shortestExpression = '={{a}}'.length;

const notByExpression = (): never => {
	throw inputError(
		"'Rules' has no rule",
		'Add a rule with a word and how to say it. n8n does not resolve an expression in place of the rules: enter it in ' +
			"'Rules From List'.",
	);
};

/** The rows of the panel. An expression in place of them leaves nothing, or only empty rows. */
function panelRows(given: unknown): Row[] {
	if (isBlank(given)) return [];
	const rows = isRecord(given) && 'rule' in given ? rowsIn(given.rule, 'Rules') : notByExpression();
	const isEmpty = rows.every(({ fields }) => isBlank(fields.word) && isBlank(fields.sayAs));
	return isEmpty && rows.length >= shortestExpression ? notByExpression() : rows;
}

/** Readers of a row's fields, whose messages name the row. */
const readersFor = ({ name, fields }: Row): Readers =>
	readersOf(
		(field) => fields[field],
		ruleFields.map((field) => ({ ...field, displayName: labelOf(field.displayName, name) })),
	);

/** Reads a row; undefined where it is empty. */
function ruleOf(row: Row): NamedRule | undefined {
	const read = readersFor(row);
	const [word, sayAs] = [oneLine(read.text('word') ?? ''), oneLine(read.text('sayAs') ?? '')];
	if (word === '' && sayAs === '') return undefined;
	const written = read.choice('written', ['respelling', 'phonemes']) ?? 'respelling';
	return { name: row.name, rule: { word, sayAs, written, matchCase: read.flag('matchCase') ?? false } };
}

function rulesOf(rows: Row[]): PronunciationRule[] {
	const named = rows.flatMap((row) => ruleOf(row) ?? []);
	checkRules(named);
	return named.map(({ rule }) => rule);
}

/** The rules of *Rules*, without those of a list. They are checked when the pronunciation is read. */
export const panelRulesOf = (item: Item): PronunciationRule[] =>
	panelRows(item.within('pronunciation').given('rules')).flatMap((row) => ruleOf(row)?.rule ?? []);

const isPlain = (value: unknown): boolean =>
	['string', 'boolean', 'undefined'].includes(typeof value) || value === null || Number.isFinite(value);

/** The same for rows with the same names and values. Undefined if a value cannot be told by its JSON. */
const keyOf = (rows: Row[]): string | undefined =>
	rows.every(({ fields }) => Object.values(fields).every(isPlain)) ? JSON.stringify(rows) : undefined;

/** Reads how words are said; undefined where nothing is set. Fails with `input` on what cannot be used. */
export type ReadPronunciation = (item: Item) => Pronunciation | undefined;

/** Reads and checks each list of rules once per execution: all items may have the same, of thousands of rules. */
export function createPronunciationReader(): ReadPronunciation {
	const known = new Map<string | undefined, PronunciationRule[]>();
	const rulesIn = (rows: Row[]): PronunciationRule[] => {
		const key = keyOf(rows);
		const rules = known.get(key) ?? rulesOf(rows);
		if (key !== undefined) known.set(key, rules);
		return rules;
	};
	return (item) => {
		const given = item.within('pronunciation');
		const rules = rulesIn([...panelRows(given.given('rules')), ...rowsIn(given.given('ruleList'), 'Rules From List')]);
		const dictionaries = dictionariesIn(given.names('dictionaries') ?? []);
		return rules.length + dictionaries.length > 0 ? { rules, dictionaries } : undefined;
	};
}
