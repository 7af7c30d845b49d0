/** The effect on Drama 3 is not confirmed. */
const allButDrama = 'Supported by S1 and the S2 models; not confirmed for Drama 3';

const all = 'Supported by all models';

/**
 * Which models support a setting of the sound: a sentence of its description, without the full stop (Fish Audio docs,
 * September 2026).
 */
export const supportedBy = {
	chunkLength: all,
	latency: all,
	normalize: all,
	phonemes: 'Supported by the S2 models and Drama 3; not confirmed for S1',
	normalizeLoudness: 'Supported by the S2 models; S1 ignores it; not confirmed for Drama 3',
	repetitionPenalty: 'Supported by S1; S2.1 models ignore it',
	speed: allButDrama,
	temperature: allButDrama,
	topP: allButDrama,
	volume: all,
} as const;
