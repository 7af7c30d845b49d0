import { levelsOf, type Codec } from './codec';
import { createSoundMeter, type Sound } from './sound';

/** Takes the packets of a compressed track in their order. */
export interface Track {
	packet(bytes: Uint8Array): void;
	/** Whether more packets are to be given. */
	wants(): boolean;
	/** Undefined where nothing could be judged. */
	sound(): Sound | undefined;
}

/** Seconds of a track that are judged: as much takes a third of a second at most. */
const judgedSeconds = 60;

/** A track that is coded so. Of one that cannot be read nothing is judged, nor from a packet that cannot be read on. */
export function trackOf(codec: Codec | undefined): Track {
	const levels = codec && levelsOf(codec);
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

/** A track of MP3, whose frames tell all that is to be known. */
export const mp3Track = (): Track => trackOf({ name: 'mp3', config: new Uint8Array(0) });
