import type { Calls } from '../requests/calls';
import { otherForm } from '../requests/answerErrors';
import { readJson } from '../requests/readAnswer';
import { isRecord } from '../requests/json';

/** The account's API credit. */
export interface Credit {
	/** Reads the credit, in US dollars. Fails with `badAnswer` if the answer has none. */
	get(): Promise<number>;
}

/** Reads an amount from decimal text, which the API sends, or from a number; undefined for anything else. */
function amountOf(value: unknown): number | undefined {
	if (typeof value !== 'number' && (typeof value !== 'string' || value.trim() === '')) return undefined;
	const amount = Number(value);
	return Number.isFinite(amount) ? amount : undefined;
}

/** Builds the part of the client that reads the credit. */
export function createCredit(calls: Calls): Credit {
	return {
		get: async () =>
			await calls.call({
				request: () => ({ method: 'GET', path: '/wallet/self/api-credit' }),
				read: async (answer) => {
					const body = await readJson(answer);
					const credit = isRecord(body) ? amountOf(body.credit) : undefined;
					if (credit === undefined) throw otherForm(answer);
					return credit;
				},
			}),
	};
}
