import { wavOf } from '../../sandbox/api.mts';

/** A recording. A large one ends in silence, so that its upload does not fit into the connection's buffers. */
export function recordingOf(large: boolean): Buffer {
	const wav = wavOf(150, 0.2);
	return large ? Buffer.concat([wav, Buffer.alloc(1_000_000)]) : wav;
}
