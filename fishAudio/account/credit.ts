import type { Calls } from '../requests/calls';
import { otherForm } from '../requests/answerErrors';
import { readJson } from '../requests/readAnswer';
import { isRecord } from '../requests/json';

/** The account's API credit. */
export interface Credit {
	/** Credit in US dollars. */
	get(): Promise<number>;
}

/** An amount as decimal text, which is what the API gives, or as a number; undefined where it is neither. */
function amountOf(value: unknown): number | undefined {
	if (typeof value !== 'number' && (typeof value !== 'string' || value.trim() === '')) return undefined;
	const amount = Number(value);
	return Number.isFinite(amount) ? amount : undefined;
}

/** Builds the credit part of the client. */
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
