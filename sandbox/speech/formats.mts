import { ApiError } from '../errors.mts';
import type { SpeechRequest } from '../contract.mts';

/** The vendor's documentation, text-to-speech formats, 2026-09; the first rate is the default. */
const rates = {
	wav: [44100, 8000, 16000, 24000, 32000],
	pcm: [44100, 8000, 16000, 24000, 32000],
	mp3: [44100, 32000],
	opus: [48000],
} as const;

const contentTypes = { wav: 'audio/wav', pcm: 'audio/pcm', mp3: 'audio/mpeg', opus: 'audio/opus' } as const;

export interface AudioFormat {
	format: keyof typeof rates;
	contentType: string;
	sampleRate: number;
	/** Bits per second; the OPUS_AUTO constant -1000 lets the encoder choose. */
	bitrate: number;
}

/** @throws ApiError 400 for a rate that the format does not have. */
export function formatOf(request: SpeechRequest): AudioFormat {
	const format = request.format ?? 'mp3';
	const allowed: readonly number[] = rates[format];
	const sampleRate = request.sample_rate ?? rates[format][0];
	if (!allowed.includes(sampleRate)) {
		throw new ApiError(
			400,
			`sample_rate ${sampleRate} does not go with ${format}; it takes ${[...allowed].sort((a, b) => a - b).join(', ')}`,
		);
	}
	const bitrate = format === 'opus' ? (request.opus_bitrate ?? -1000) : (request.mp3_bitrate ?? 128) * 1000;
	return { format, contentType: contentTypes[format], sampleRate, bitrate };
}

/** The format at another rate than requested. Opus has only one. */
export function atOtherRate(audio: AudioFormat, { otherRate }: { otherRate?: number }): AudioFormat {
	if (otherRate === undefined || audio.format === 'opus') return audio;
	const another = rates[audio.format].find((rate) => rate !== audio.sampleRate) ?? audio.sampleRate;
	return { ...audio, sampleRate: otherRate || another };
}
