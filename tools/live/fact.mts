import type { Api } from './api.mts';

/** How a fact is known: by what third parties saw, from the vendor's pages, from the specification, or not at all. */
export type Standing = 'measured' | 'docs' | 'contract' | 'assumed';

/** What the service did, in words, and whether that is what was expected. */
export interface Sight {
	ok: boolean;
	seen: string;
	/** The service did what it was expected to refuse, and may bill it. */
	done?: boolean;
}

/** One thing that is held for true of the service, and how to look whether it is. */
export interface Fact {
	/** Its section and a name, such as `speech.wav-sizes`. */
	id: string;
	expected: string;
	standing: Standing;
	/** About what looking costs, in USD; nothing when left out. */
	cost?: number;
	/** What it costs when the service does what it should refuse. */
	risk?: number;
	/** Facts with the same word here look at one and the same billed answer: it is paid for once. */
	shares?: string;
	check(api: Api): Promise<Sight>;
}

const LONGEST_SIGHT = 160;

/** A value in the words of a table: short, on one line. */
export function shown(value: unknown): string {
	const written = typeof value === 'string' ? value : (JSON.stringify(value) ?? 'nothing');
	const line = written.replace(/\s+/g, ' ').trim();
	return line.length > LONGEST_SIGHT ? `${line.slice(0, LONGEST_SIGHT - 1)}…` : line;
}

/** A sight with its values written out. */
export const sight = (ok: boolean, ...seen: unknown[]): Sight => ({ ok, seen: seen.map(shown).join(' · ') });
