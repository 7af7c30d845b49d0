/** Nobody has confirmed what the setting does on Drama 3. */
const allButDrama = 'Supported by S1 and the S2 models; not confirmed for Drama 3';

const all = 'Supported by all models';

/**
 * Which models heed a setting of the sound, as a sentence of its description without the full stop (Fish Audio docs,
 * September 2026).
 */
export const supportedBy = {
	chunkLength: all,
	latency: all,
	normalize: all,
	normalizeLoudness: 'Supported by the S2 models; S1 ignores it; not confirmed for Drama 3',
	repetitionPenalty: 'Supported by S1; S2.1 models ignore it',
	speed: allButDrama,
	temperature: allButDrama,
	topP: allButDrama,
	volume: all,
} as const;
