import { createAacLevels } from '../levels/aac';
import { createFlacLevels } from '../levels/flac';
import type { LevelDecoder } from '../levels/levelDecoder';
import { createMp3Levels } from '../levels/mp3';
import { createOpusLevels } from '../levels/opusLevels';
import { createVorbisLevels } from '../levels/vorbis';
import { framesOf } from './webmLacing';

/** What a container says of a compressed track: how it is coded, and what a decoder has to know first. */
export interface Codec {
	name: 'aac' | 'mp3' | 'opus' | 'vorbis' | 'flac';
	/**
	 * AAC: AudioSpecificConfig. Opus: its identification header. FLAC: STREAMINFO. Vorbis: its three headers laced, where
	 * they do not come as packets.
	 */
	config: Uint8Array;
}

function vorbisLevels(config: Uint8Array): LevelDecoder {
	const levels = createVorbisLevels();
	// Laced packets begin with their number less one: these are three.
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

/** What tells how loud a track is; undefined if nothing here can read it. */
export const levelsOf = ({ name, config }: Codec): LevelDecoder | undefined => decoders[name]?.(config);
