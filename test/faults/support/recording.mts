import { wavOf } from '../../sandbox/api.mts';

/** A recording; a large one has silence to its end, so that its upload takes more than the connection buffers. */
export function recordingOf(large: boolean): Buffer {
	const wav = wavOf(150, 0.2);
	return large ? Buffer.concat([wav, Buffer.alloc(1_000_000)]) : wav;
}
