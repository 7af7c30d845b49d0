import { createAacLevels } from '../levels/aac';
import { createFlacLevels } from '../levels/flac';
import type { LevelDecoder } from '../levels/levelDecoder';
import { createMp3Levels } from '../levels/mp3';
import { createOpusLevels } from '../levels/opusLevels';
import { createVorbisLevels } from '../levels/vorbis';
import { framesOf } from './webmLacing';

/** The codec of a compressed track, and what a decoder must know first, both from the container. */
export interface Codec {
	name: 'aac' | 'mp3' | 'opus' | 'vorbis' | 'flac';
	/**
	 * AAC: AudioSpecificConfig. Opus: its identification header. FLAC: STREAMINFO. Vorbis: its three headers laced, unless
	 * they come as packets.
	 */
	config: Uint8Array;
}

function vorbisLevels(config: Uint8Array): LevelDecoder {
	const levels = createVorbisLevels();
	// Laced packets begin with their number minus one: these are three.
	if (config[0] === 2) framesOf(Buffer.from(config), 1).forEach((header) => levels.packet(header));
	return levels;
}

const decoders: Partial<Record<Codec['name'], (config: Uint8Array) => LevelDecoder | undefined>> = {
	aac: createAacLevels,
	mp3: createMp3Levels,
	flac: createFlacLevels,
	opus: createOpusLevels,
	vorbis: vorbisLevels,
};

/** The level decoder of a codec; undefined if it cannot be read here. */
export const levelsOf = ({ name, config }: Codec): LevelDecoder | undefined => decoders[name]?.(config);
