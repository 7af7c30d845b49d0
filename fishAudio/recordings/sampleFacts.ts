import type { Measured } from '../../audio/measure/measured';

/** What is known of a recording as a sample; undefined if it could not be measured. */
export interface SampleFacts {
	seconds: number | undefined;
	/** Mean level of the speech, in dBFS; undefined for exact silence, too. */
	levelDb: number | undefined;
	/** Share of the time that is a pause, 0–1. */
	silentShare: number | undefined;
	/** Share of values that were cut off at full scale, 0–1; only known if the sound is coded without loss. */
	clippedShare: number | undefined;
}

/** What is known of one recording. */
export const factsOf = ({ seconds, sound }: Measured): SampleFacts => ({
	seconds,
	levelDb: Number.isFinite(sound?.level) ? sound?.level : undefined,
	silentShare: sound?.silentShare,
	clippedShare: sound?.clippedShare,
});

type Known = { [Name in keyof SampleFacts]: number };

/** A mean of a fact, weighted; undefined if the fact is unknown for a recording. */
function meanOf(
	facts: SampleFacts[],
	value: (one: Known) => number,
	weight: (one: Known) => number,
): number | undefined {
	// What is unknown becomes NaN, and so does every sum with it.
	const known = facts.map(
		({ seconds = NaN, levelDb = NaN, silentShare = NaN, clippedShare = NaN }): Known => ({
			seconds,
			levelDb,
			silentShare,
			clippedShare,
		}),
	);
	const total = known.reduce((sum, one) => sum + weight(one), 0);
	const mean = known.reduce((sum, one) => sum + value(one) * weight(one), 0) / total;
	return Number.isFinite(mean) ? mean : undefined;
}

/** What is known of several recordings together, as if they were one. */
export function factsTogether(samples: Measured[]): SampleFacts {
	const facts = samples.map(factsOf);
	const [first] = facts;
	if (first && facts.length === 1) return first;
	const ofTime = ({ seconds }: Known): number => seconds;
	const power = meanOf(
		facts,
		({ levelDb }) => 10 ** (levelDb / 10),
		({ seconds, silentShare }) => seconds * (1 - silentShare),
	);
	const seconds = facts.reduce((sum, one) => sum + (one.seconds ?? NaN), 0);
	return {
		seconds: Number.isFinite(seconds) ? seconds : undefined,
		levelDb: power === undefined ? undefined : 10 * Math.log10(power),
		silentShare: meanOf(facts, ({ silentShare }) => silentShare, ofTime),
		clippedShare: meanOf(facts, ({ clippedShare }) => clippedShare, ofTime),
	};
}
