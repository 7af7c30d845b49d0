import type { LevelDecoder, SoundBlock } from './levelDecoder';
import { readOpusPacket } from './opusPacket';
import { createStream } from './opusStream';

/** What a track says of its streams (RFC 7845, 5.1). */
interface OpusHead {
	/** A factor of the power. */
	gain: number;
	/** Whether the left and the right channel of each stream is heard. */
	isHeard: [boolean, boolean][];
}

const lettersOf = (bytes: Uint8Array): string => Buffer.from(bytes.subarray(0, 8)).toString('latin1');

function readHead(head: Uint8Array): OpusHead | undefined {
	const [version = 16, channels = 0] = head.subarray(8);
	if (lettersOf(head) !== 'OpusHead' || head.length < 19 || version > 15 || channels === 0) return undefined;
	const gain = 10 ** (new DataView(head.buffer, head.byteOffset).getInt16(16, true) / 256 / 10);
	const family = head[18];
	if (family === 0) return channels > 2 ? undefined : { gain, isHeard: [[true, true]] };
	const [streams = 0, coupled = 0] = head.subarray(19);
	const mapping = [...head.subarray(21, 21 + channels)];
	if (family !== 1 || channels > 8 || streams === 0 || coupled > streams || mapping.length < channels) return undefined;
	if (mapping.some((channel) => channel >= streams + coupled && channel < 255)) return undefined;
	const isHeard = Array.from({ length: streams }, (_, stream): [boolean, boolean] => {
		const first = Math.min(stream, coupled) + stream;
		const isLeft = mapping.includes(first);
		return [isLeft, stream < coupled ? mapping.includes(first + 1) : isLeft];
	});
	return { gain, isHeard };
}

/** Tells how loud the packets of an Opus track are. `head` is its OpusHead packet (RFC 7845, 5.1); undefined when it is none that can be read. */
export function createOpusLevels(head: Uint8Array): LevelDecoder | undefined {
	const read = readHead(head);
	if (!read) return undefined;
	const { gain, isHeard } = read;
	const streams = isHeard.map(() => createStream());
	let isLost = false;

	/** Loudest channel of each frame of one stream. */
	const readStreams = (bytes: Uint8Array): SoundBlock[] | undefined => {
		let at = 0;
		let blocks: SoundBlock[] = [];
		for (const [index, stream] of streams.entries()) {
			const packet = readOpusPacket(bytes.subarray(at), index < streams.length - 1);
			if (!packet) return undefined;
			at += packet.length;
			const [isLeft, isRight] = isHeard[index] ?? [false, false];
			const powers = stream(packet);
			const seconds = (packet.samples * packet.frames.length) / powers.length / 48_000;
			const own = powers.map(([left, right]) => ({ seconds, power: Math.min(1, gain * Math.max(isLeft ? left : 0, isRight ? right : 0)) }));
			blocks = louder(blocks, own);
		}
		return blocks;
	};

	return {
		packet: (bytes) => {
			if (bytes.length === 0 || ['OpusHead', 'OpusTags'].includes(lettersOf(bytes))) return isLost ? undefined : [];
			const blocks = isLost ? undefined : readStreams(bytes);
			isLost = !blocks;
			return blocks;
		},
	};
}

/** The louder of two rows of blocks of the same time, in the finer steps of both. */
function louder(one: SoundBlock[], other: SoundBlock[]): SoundBlock[] {
	const [coarse, fine] = one.length < other.length ? [one, other] : [other, one];
	return fine.map(({ seconds, power }, at) => ({
		seconds,
		power: Math.max(power, coarse[Math.floor((at * coarse.length) / fine.length)]?.power ?? 0),
	}));
}
