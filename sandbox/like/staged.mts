import { pitchFromName } from '../voices/pitch.mts';

/** The named voices installed on a self-hosted server. */
export const stagedNames = ['narrator', 'support-agent', 'anna_1'];

/** In Hz; undefined when there is no such voice. */
export const stagedPitch = (name: string): number | undefined =>
	stagedNames.includes(name) ? pitchFromName(name) : undefined;
