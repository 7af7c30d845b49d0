import { createCelt, type Powers } from './opusCelt';
import type { OpusPacket } from './opusPacket';
import { createRange, type OpusRange } from './opusRange';
import { createSilk } from './opusSilk';

/** Where the bands end, by bandwidth (RFC 6716, 4.3). */
const bandEnds = [13, 17, 17, 19, 21];
/** The first band that SILK leaves to CELT, from 8 kHz on. */
const hybridStart = 17;

/**
 * Takes the 5 ms frame that bridges a change of modes off the end of a frame (RFC 6716, 4.5.1). Returned only if the
 * stream changes to CELT frames, which depend on it; a bridge away from them is not needed.
 */
function readBridge(range: OpusRange, isHybrid: boolean): Uint8Array | undefined {
	if (range.room() < (isHybrid ? 37 : 17) || (isHybrid && !range.bit(12))) return undefined;
	const isFromSpectrum = range.bit(1) === 1;
	const bytes = range.cutEnd(isHybrid ? range.uniform(256) + 2 : range.room() >> 3);
	return isFromSpectrum ? undefined : bytes;
}

/** Reads one of the streams of an Opus track, and keeps what its frames need from the previous ones. */
export function createStream() {
	const celt = createCelt();
	const silk = createSilk();
	let before: OpusPacket['mode'] | undefined;

	const readSilk = (range: OpusRange, { mode, bandwidth, samples, channels }: OpusPacket): Powers[] => {
		if (before === 'celt') silk.reset();
		const rate = mode === 'hybrid' ? 16 : 8 + 4 * bandwidth;
		return silk.read(range, { rate, frames: Math.max(1, samples / 960), parts: Math.min(4, samples / 240), channels });
	};

	const readFrame = (bytes: Uint8Array, packet: OpusPacket): Powers[] => {
		const { mode, channels } = packet;
		const isHybrid = mode === 'hybrid';
		const range = createRange(bytes);
		const spoken = mode === 'celt' ? undefined : readSilk(range, packet);
		const bridge = spoken && readBridge(range, isHybrid);
		if (mode !== before) celt.reset();
		const end = bandEnds[packet.bandwidth] ?? 0;
		const form = { size: Math.log2(packet.samples / 120), start: isHybrid ? hybridStart : 0, end, channels };
		const [left, right]: Powers = mode === 'silk' ? [0, 0] : celt.read(range, form);
		before = mode;
		if (bridge) {
			celt.reset();
			celt.read(createRange(bridge), { size: 1, start: 0, end, channels });
			before = 'celt';
		}
		return spoken?.map((power) => [power[0] + left, power[1] + right]) ?? [[left, right]];
	};

	/** Powers of the frames of a packet, in steps of at most 20 ms. */
	return (packet: OpusPacket): Powers[] =>
		packet.frames.flatMap((frame) =>
			frame.length > 1 ? readFrame(frame, packet) : Array<Powers>(Math.max(1, packet.samples / 960)).fill([0, 0]),
		);
}
