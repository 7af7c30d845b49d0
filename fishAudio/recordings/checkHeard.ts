import type { Lack, Measured } from '../../audio/measure/measured';
import { inputError } from '../errors';

/** Share of a recording that must be measured before it counts as silent: its last frames may be cut off. */
const measuredEnough = 0.9;

/** Why nothing can be heard in a recording. */
type Unheard = Lack | 'silent';

/** What is wrong with such a recording, and what to do. */
const faults: Record<Unheard, [message: string, advice: string]> = {
	noSound: [
		'holds no sound',
		'has the header of a recording and no sound after it. Record it again, or check the node that produced it.',
	],
	noSoundTrack: ['has no sound', 'has video and no sound track. Use a recording with sound.'],
	encrypted: ['is copy-protected', 'can only be played by its buyer. Use a recording without copy protection.'],
	cutOff: [
		'is cut off',
		'lacks the part that says where its sound is, which is often at the end. Upload or export it again, and ' +
			'check the node that produced it.',
	],
	silent: [
		'is silent',
		'is silent from beginning to end. Check that the right microphone was chosen and not muted, and record it again.',
	],
};

/** Whether nearly all of a recording was judged. False if its length or its sound is unknown. */
export const isJudged = ({ seconds, sound }: Measured): boolean =>
	sound !== undefined && seconds !== undefined && sound.seconds >= seconds * measuredEnough;

/** Why nothing can be heard; undefined for all others, and if a part that was not measured may have sound. */
function unheardOf(measured: Measured): Unheard | undefined {
	return measured.lack ?? (measured.sound?.isSilent === true && isJudged(measured) ? 'silent' : undefined);
}

/** What to do about a recording in which nothing can be heard, after the words `about`; undefined for all others. */
export function adviceIfUnheard(measured: Measured, about: string): string | undefined {
	const fault = unheardOf(measured);
	return fault && `${about} ${faults[fault][1]}`;
}

/**
 * Fails with `input` on a recording in which nothing can be heard: it would be billed without any use. A quiet
 * recording passes, and so does one that could not be measured. `called` names it in the message; `about` begins the
 * advice and says which file it is.
 */
export function checkHeard(measured: Measured, called: string, about: string): void {
	const fault = unheardOf(measured);
	if (!fault) return;
	const [message, advice] = faults[fault];
	throw inputError(`${called} ${message}`, `${about} ${advice}`);
}
