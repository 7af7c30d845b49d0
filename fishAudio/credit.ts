import type { Calls } from './client';
import { readJson, otherForm } from './http';
import { isRecord } from './json';

/** The account's API credit. */
export interface Credit {
	/** Credit in US dollars, as the decimal text that the API gives. */
	get(): Promise<string>;
}

const isAmount = (text: string): boolean => text.trim() !== '' && Number.isFinite(Number(text));

/** Builds the credit part of the client. */
export function createCredit(calls: Calls): Credit {
	return {
		get: async () =>
			await calls.call({
				request: () => ({ method: 'GET', path: '/wallet/self/api-credit' }),
				read: async (answer) => {
					const body = await readJson(answer);
					if (!isRecord(body) || typeof body.credit !== 'string' || !isAmount(body.credit)) throw otherForm(answer);
					return body.credit;
				},
			}),
	};
}
