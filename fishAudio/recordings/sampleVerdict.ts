import type { Measured } from '../../audio/measure/measured';
import { adviceIfUnheard, isJudged } from './checkHeard';
import { fileNamesOf, findingsOnAll, findingsOnOne, namesOf, type Finding, type Sample } from './sampleAdvice';
import { inSeconds, type Verdict } from './sampleRules';

/** Whether recordings are fit to make a voice of, and why not. */
export interface Judgement {
	/** Undefined if not enough of the sound could be judged, and what is known does not ask for another recording. */
	verdict: Verdict | undefined;
	/** Sentences on what could be better, and on what could not be judged. Empty if all is well. */
	reasons: string[];
}

/** A finding, or with an unknown verdict what could not be judged. */
type Found = Finding | { verdict: undefined; advice: string };

/** What could not be judged about a recording. */
function gapsIn(measured: Measured, name: string): string[] {
	const { seconds, sound } = measured;
	if (!sound) return [`The sound of ${name} cannot be read here: its level, its pauses and clipping were not checked.`];
	if (seconds === undefined) return [`The length of ${name} cannot be measured.`];
	if (isJudged(measured)) return [];
	return [`Only ${inSeconds(sound.seconds)} of ${name} could be read: the rest was not checked. It may be damaged.`];
}

function foundIn(measured: Measured, name: string): Found[] {
	const unheard = adviceIfUnheard(measured, name);
	if (unheard !== undefined) return [{ verdict: 'recordAgain', advice: unheard }];
	const within = name.replace(/^The/, 'the');
	return [
		...findingsOnOne(measured, name),
		...gapsIn(measured, within).map((advice) => ({ verdict: undefined, advice })),
	];
}

/** The worst verdict counts. What is unknown could be worse than usable. */
function judgementOf(found: Found[]): Judgement {
	const has = (verdict: Verdict | undefined): boolean => found.some((one) => one.verdict === verdict);
	return {
		verdict: has('recordAgain') ? 'recordAgain' : has(undefined) ? undefined : has('usable') ? 'usable' : 'good',
		reasons: found.map(({ advice }) => advice),
	};
}

/** What was found in each recording, then in all together; for one recording, all of it at once. */
function foundInEach(samples: Sample[], names: string[]): Found[][] {
	const all = samples.map(({ measured }) => measured);
	const each = all.map((one, index) => foundIn(one, names[index]!));
	// How long a recording is does not matter if nothing can be heard in it.
	const isUnheard = all.some((one) => adviceIfUnheard(one, '') !== undefined);
	const together = isUnheard ? [] : findingsOnAll(all, names);
	return all.length === 1 ? [[...each.flat(), ...together]] : [...each, together];
}

/** Judges one of several recordings by itself. The length of all together is a matter of `judgeAll`. */
export const judgeOne = (measured: Measured): Judgement => judgementOf(foundIn(measured, 'The recording'));

/** Judges recordings as the samples of one voice. */
export const judgeAll = (samples: Sample[]): Judgement => judgementOf(foundInEach(samples, namesOf(samples)).flat());

/** What is not good about each recording, by the name of its file, then about all of them together. */
export const flawsOf = (samples: Sample[]): Judgement[] =>
	foundInEach(samples, fileNamesOf(samples))
		.filter((found) => found.length > 0)
		.map(judgementOf);
