import type { Fact } from './fact.mts';

/** What was spent, in USD, by the facts' estimates. An answer that facts share is paid for once. */
export class Bill {
	readonly #paid = new Set<string>();
	spent = 0;

	/** What it costs if the service behaves as expected. */
	priceOf({ cost = 0, shares }: Fact): number {
		return shares !== undefined && this.#paid.has(shares) ? 0 : cost;
	}

	/** The maximum cost. */
	riskOf(fact: Fact): number {
		return Math.max(this.priceOf(fact), fact.risk ?? 0);
	}

	/** `done`: the service carried out what it should refuse. */
	pay(fact: Fact, done = false): void {
		this.spent += done ? this.riskOf(fact) : this.priceOf(fact);
		if (fact.shares !== undefined) this.#paid.add(fact.shares);
	}
}

/** The total cost. */
export function totalOf(facts: readonly Fact[]): number {
	const bill = new Bill();
	for (const fact of facts) bill.pay(fact);
	return bill.spent;
}
