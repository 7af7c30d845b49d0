import type { Measured } from '../../audio/measure/measured';
import { shown } from '../../text/shown';
import { rulesForAll, rulesForEach, type Rule } from './sampleRules';

/** A recording as a sample of a voice. */
export interface Sample {
	/** Of its file. */
	name: string;
	measured: Measured;
}

/** What messages call recordings: by the names of their files. */
export function fileNamesOf(samples: Sample[]): string[] {
	const quoted = samples.map(({ name }) => `'${shown(name)}'`);
	return quoted.map((name, index) =>
		quoted.indexOf(name) === quoted.lastIndexOf(name) ? name : `Sample ${index + 1} (${name})`,
	);
}

/** The same where an only recording needs no name. */
export const namesOf = (samples: Sample[]): string[] =>
	samples.length === 1 ? ['The recording'] : fileNamesOf(samples);

/** A rule that applies, and its advice. */
export interface Finding extends Pick<Rule<unknown>, 'verdict'> {
	advice: string;
}

const findingsOf = <T>(rules: Array<Rule<T>>, name: string, facts: T): Finding[] =>
	rules.filter((rule) => rule.applies(facts)).map(({ verdict, advice }) => ({ verdict, advice: advice(name, facts) }));

/** What could be better about one recording. */
export const findingsOnOne = (measured: Measured, name: string): Finding[] => findingsOf(rulesForEach, name, measured);

/** What could be better about the length of all recordings together. `names` are those of each. */
export function findingsOnAll(samples: Measured[], [only, ...others]: string[]): Finding[] {
	// Without the length of one, or its end, it is only known that they are not shorter.
	const isKnown = samples.every(({ seconds, cut }) => seconds !== undefined && !cut);
	const seconds = samples.reduce((sum, one) => sum + (one.seconds ?? 0), 0);
	const name = only !== undefined && others.length === 0 ? `${only} is` : 'The recordings together are';
	return findingsOf(rulesForAll, name, { seconds, isKnown });
}

/** How to improve recordings: advice on each, in their order, then on all together. */
export function adviceFor(samples: Sample[]): string[] {
	const names = namesOf(samples);
	const all = samples.map(({ measured }) => measured);
	const each = all.flatMap((one, index) => findingsOnOne(one, names[index]!));
	return [...each, ...findingsOnAll(all, names)].map(({ advice }) => advice);
}
