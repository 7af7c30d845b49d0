import type { Api } from './api.mts';
import { Bill } from './bill.mts';
import { shown, type Fact } from './fact.mts';

export interface Outcome {
	fact: Fact;
	verdict: 'as expected' | 'different' | 'skipped';
	seen: string;
	/** See Observation. A request without an answer counts as done, since it may have been. */
	done?: boolean;
}

export interface RunOptions {
	/** The spending limit, in USD. */
	limit: number;
	/** Called with each outcome. */
	report?: (outcome: Outcome) => void;
	/** No more facts are checked once it is aborted. */
	signal?: AbortSignal;
}

const cheapestFirst = (a: Fact, b: Fact): number => (a.cost ?? 0) - (b.cost ?? 0);

async function outcomeOf(fact: Fact, api: Api): Promise<Outcome> {
	try {
		const { ok, seen, done = false } = await fact.check(api);
		return { fact, verdict: ok ? 'as expected' : 'different', seen: shown(seen), done };
	} catch (error) {
		const { message, cause } = error as Error;
		return {
			fact,
			verdict: 'different',
			seen: shown(`no answer: ${cause instanceof Error ? cause.message : message}`),
			done: true,
		};
	}
}

/** Checks all facts, cheapest first. Skips those that might exceed the limit. */
export async function runFacts(
	facts: readonly Fact[],
	api: Api,
	{ limit, report, signal }: RunOptions,
): Promise<{ outcomes: Outcome[]; spent: number }> {
	const bill = new Bill();
	const outcomes: Outcome[] = [];
	for (const fact of [...facts].sort(cheapestFirst)) {
		if (signal?.aborted) break;
		const isAffordable = bill.spent + bill.riskOf(fact) <= limit;
		const outcome: Outcome = isAffordable
			? await outcomeOf(fact, api)
			: { fact, verdict: 'skipped', seen: 'it might exceed the limit' };
		// It may be billed whatever the result.
		if (isAffordable) bill.pay(fact, outcome.done);
		outcomes.push(outcome);
		report?.(outcome);
	}
	return { outcomes, spent: bill.spent };
}
