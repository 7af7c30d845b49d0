import type { LevelDecoder } from '../levels/levelDecoder';
import { createSoundMeter, type Sound } from './sound';

/** Takes the packets of a compressed track in their order. */
export interface Track {
	packet(bytes: Uint8Array): void;
	/** Whether more packets are to be given. */
	wants(): boolean;
	/** Undefined where nothing could be judged. */
	sound(): Sound | undefined;
}

/** A track whose level is told by `decoder`; without one nothing is judged. From a packet that it cannot read on nothing is, either. */
export function createTrack(decoder: LevelDecoder | undefined): Track {
	const meter = createSoundMeter();
	let isLost = !decoder;
	return {
		packet(bytes) {
			const blocks = isLost ? undefined : decoder?.packet(bytes);
			isLost = !blocks;
			blocks?.forEach((block) => meter.add(block));
		},
		wants: () => !isLost && meter.wants(),
		sound: () => meter.sound(),
	};
}
