import type { Encoder } from './encoder.mts';
import type { AudioFormat } from './formats.mts';
import { opusEncoder } from './opus.mts';
import { pcmEncoder, streamingWavEncoder } from './wav.mts';

const SAMPLES_PER_FRAME = 1152;
/** The kbit/s and Hz codes in the header of an MPEG-1 Layer III frame. */
const bitrates: Record<number, number> = { 64: 5, 128: 9, 192: 11 };
const rates: Record<number, number> = { 44100: 0, 32000: 2 };

/**
 * One silent frame: its header, then zeros. At 44.1 kHz and 128 kbit/s it has 417 bytes, as measured.
 */
function mp3Frame({ sampleRate, bitrate }: AudioFormat): Buffer {
	const frame = Buffer.alloc(Math.floor((144 * bitrate) / sampleRate));
	frame.set([0xff, 0xfb, ((bitrates[bitrate / 1000] ?? 9) << 4) | ((rates[sampleRate] ?? 0) << 2), 0xc4]);
	return frame;
}

const encoderOf = ({ format, sampleRate, bitrate }: AudioFormat): Encoder =>
	format === 'opus' ? opusEncoder(bitrate) : format === 'pcm' ? pcmEncoder() : streamingWavEncoder(sampleRate);

/** Silent audio in the right format, as long as one frame of MP3. */
export function blankAudio(audio: AudioFormat): Buffer {
	if (audio.format === 'mp3') return mp3Frame(audio);
	const encoder = encoderOf(audio);
	try {
		return Buffer.concat([encoder.push(new Float32Array(SAMPLES_PER_FRAME)), encoder.finish()]);
	} finally {
		encoder.release();
	}
}
