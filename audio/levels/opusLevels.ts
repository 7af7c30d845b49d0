import type { LevelDecoder, SoundBlock } from './levelDecoder';
import type { Powers } from './opusCelt';
import { readOpusPacket } from './opusPacket';
import { createStream } from './opusStream';

/** The header of a track (RFC 7845, 5.1). */
interface OpusHead {
	/** A factor of the power. */
	gain: number;
	/** Whether the left and the right channel of each stream is heard. */
	isHeard: [boolean, boolean][];
}

const lettersOf = (bytes: Uint8Array): string => Buffer.from(bytes.subarray(0, 8)).toString('latin1');

/** Bytes of a head without a table of channels. */
const plainHeadLength = 19;

function readHead(head: Uint8Array): OpusHead | undefined {
	const [version = 16, channels = 0, , , , , , , low = 0, high = 0, family, streams = 0, coupled = 0, ...table] =
		head.subarray(8);
	const gain = 10 ** ((((high << 24) >> 16) | low) / 2560);
	if (lettersOf(head) !== 'OpusHead' || version > 15 || channels === 0 || head.length < plainHeadLength)
		return undefined;
	if (family === 0) return channels > 2 ? undefined : { gain, isHeard: [[true, true]] };
	const mapping = table.slice(0, channels);
	if (family !== 1 || channels > 8 || streams === 0 || coupled > streams || mapping.length < channels) return undefined;
	if (mapping.some((channel) => channel >= streams + coupled && channel < 255)) return undefined;
	const isHeard = Array.from({ length: streams }, (_, stream): [boolean, boolean] => {
		const first = Math.min(stream, coupled) + stream;
		const isLeft = mapping.includes(first);
		return [isLeft, stream < coupled ? mapping.includes(first + 1) : isLeft];
	});
	return { gain, isHeard };
}

/** The louder of two lists of blocks that cover the same time, in the finer steps of the two. */
function louder(one: SoundBlock[], other: SoundBlock[]): SoundBlock[] {
	const [coarse, fine] = one.length < other.length ? [one, other] : [other, one];
	return fine.map(({ seconds, power }, at) => ({
		seconds,
		power: Math.max(power, coarse[Math.floor((at * coarse.length) / fine.length)]?.power ?? 0),
	}));
}

/**
 * Measures how loud the packets of an Opus track are. `head` is its OpusHead packet (RFC 7845, 5.1); undefined if that
 * cannot be read.
 */
export function createOpusLevels(head: Uint8Array): LevelDecoder | undefined {
	const read = readHead(head);
	if (!read) return undefined;
	const streams = read.isHeard.map((isHeard) => ({ isHeard, powersOf: createStream() }));
	let isLost = false;

	/** The loudness of the loudest channel of all streams. All packets but the last stream's state their length. */
	const readStreams = (bytes: Uint8Array): SoundBlock[] | undefined => {
		let rest = bytes;
		let blocks: SoundBlock[] = [];
		let left = streams.length;
		for (const { isHeard, powersOf } of streams) {
			const packet = readOpusPacket(rest, --left > 0);
			if (!packet) return undefined;
			rest = rest.subarray(packet.length);
			const powers = powersOf(packet);
			const seconds = (packet.samples * packet.frames.length) / powers.length / 48_000;
			const loudest = (both: Powers) => Math.max(...both.map((power, channel) => (isHeard[channel] ? power : 0)));
			blocks = louder(
				blocks,
				powers.map((both) => ({ seconds, power: Math.min(1, read.gain * loudest(both)) })),
			);
		}
		return blocks;
	};

	return {
		packet: (bytes) => {
			if (isLost) return undefined;
			if (bytes.length === 0 || ['OpusHead', 'OpusTags'].includes(lettersOf(bytes))) return [];
			const blocks = readStreams(bytes);
			isLost = !blocks;
			return blocks;
		},
	};
}
