import { ApiError } from '../errors.mts';
import type { Fault, Match, RuleSpec } from './fault.mts';

interface Rule {
	id: number;
	match: Match;
	path: RegExp | undefined;
	query: RegExp | undefined;
	fault: Fault;
	times: number;
	/** Requests that matched everything except `nth`. */
	seen: number;
	hits: number;
}

/** What a rule can match. `text` is unknown until the body has arrived. */
export interface Subject {
	method: string;
	path: string;
	query: string;
	text?: string;
}

function pattern(name: string, source: string | undefined): RegExp | undefined {
	if (source === undefined) return undefined;
	try {
		return new RegExp(source);
	} catch (error) {
		throw new ApiError(400, `Fault rule: ${name}: ${(error as Error).message}`);
	}
}

/** Fault rules, tried in the order they were added. */
export class FaultRules {
	#rules: Rule[] = [];
	#lastId = 0;

	add({ match = {}, fault, times = 1 }: RuleSpec): number {
		const path = pattern('path', match.path);
		const query = pattern('query', match.query);
		this.#lastId += 1;
		this.#rules.push({ id: this.#lastId, match, path, query, fault, times, seen: 0, hits: 0 });
		return this.#lastId;
	}

	clear(): void {
		this.#rules = [];
	}

	list(): unknown[] {
		return this.#rules.map(({ id, match, fault, times, seen, hits }) => ({ id, match, fault, times, seen, hits }));
	}

	/** The fault for a request; `undecided` when a rule needs the text, which has not arrived yet. */
	pick(subject: Subject): Fault | 'undecided' | undefined {
		const open = this.#rules.filter((rule) => this.#couldAct(rule, subject));
		// Count only once decided, so that a request counts once.
		if (subject.text === undefined && open.some(({ match }) => match.text !== undefined)) return 'undecided';
		for (const rule of open) {
			if (rule.match.text !== undefined && !subject.text?.includes(rule.match.text)) continue;
			rule.seen += 1;
			if (rule.seen < (rule.match.nth ?? 1)) continue;
			rule.hits += 1;
			return rule.fault;
		}
		return undefined;
	}

	#couldAct({ match, path, query, times, hits }: Rule, subject: Subject): boolean {
		if (times !== -1 && hits >= times) return false;
		if (match.method !== undefined && match.method.toUpperCase() !== subject.method) return false;
		return (path?.test(subject.path) ?? true) && (query?.test(subject.query) ?? true);
	}
}
