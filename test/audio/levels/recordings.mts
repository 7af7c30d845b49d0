import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { BufferSource, EncodedPacketSink, Input, MP4 } from 'mediabunny';
import { createFrameCutter } from '../../../audio/frames/frameCutter.ts';
import type { LevelDecoder, SoundBlock } from '../../../audio/levels/levelDecoder.ts';
import { readMpegFrame } from '../../../audio/mp3/frame.ts';

const fixtures = join(import.meta.dirname ?? __dirname, 'fixtures');

export const bytesOf = (name: string): Buffer => readFileSync(join(fixtures, name));

/** Mean squares for each 50 ms, measured by ffmpeg. */
export const measured = JSON.parse(bytesOf('levels.json').toString()) as Record<string, number[]>;

/** The packets of an M4A, and its AudioSpecificConfig. */
export async function m4aOf(name: string): Promise<{ config: Uint8Array; packets: Uint8Array[] }> {
	const track = (await new Input({ formats: [MP4], source: new BufferSource(bytesOf(name)) }).getPrimaryAudioTrack())!;
	const { description } = (await track.getDecoderConfig())!;
	const packets: Uint8Array[] = [];
	for await (const { data } of new EncodedPacketSink(track).packets()) packets.push(data);
	return { config: new Uint8Array(description as ArrayBuffer), packets };
}

/** The frames of an MP3. */
export function framesOf(name: string): Uint8Array[] {
	const cutter = createFrameCutter(readMpegFrame);
	return [...cutter.take(bytesOf(name)), ...cutter.end()].filter(({ frame }) => frame).map(({ bytes }) => bytes);
}

/** A decoder's blocks. @throws if a packet cannot be read */
export const blocksOf = (decoder: LevelDecoder, packets: Uint8Array[]): SoundBlock[] =>
	packets.flatMap((packet, at) => {
		const blocks = decoder.packet(packet);
		if (!blocks) throw new Error(`packet ${at} cannot be read`);
		return blocks;
	});

export const secondsOf = (blocks: SoundBlock[]): number => blocks.reduce((sum, { seconds }) => sum + seconds, 0);

/** Mean squares for each 50 ms. */
export function windowsOf(blocks: SoundBlock[]): number[] {
	const windows: number[] = [];
	let at = 0;
	for (const { seconds, power } of blocks) {
		const end = at + seconds;
		while (at < end - 1e-9) {
			const window = Math.floor(at * 20 + 1e-9);
			const stop = Math.min(end, (window + 1) / 20);
			windows[window] = (windows[window] ?? 0) + power * (stop - at) * 20;
			at = stop;
		}
	}
	return windows;
}

export const decibels = (power: number): number => 10 * Math.log10(power + 1e-12);

export const mean = (values: number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
