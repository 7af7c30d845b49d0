import type { Measured } from '../../audio/measure/measured';
import { rulesForAll, rulesForEach, type Rule } from './sampleRules';

/** What messages call a recording of several, or the only one. */
export const recordingName = (index: number, count: number): string =>
	count === 1 ? 'The recording' : `Recording ${index + 1}`;

/** A rule that applies, and its advice. */
export interface Finding extends Pick<Rule<unknown>, 'verdict'> {
	advice: string;
}

const findingsOf = <T>(rules: Array<Rule<T>>, name: string, facts: T): Finding[] =>
	rules.filter((rule) => rule.applies(facts)).map(({ verdict, advice }) => ({ verdict, advice: advice(name, facts) }));

/** What could be better about one recording. */
export const findingsOnOne = (measured: Measured, name: string): Finding[] => findingsOf(rulesForEach, name, measured);

/** What could be better about the length of all recordings together. */
export function findingsOnAll(samples: Measured[]): Finding[] {
	// Without the length of one, or its end, it is only known that they are not shorter.
	const isKnown = samples.every(({ seconds, cut }) => seconds !== undefined && !cut);
	const seconds = samples.reduce((sum, one) => sum + (one.seconds ?? 0), 0);
	const name = samples.length === 1 ? 'The recording is' : 'The recordings together are';
	return findingsOf(rulesForAll, name, { seconds, isKnown });
}

/** How to improve recordings: advice on each, in their order, then on all together. */
export const adviceFor = (samples: Measured[]): string[] =>
	[
		...samples.flatMap((one, index) => findingsOnOne(one, recordingName(index, samples.length))),
		...findingsOnAll(samples),
	].map(({ advice }) => advice);
