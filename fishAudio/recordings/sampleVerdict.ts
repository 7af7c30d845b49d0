import type { Measured } from '../../audio/measure/measured';
import { adviceIfUnheard, isJudged } from './checkHeard';
import { findingsOnAll, findingsOnOne, recordingName, type Finding } from './sampleAdvice';
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
	const within = name.replace(/^The/, 'the').replace(/^Recording/, 'recording');
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

/** Judges one of several recordings by itself. The length of all together is a matter of `judgeAll`. */
export const judgeOne = (measured: Measured): Judgement => judgementOf(foundIn(measured, recordingName(0, 1)));

/** Judges recordings as the samples of one voice. */
export const judgeAll = (samples: Measured[]): Judgement =>
	judgementOf([
		...samples.flatMap((one, index) => foundIn(one, recordingName(index, samples.length))),
		// How long a recording is does not matter if nothing can be heard in it.
		...(samples.some((one) => adviceIfUnheard(one, '') !== undefined) ? [] : findingsOnAll(samples)),
	]);
