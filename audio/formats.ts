/** Formats of speech. WAV and PCM hold 16-bit values of one channel. */
export type Format = 'mp3' | 'wav' | 'opus' | 'pcm';

/**
 * Formats that describe themselves, with a header or frames. Speech is only asked for in one of these: nothing in raw
 * PCM says at which rate it plays.
 */
export type DescribedFormat = Exclude<Format, 'pcm'>;

interface FormatFacts {
	label: string;
	mimeType: string;
	extension: string;
	/** Hz, if neither the sound nor the request states it. */
	usualSampleRate: number;
}

/** What holds for a format wherever it comes from. */
export const formats: Record<Format, FormatFacts> = {
	mp3: { label: 'MP3', mimeType: 'audio/mpeg', extension: 'mp3', usualSampleRate: 44_100 },
	wav: { label: 'WAV', mimeType: 'audio/wav', extension: 'wav', usualSampleRate: 44_100 },
	opus: { label: 'Opus', mimeType: 'audio/opus', extension: 'opus', usualSampleRate: 48_000 },
	pcm: { label: 'PCM', mimeType: 'audio/pcm', extension: 'pcm', usualSampleRate: 44_100 },
};
