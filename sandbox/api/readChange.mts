import { mediaType, loggable, readValue } from '../http/body.mts';
import type { Exchange } from '../http/exchange.mts';
import { readForm, type Form } from '../http/multipart.mts';
import type { World } from '../world.mts';

/** The body of a change, in any of the contract's four media types. */
export interface SentChange {
	value: unknown;
	text?: string;
	dispose?(): Promise<void>;
}

const repeatable = new Set(['tags']);

/** Form values as an object. A single-valued field that is sent twice becomes a list, which the contract refuses. */
export function objectOf(fields: Iterable<[string, string]>): Record<string, unknown> {
	const values = new Map<string, string[]>();
	for (const [name, value] of fields) values.set(name, [...(values.get(name) ?? []), value]);
	return Object.fromEntries(
		[...values].map(([name, all]) => [name, all.length > 1 || repeatable.has(name) ? all : all[0]]),
	);
}

function fromForm(form: Form): SentChange {
	const files = form.files.map(({ name, head }) => [name, new Uint8Array(head)] as const);
	const value = { ...objectOf(form.fields), ...Object.fromEntries(files) };
	const title = form.fields.find(([name]) => name === 'title')?.[1];
	return { value, ...(title === undefined ? {} : { text: title }), dispose: () => form.dispose() };
}

export async function readChange(world: World, exchange: Exchange): Promise<SentChange> {
	const type = mediaType(exchange);
	if (type === 'multipart/form-data') return fromForm(await readForm(exchange, world.store.disk.incomingFolder()));
	if (type !== 'application/x-www-form-urlencoded') return { value: await readValue(exchange) };
	const value = objectOf(new URLSearchParams((await exchange.readBody()).toString('utf8')));
	exchange.entry.body = loggable(value);
	return { value };
}
