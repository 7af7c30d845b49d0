import type { Fact } from './fact.mts';

/** What has been spent, by the facts' own estimates, in USD; an answer that facts share is paid for once. */
export class Bill {
	readonly #paid = new Set<string>();
	spent = 0;

	/** What it costs when all goes as expected. */
	priceOf({ cost = 0, shares }: Fact): number {
		return shares !== undefined && this.#paid.has(shares) ? 0 : cost;
	}

	/** The most that it can cost. */
	riskOf(fact: Fact): number {
		return Math.max(this.priceOf(fact), fact.risk ?? 0);
	}

	/** `done`: the service did what it should refuse. */
	pay(fact: Fact, done = false): void {
		this.spent += done ? this.riskOf(fact) : this.priceOf(fact);
		if (fact.shares !== undefined) this.#paid.add(fact.shares);
	}
}

/** What all of them together cost. */
export function totalOf(facts: readonly Fact[]): number {
	const bill = new Bill();
	for (const fact of facts) bill.pay(fact);
	return bill.spent;
}
