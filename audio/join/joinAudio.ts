import type { Format } from '../formats';
import { joinMp3 } from './mp3';
import { joinOpus } from './opus';
import type { Join } from './parts';
import { joinWav } from './wav';

/** Samples have no frame: one part simply follows the other. */
const joinPcm: Join = async function* (parts, { sampleRate, onEnd }) {
	let bytes = 0;
	for (const open of parts) {
		for await (const chunk of open()) {
			bytes += chunk.length;
			yield chunk;
		}
		onEnd(bytes / 2 / sampleRate);
	}
};

const joins: Record<Format, Join> = {
	pcm: joinPcm,
	wav: joinWav,
	mp3: joinMp3,
	opus: joinOpus,
};

/**
 * Joins whole audio of one format, rate and number of channels, part after part: each is opened when its turn comes,
 * and none is held whole. Where the sizes in the header of a joined WAV are placeholders, `repairedWavHeader` has them
 * when all is stored. Fails at a part that does not fit.
 */
export const joinAudio: Join = (parts, joining) => joins[joining.format](parts, joining);
