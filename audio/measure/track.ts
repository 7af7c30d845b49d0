import type { LevelDecoder } from '../levels/levelDecoder';
import { levelsOf, type Codec } from './codec';
import type { NewMeter, Sound } from './sound';

/** Takes the packets of a compressed track in their order. */
export interface Track {
	packet(bytes: Uint8Array): void;
	/** Whether more packets are needed. */
	wants(): boolean;
	/** Undefined if nothing could be judged. */
	sound(): Sound | undefined;
}

/** Seconds of a track that are judged, which takes a quarter of a second at most. */
const judgedSeconds = 30;

/**
 * A track whose packets `levels` reads. Without `levels` nothing is judged; after a packet that cannot be read, nothing
 * more is.
 */
export function trackBy(levels: LevelDecoder | undefined, newMeter: NewMeter): Track {
	const meter = newMeter(judgedSeconds);
	let isLost = !levels;
	return {
		packet(bytes) {
			const blocks = isLost ? undefined : levels?.packet(bytes);
			isLost = !blocks;
			blocks?.forEach((block) => meter.add(block));
		},
		wants: () => !isLost && meter.wants(),
		sound: () => meter.sound(),
	};
}

/** A track of a codec; without one, or if it is unknown here, nothing is judged. */
export const trackOf = (codec: Codec | undefined, newMeter: NewMeter): Track =>
	trackBy(codec && levelsOf(codec), newMeter);

/** A track of MP3, whose frames hold everything that a decoder needs. */
export const mp3Track = (newMeter: NewMeter): Track => trackOf({ name: 'mp3', config: new Uint8Array(0) }, newMeter);
