import { pitchFromName } from '../voices/pitch.mts';

/** Voices that lie ready on a server of one's own, under names. */
export const stagedNames = ['narrator', 'support-agent', 'anna_1'];

/** In Hz; undefined when there is no such voice. */
export const stagedPitch = (name: string): number | undefined =>
	stagedNames.includes(name) ? pitchFromName(name) : undefined;
