import { OpusCelt, type Powers } from './opusCelt';
import type { OpusPacket } from './opusPacket';
import { OpusRange } from './opusRange';
import { OpusSilk } from './opusSilk';

/** Where the bands end, by bandwidth (RFC 6716, 4.3). */
const bandEnds = [13, 17, 17, 19, 21];
/** First band that SILK leaves to the other part, from 8 kHz on. */
const hybridStart = 17;

/** One of the streams of an Opus track: what its frames know of the frames before. */
export class OpusStream {
	private readonly celt = new OpusCelt();
	private readonly silk = new OpusSilk();
	private mode: OpusPacket['mode'] | undefined;
	/** Whether a frame of the next mode has come already, as a bridge to it. */
	private isBridged = false;

	/** Powers of the frames of a packet, in steps of at most 20 ms. */
	read(packet: OpusPacket): Powers[] {
		const steps = Math.max(1, packet.samples / 960);
		return packet.frames.flatMap((frame) => (frame.length > 1 ? this.readFrame(frame, packet) : Array<Powers>(steps).fill([0, 0])));
	}

	private readFrame(bytes: Uint8Array, packet: OpusPacket): Powers[] {
		const { mode, samples, channels } = packet;
		const range = new OpusRange(bytes);
		const end = bandEnds[packet.bandwidth] ?? 21;
		const silk = mode === 'celt' ? undefined : this.readSilk(range, packet);
		const bridge = silk && readBridge(range, mode);
		if (bridge?.isBefore) this.readBridge(bridge.bytes, end, channels);
		if (mode !== 'silk' && this.mode && mode !== this.mode && !this.isBridged) this.celt.reset();
		const start = mode === 'hybrid' ? hybridStart : 0;
		const celt: Powers = mode === 'silk' ? [0, 0] : this.celt.read(range, { size: Math.log2(samples / 120), start, end, channels });
		if (bridge && !bridge.isBefore) {
			this.celt.reset();
			this.readBridge(bridge.bytes, end, channels);
		}
		this.mode = mode;
		this.isBridged = bridge !== undefined && !bridge.isBefore;
		return silk?.map(([left, right]) => [left + celt[0], right + celt[1]]) ?? [celt];
	}

	private readSilk(range: OpusRange, { mode, bandwidth, samples, channels }: OpusPacket): Powers[] {
		if (this.mode === 'celt') this.silk.reset();
		const kiloHertz = mode === 'hybrid' ? 16 : 8 + 4 * bandwidth;
		return this.silk.read(range, { kiloHertz, frames: Math.max(1, samples / 960), parts: Math.min(4, samples / 240), channels });
	}

	private readBridge(bytes: Uint8Array, end: number, channels: 1 | 2): void {
		this.celt.read(new OpusRange(bytes), { size: 1, start: 0, end, channels });
	}
}

/** A frame of 5 ms at the end of another one, which bridges a change of modes (RFC 6716, 4.5.1). Takes it from `range`. */
function readBridge(range: OpusRange, mode: OpusPacket['mode']): { isBefore: boolean; bytes: Uint8Array } | undefined {
	const isHybrid = mode === 'hybrid';
	if (range.tell() + (isHybrid ? 37 : 17) > range.length * 8 || (isHybrid && !range.bit(12))) return undefined;
	const isBefore = range.bit(1) === 1;
	const length = isHybrid ? range.uniform(256) + 2 : range.length - ((range.tell() + 7) >> 3);
	return { isBefore, bytes: range.cutEnd(length) };
}
