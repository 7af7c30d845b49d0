import { OpusCelt, type Powers } from './opusCelt';
import type { OpusPacket } from './opusPacket';
import { OpusRange } from './opusRange';

/** Where the bands end, by bandwidth (RFC 6716, 4.3). */
const bandEnds = [13, 17, 17, 19, 21];

/** One of the streams of an Opus track: what its frames know of the frames before. */
export class OpusStream {
	private readonly celt = new OpusCelt();

	/** Powers of each frame of a packet. */
	read(packet: OpusPacket): Powers[] {
		return packet.frames.map((frame) => (frame.length > 1 ? this.readFrame(frame, packet) : [0, 0]));
	}

	private readFrame(bytes: Uint8Array, { bandwidth, samples, channels }: OpusPacket): Powers {
		const range = new OpusRange(bytes);
		return this.celt.read(range, { size: Math.log2(samples / 120), start: 0, end: bandEnds[bandwidth] ?? 21, channels });
	}
}
