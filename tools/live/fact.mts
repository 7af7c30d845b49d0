import type { Api } from './api.mts';

/** The source of a fact: third parties' observations, the vendor's pages, the specification, or none. */
export type Standing = 'measured' | 'docs' | 'contract' | 'assumed';

/** What the service did, in words, and whether that was expected. */
export interface Observation {
	ok: boolean;
	seen: string;
	/** The service carried out what it should refuse, and may bill it. */
	done?: boolean;
}

/** One assumption about the service, and how to check it. */
export interface Fact {
	/** Its section and a name, such as `speech.wav-sizes`. */
	id: string;
	expected: string;
	standing: Standing;
	/** Approximate cost of the check, in USD. Default: nothing. */
	cost?: number;
	/** The cost if the service carries out what it should refuse. */
	risk?: number;
	/** Facts with the same value share one billed answer, which is paid for once. */
	shares?: string;
	check(api: Api): Promise<Observation>;
}

const MAX_LENGTH = 160;

/** A value for a table cell: short, on one line. */
export function shown(value: unknown): string {
	const written = typeof value === 'string' ? value : (JSON.stringify(value) ?? 'nothing');
	const line = written.replace(/\s+/g, ' ').trim();
	return line.length > MAX_LENGTH ? `${line.slice(0, MAX_LENGTH - 1)}…` : line;
}

/** An observation of these values. */
export const observed = (ok: boolean, ...seen: unknown[]): Observation => ({ ok, seen: seen.map(shown).join(' · ') });
