import type { Fact } from './fact.mts';

/** What has been spent, by the facts' own estimates, in USD; an answer that facts share is paid for once. */
export class Bill {
	readonly #paid = new Set<string>();
	spent = 0;

	priceOf({ cost = 0, shares }: Fact): number {
		return shares !== undefined && this.#paid.has(shares) ? 0 : cost;
	}

	pay(fact: Fact): void {
		this.spent += this.priceOf(fact);
		if (fact.shares !== undefined) this.#paid.add(fact.shares);
	}
}

/** What all of them together cost. */
export function totalOf(facts: readonly Fact[]): number {
	const bill = new Bill();
	for (const fact of facts) bill.pay(fact);
	return bill.spent;
}
