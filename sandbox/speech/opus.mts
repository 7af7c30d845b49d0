import OpusScript from 'opusscript';
import { pcm16, type Encoder } from './encoder.mts';
import { OggStream } from './ogg.mts';

const RATE = 48_000;
/** 20 ms. */
const FRAME = 960;
/** The encoder's delay, which players skip (RFC 7845). */
const PRE_SKIP = 312;
const PACKETS_PER_PAGE = 25;
/** Out of 10. Speech loses little and takes half the time. */
const COMPLEXITY = 3;
/** OPUS_SET_COMPLEXITY_REQUEST in opus_defines.h. */
const SET_COMPLEXITY = 4010;

function identification(): Buffer {
	const head = Buffer.alloc(19);
	head.write('OpusHead', 0, 'latin1');
	head[8] = 1;
	head[9] = 1;
	head.writeUInt16LE(PRE_SKIP, 10);
	head.writeUInt32LE(RATE, 12);
	return head;
}

function comments(): Buffer {
	const vendor = Buffer.from('sandbox');
	const sizes = Buffer.alloc(8);
	sizes.writeUInt32LE(vendor.length, 0);
	return Buffer.concat([Buffer.from('OpusTags'), sizes.subarray(0, 4), vendor, sizes.subarray(4)]);
}

/** The library's own state in the memory that all its encoders share. */
interface Memory {
	inPCM: Uint16Array;
	inPCMPointer: number;
	inPCMLength: number;
	inOpus: Uint8Array;
}

/**
 * The library reads its input's address in bytes as a count of 16-bit words, and would write into the memory of other
 * encoders.
 */
function ownMemory(opus: OpusScript): OpusScript {
	const memory = opus as unknown as Memory;
	memory.inPCM = new Uint16Array(memory.inOpus.buffer, memory.inPCMPointer, memory.inPCMLength / 2);
	return opus;
}

/** Opus in Ogg, 48 kHz mono. */
class OggOpus {
	readonly #opus = ownMemory(new OpusScript(RATE, 1, OpusScript.Application.AUDIO));
	readonly #ogg = new OggStream();
	#rest: Float32Array = new Float32Array(0);
	#waiting: Buffer[] = [];
	#samplesIn = 0;
	#framesOut = 0;

	constructor(bitrate: number) {
		this.#opus.setBitrate(bitrate);
		this.#opus.encoderCTL(SET_COMPLEXITY, COMPLEXITY);
	}

	head(): Buffer {
		return Buffer.concat([this.#ogg.page([identification()], 0), this.#ogg.page([comments()], 0)]);
	}

	#encode(frame: Float32Array): void {
		this.#waiting.push(this.#opus.encode(pcm16(frame), FRAME));
		this.#framesOut += 1;
	}

	push(samples: Float32Array): Buffer {
		this.#samplesIn += samples.length;
		const all = new Float32Array(this.#rest.length + samples.length);
		all.set(this.#rest);
		all.set(samples, this.#rest.length);
		const pages: Buffer[] = [];
		let at = 0;
		for (; at + FRAME <= all.length; at += FRAME) {
			this.#encode(all.subarray(at, at + FRAME));
			// Always hold one packet back: the last page must not be empty.
			if (this.#waiting.length > PACKETS_PER_PAGE) pages.push(this.#flush(PACKETS_PER_PAGE));
		}
		this.#rest = all.slice(at);
		return Buffer.concat(pages);
	}

	#flush(count: number): Buffer {
		const packets = this.#waiting.splice(0, count);
		return this.#ogg.page(packets, (this.#framesOut - this.#waiting.length) * FRAME);
	}

	finish(): Buffer {
		// The decoder drops the first PRE_SKIP values, so feed in that many more.
		const end = PRE_SKIP + this.#samplesIn;
		const last = new Float32Array(FRAME);
		last.set(this.#rest);
		this.#encode(last);
		if (this.#framesOut * FRAME < end) this.#encode(new Float32Array(FRAME));
		return this.#ogg.page(this.#waiting.splice(0), end, true);
	}

	release(): void {
		this.#opus.delete();
	}
}

export function opusEncoder(bitrate: number): Encoder {
	const stream = new OggOpus(bitrate);
	let head = stream.head();
	const withHead = (bytes: Buffer) => {
		const all = Buffer.concat([head, bytes]);
		head = Buffer.alloc(0);
		return all;
	};
	return {
		push: (samples) => withHead(stream.push(samples)),
		finish: () => withHead(stream.finish()),
		release: () => stream.release(),
	};
}
