import type { Api } from './api.mts';
import { Bill } from './bill.mts';
import { shown, type Fact } from './fact.mts';

export interface Outcome {
	fact: Fact;
	verdict: 'as expected' | 'otherwise' | 'not asked';
	seen: string;
}

export interface RunOptions {
	/** The most that may be spent, in USD. */
	most: number;
	/** Told of each outcome as it comes. */
	tell?: (outcome: Outcome) => void;
	/** No more facts are looked at once it is aborted. */
	signal?: AbortSignal;
}

const cheapestFirst = (a: Fact, b: Fact): number => (a.cost ?? 0) - (b.cost ?? 0);

async function outcomeOf(fact: Fact, api: Api): Promise<Outcome> {
	try {
		const { ok, seen } = await fact.check(api);
		return { fact, verdict: ok ? 'as expected' : 'otherwise', seen: shown(seen) };
	} catch (error) {
		return { fact, verdict: 'otherwise', seen: shown(`no answer: ${(error as Error).message}`) };
	}
}

/** Looks at all facts, the cheapest first, and at none that would pass the limit. */
export async function runFacts(facts: readonly Fact[], api: Api, { most, tell, signal }: RunOptions): Promise<{ outcomes: Outcome[]; spent: number }> {
	const bill = new Bill();
	const outcomes: Outcome[] = [];
	for (const fact of [...facts].sort(cheapestFirst)) {
		if (signal?.aborted) break;
		const reaches = bill.spent + bill.priceOf(fact) <= most;
		// It may be billed whatever comes of it.
		if (reaches) bill.pay(fact);
		const outcome: Outcome = reaches ? await outcomeOf(fact, api) : { fact, verdict: 'not asked', seen: 'it would pass the limit' };
		outcomes.push(outcome);
		tell?.(outcome);
	}
	return { outcomes, spent: bill.spent };
}
