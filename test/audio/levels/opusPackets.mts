import OpusScript from 'opusscript';

type Rate = 8000 | 12_000 | 16_000 | 48_000;

/** Settings for libopus. */
export interface Form {
	rate: Rate;
	milliseconds: number;
	bitrate: number;
	channels?: 1 | 2;
	application?: 'VOIP' | 'AUDIO' | 'RESTRICTED_LOWDELAY';
	/** Adds copies of frames for lost ones (FEC). */
	copies?: boolean;
	/** Sends nothing during silence (DTX). */
	isBroken?: boolean;
	/** Modes to use in turn: 1000 is SILK, 1001 hybrid, 1002 CELT. */
	modes?: number[];
}

/** The numbers of libopus's settings (opus_defines.h, opus_private.h). */
const settings = { copies: 4012, loss: 4014, isBroken: 4016, mode: 11_002 };

/** Two seconds that resemble speech: pulses through moving resonances, noise in between, and pauses. */
export function speech(rate: number): Float64Array {
	let random = 1;
	const state = [0, 0, 0, 0];
	return Float64Array.from({ length: 2 * rate }, (_, at) => {
		random = (Math.imul(random, 1_664_525) + 1_013_904_223) | 0;
		const time = at / rate;
		const period = Math.round(rate / (110 + 20 * Math.sin(3 * time)));
		const isVoiced = time % 0.5 < 0.35;
		let sample = isVoiced ? (at % period === 0 ? 1 : 0) : (random / 2 ** 31) * 0.02;
		for (const [index, hertz] of [500 + 200 * Math.sin(7 * time), 1500 + 400 * Math.sin(5 * time)].entries()) {
			const turn = 2 * 0.97 * Math.cos((2 * Math.PI * hertz) / rate);
			const next = sample + turn * state[2 * index]! - 0.97 ** 2 * state[2 * index + 1]!;
			state[2 * index + 1] = state[2 * index]!;
			state[2 * index] = next;
			sample = next;
		}
		return time % 0.5 > 0.42 ? 0 : Math.max(-0.9, Math.min(0.9, sample * 0.15));
	});
}

/** One and a half seconds of two tones. */
export const tone = (rate: number): Float64Array => {
	const wave = (hertz: number, at: number) => Math.sin((2 * Math.PI * hertz * at) / rate);
	return Float64Array.from({ length: 1.5 * rate }, (_, at) => 0.2 * wave(330, at) + 0.1 * wave(1234, at));
};

/** One second of noise whose level rises with the frequency. */
export function hiss(rate: number): Float64Array {
	let random = 1;
	let [older, old] = [0, 0];
	return Float64Array.from({ length: rate }, () => {
		random = (Math.imul(random, 1_664_525) + 1_013_904_223) | 0;
		const now = random / 2 ** 31;
		const sample = (now - 2 * old + older) * 0.1;
		[older, old] = [old, now];
		return sample;
	});
}

const codec = ({ rate, channels = 1, application = 'VOIP' }: Form) =>
	new OpusScript(rate, channels, OpusScript.Application[application]);

/** A sound's packets by libopus. The right channel is half as loud as the left one. */
export function encoded(sound: Float64Array, form: Form): Buffer[] {
	const { rate, milliseconds, channels = 1 } = form;
	const coder = codec(form);
	coder.setBitrate(form.bitrate);
	if (form.copies) coder.encoderCTL(settings.copies, 1);
	if (form.copies) coder.encoderCTL(settings.loss, 20);
	if (form.isBroken) coder.encoderCTL(settings.isBroken, 1);
	const length = (rate * milliseconds) / 1000;
	const packets = Array.from({ length: Math.floor(sound.length / length) }, (_, packet) => {
		const mode = form.modes?.[Math.floor(packet / 7) % form.modes.length];
		if (mode !== undefined) coder.encoderCTL(settings.mode, mode);
		const pcm = Buffer.alloc(length * channels * 2);
		for (let at = 0; at < length * channels; at++) {
			const sample = sound[packet * length + Math.floor(at / channels)]! / (1 + (at % channels));
			pcm.writeInt16LE(Math.round(sample * 32_767), at * 2);
		}
		return Buffer.from(coder.encode(pcm, length));
	});
	coder.delete();
	return packets;
}

/** The PCM values that libopus decodes from packets, by channel. */
export function heard(packets: Buffer[], form: Form): Float64Array[] {
	const coder = codec(form);
	const channels = form.channels ?? 1;
	const pcm = Buffer.concat(packets.map((packet) => Buffer.from(coder.decode(packet))));
	coder.delete();
	return Array.from({ length: channels }, (_, channel) =>
		Float64Array.from(
			{ length: pcm.length / 2 / channels },
			(_, at) => pcm.readInt16LE((at * channels + channel) * 2) / 32_768,
		),
	);
}

/** An OpusHead (RFC 7845, 5.1). `table`: streams, coupled streams, and the channel mapping. */
export function head({ version = 1, channels = 1, gain = 0, family = 0, table = [] as number[] } = {}): Buffer {
	const fixed = Buffer.alloc(19);
	fixed.write('OpusHead');
	fixed.set([version, channels, 56, 1], 8);
	fixed.writeUInt32LE(48_000, 12);
	fixed.writeInt16LE(gain, 16);
	fixed[18] = family;
	return Buffer.concat([fixed, Buffer.from(table)]);
}

const sizeOf = (frame: Buffer): Buffer =>
	frame.length < 252
		? Buffer.of(frame.length)
		: Buffer.of(252 + (frame.length & 3), (frame.length - 252 - (frame.length & 3)) / 4);

/** A packet with a frame count (RFC 6716, 3.2.5). `padding`: its bytes, without those that state their number. */
export function code3(toc: number, frames: Buffer[], { isEqual = false, padding = 0 } = {}): Buffer {
	const full = Math.max(0, Math.ceil(padding / 254) - 1);
	return Buffer.concat([
		Buffer.of(toc | 3, frames.length | (isEqual ? 0 : 0x80) | (padding ? 0x40 : 0)),
		Buffer.from(padding ? [...Array<number>(full).fill(255), padding - 254 * full] : []),
		...(isEqual ? [] : frames.slice(0, -1).map(sizeOf)),
		...frames,
		Buffer.alloc(padding),
	]);
}

/** A packet of one frame with its length (RFC 6716, appendix B). */
export const selfDelimited = (packet: Buffer): Buffer =>
	Buffer.concat([packet.subarray(0, 1), sizeOf(packet.subarray(1)), packet.subarray(1)]);
