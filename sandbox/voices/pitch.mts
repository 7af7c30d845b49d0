import decode from 'audio-decode';
import { open, stat } from 'node:fs/promises';
import pitchfinder from 'pitchfinder';
import { hexId } from './voice.mts';

/** Ten seconds of CD-quality stereo; compressed audio holds far more. */
const READ_BYTES = 1_764_000;
/** An m4a may keep its index at the end, so it is read completely or not at all. */
const LARGEST_WHOLE = 20_000_000;
const LONGEST_SECONDS = 10;
const FRAME_SECONDS = 0.06;
const FRAMES = 150;
const LOWEST_HZ = 60;
const HIGHEST_HZ = 400;
const QUIET = 0.02;

/** The pitch of a voice whose samples give none: from 85 to 255 Hz, the same for the same seed. */
export function pitchFromName(name: string): number {
	return 85 + (parseInt(hexId(name).slice(0, 8), 16) % 171);
}

function loudness(frame: Float32Array): number {
	return Math.sqrt(frame.reduce((sum, sample) => sum + sample * sample, 0) / frame.length);
}

/** The median fundamental frequency of the voiced parts, in Hz. */
function medianPitch(samples: Float32Array, sampleRate: number): number | undefined {
	// Pitch is low: a quarter of the rate is enough and sixteen times faster.
	const step = Math.max(1, Math.floor(sampleRate / 11_025));
	const thin = samples.subarray(0, sampleRate * LONGEST_SECONDS).filter((_, index) => index % step === 0);
	const find = pitchfinder.YIN({ sampleRate: sampleRate / step, threshold: 0.15 });
	const size = Math.round((FRAME_SECONDS * sampleRate) / step);
	const hop = Math.max(size, Math.floor(thin.length / FRAMES));
	const found: number[] = [];
	for (let at = 0; at + size <= thin.length; at += hop) {
		const frame = thin.subarray(at, at + size);
		const hertz = loudness(frame) < QUIET ? null : find(frame);
		if (hertz !== null && hertz >= LOWEST_HZ && hertz <= HIGHEST_HZ) found.push(hertz);
	}
	return found.sort((a, b) => a - b)[found.length >> 1];
}

/** The pitch of audio bytes in Hz; undefined if they cannot be decoded or have no speech. */
export async function measurePitch(bytes: Uint8Array): Promise<number | undefined> {
	try {
		const { channelData, sampleRate } = await decode(bytes);
		const hertz = channelData[0] && medianPitch(channelData[0], sampleRate);
		return hertz === undefined ? undefined : Math.round(hertz * 10) / 10;
	} catch {
		return undefined;
	}
}

/** The pitch of a file in Hz. Only its beginning is read. */
export async function measureFilePitch(path: string, type: string): Promise<number | undefined> {
	const { size } = await stat(path);
	const wanted = type === 'm4a' ? size : Math.min(size, READ_BYTES);
	if (wanted > LARGEST_WHOLE) return undefined;
	const file = await open(path);
	try {
		const { buffer, bytesRead } = await file.read(Buffer.alloc(wanted), 0, wanted, 0);
		return await measurePitch(buffer.subarray(0, bytesRead));
	} finally {
		await file.close();
	}
}
