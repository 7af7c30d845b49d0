import { FieldsError } from '../errors.mts';

const PAGE_SIZE = 20;

const wrong = (name: string, type: string, msg: string) => new FieldsError([{ loc: ['query', name], type, msg }]);

function pageIn(params: URLSearchParams): number {
	const written = params.get('page') ?? '1';
	if (/^[1-9]\d*$/.test(written)) return Number(written);
	throw wrong('page', 'greater_than_equal', 'Input should be greater than or equal to 1');
}

function startOf(cursor: string): number {
	const from = Number(Buffer.from(cursor, 'base64url').toString());
	if (cursor !== '' && Number.isInteger(from) && from >= 0) return from;
	throw wrong('cursor', 'value_error', 'The cursor is not one that was given');
}

/**
 * One page, by `cursor` or by `page`. Only `page` gives a total. The name of the list is undocumented; `items` is a
 * guess.
 */
export function pageOf(all: Record<string, unknown>[], params: URLSearchParams): Record<string, unknown> {
	const cursor = params.get('cursor');
	const byPage = params.has('page');
	if (cursor !== null && byPage) throw wrong('page', 'value_error', 'page and cursor are mutually exclusive');
	const from = cursor === null ? (pageIn(params) - 1) * PAGE_SIZE : startOf(cursor);
	const to = from + PAGE_SIZE;
	const more = to < all.length;
	return {
		items: all.slice(from, to),
		has_more: more,
		next_cursor: more && !byPage ? Buffer.from(String(to)).toString('base64url') : null,
		...(byPage ? { total: all.length } : {}),
	};
}
