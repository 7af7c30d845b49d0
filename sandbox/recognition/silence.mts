import decode from 'audio-decode';
import { createReadStream } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import type { AudioType } from '../audioType.mts';

/** About -60 dBFS. A recording that is never louder is silent. */
const AUDIBLE = 0.001;
/** Larger compressed audio is not decoded just to check for silence. */
const LARGEST_DECODED = 5_000_000;
const WAV_HEADER_BYTES = 44;

/** Plain WAV of 8 or 16 bits is searched while it is read from disk. Sound ends the search. */
async function isSilentWav(path: string, bits: number): Promise<boolean> {
	for await (const chunk of createReadStream(path, {
		start: WAV_HEADER_BYTES,
		highWaterMark: 1 << 16,
	}) as AsyncIterable<Buffer>) {
		for (let at = 0; at + bits / 8 <= chunk.length; at += bits / 8) {
			const sample = bits === 8 ? (chunk.readUInt8(at) - 128) / 128 : chunk.readInt16LE(at) / 32_768;
			if (Math.abs(sample) > AUDIBLE) return false;
		}
	}
	return true;
}

async function isSilentDecoded(path: string): Promise<boolean> {
	if ((await stat(path)).size > LARGEST_DECODED) return false;
	try {
		const { channelData } = await decode(await readFile(path));
		const heard = channelData.some((samples) => samples.length > 0);
		return heard && channelData.every((samples) => samples.every((sample) => Math.abs(sample) <= AUDIBLE));
	} catch {
		return false;
	}
}

/** Whether a recording is silent from beginning to end. */
export function isSilent(path: string, type: AudioType, head: Uint8Array): Promise<boolean> {
	const bits = type === 'wav' && head.length >= WAV_HEADER_BYTES ? Buffer.from(head).readUInt16LE(34) : 0;
	return bits === 8 || bits === 16 ? isSilentWav(path, bits) : isSilentDecoded(path);
}
