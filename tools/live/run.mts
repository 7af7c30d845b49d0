import type { Api } from './api.mts';
import { Bill } from './bill.mts';
import { shown, type Fact } from './fact.mts';

export interface Outcome {
	fact: Fact;
	verdict: 'as expected' | 'otherwise' | 'not asked';
	seen: string;
	/** See Sight. Unknown for a request without an answer, so that counts as done. */
	done?: boolean;
}

export interface RunOptions {
	/** The spending limit, in USD. */
	most: number;
	/** Called with each outcome. */
	tell?: (outcome: Outcome) => void;
	/** No more facts are checked once it is aborted. */
	signal?: AbortSignal;
}

const cheapestFirst = (a: Fact, b: Fact): number => (a.cost ?? 0) - (b.cost ?? 0);

async function outcomeOf(fact: Fact, api: Api): Promise<Outcome> {
	try {
		const { ok, seen, done = false } = await fact.check(api);
		return { fact, verdict: ok ? 'as expected' : 'otherwise', seen: shown(seen), done };
	} catch (error) {
		const { message, cause } = error as Error;
		return {
			fact,
			verdict: 'otherwise',
			seen: shown(`no answer: ${cause instanceof Error ? cause.message : message}`),
			done: true,
		};
	}
}

/** Checks all facts, cheapest first. Skips those that might exceed the limit. */
export async function runFacts(
	facts: readonly Fact[],
	api: Api,
	{ most, tell, signal }: RunOptions,
): Promise<{ outcomes: Outcome[]; spent: number }> {
	const bill = new Bill();
	const outcomes: Outcome[] = [];
	for (const fact of [...facts].sort(cheapestFirst)) {
		if (signal?.aborted) break;
		const reaches = bill.spent + bill.riskOf(fact) <= most;
		const outcome: Outcome = reaches
			? await outcomeOf(fact, api)
			: { fact, verdict: 'not asked', seen: 'it might pass the limit' };
		// It may be billed whatever the result.
		if (reaches) bill.pay(fact, outcome.done);
		outcomes.push(outcome);
		tell?.(outcome);
	}
	return { outcomes, spent: bill.spent };
}
