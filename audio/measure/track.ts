import type { LevelDecoder } from '../levels/levelDecoder';
import { levelsOf, type Codec } from './codec';
import { createSoundMeter, type Sound } from './sound';

/** Takes the packets of a compressed track in their order. */
export interface Track {
	packet(bytes: Uint8Array): void;
	/** Whether more packets are to be given. */
	wants(): boolean;
	/** Undefined if nothing could be judged. */
	sound(): Sound | undefined;
}

/** Seconds of a track that are judged: that takes a quarter of a second at most. */
const judgedSeconds = 30;

/**
 * A track whose packets `levels` reads. Without it nothing is judged, and nothing more after a packet that cannot be
 * read.
 */
export function trackBy(levels: LevelDecoder | undefined): Track {
	const meter = createSoundMeter(judgedSeconds);
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

/** A track that is coded so. */
export const trackOf = (codec: Codec | undefined): Track => trackBy(codec && levelsOf(codec));

/** A track of MP3, whose frames tell all that a decoder has to know. */
export const mp3Track = (): Track => trackOf({ name: 'mp3', config: new Uint8Array(0) });
