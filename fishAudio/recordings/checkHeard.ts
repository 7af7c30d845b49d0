import type { Lack, Measured } from '../../audio/measure/measured';
import { inputError } from '../errors';

/** Share of a recording that has to be judged for it to count as silent: its last frames may be cut off. */
const mostOf = 0.9;

/** What is wrong with a recording that cannot be heard, and what to do. */
const faults: Record<Lack | 'silent', [message: string, advice: string]> = {
	noSound: [
		'holds no sound',
		'has the header of a recording and no sound behind it. Record it again, or check the node that produced it.',
	],
	noSoundTrack: ['has no sound', 'has pictures and no sound track. Use a recording with sound.'],
	encrypted: ['is copy-protected', 'can be played by its buyer alone. Use a recording without copy protection.'],
	cutOff: [
		'is cut off',
		'lacks the part that tells where its sound is, which often stands at the end. Upload or export it again, and check the node that produced it.',
	],
	silent: [
		'is silent',
		'is silent from beginning to end. Check that the right microphone was chosen and was not muted, and record it again.',
	],
};

/**
 * Fails with `input` where a recording cannot be heard: it would be paid for, and no voice comes of it. One that is
 * merely quiet is let through, and so is one of which nothing is known. `about` says which file it is.
 */
export function checkHeard({ lack, seconds, sound }: Measured, called: string, about: string): void {
	// What was not judged may be heard.
	const isSilent = sound?.isSilent === true && seconds !== undefined && sound.seconds >= seconds * mostOf;
	const fault = lack ?? (isSilent ? 'silent' : undefined);
	if (!fault) return;
	const [message, advice] = faults[fault];
	throw inputError(`${called} ${message}`, `${about} ${advice}`);
}
