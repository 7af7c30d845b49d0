import type { Measured } from '../../../audio/measure/measured.ts';
import type { Sample } from '../../../fishAudio/recordings/sampleAdvice.ts';

/** These recordings in files `take1.wav`, `take2.wav` and so on. */
export const samplesOf = (samples: Measured[]): Sample[] =>
	samples.map((measured, index) => ({ name: `take${index + 1}.wav`, measured }));
