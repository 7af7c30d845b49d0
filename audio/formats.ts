/** Formats that speech comes in. WAV and PCM are 16-bit samples of one channel. */
export type Format = 'mp3' | 'wav' | 'opus' | 'pcm';

interface FormatFacts {
	label: string;
	mimeType: string;
	extension: string;
	/** Hz, where neither the sound nor anybody else tells. */
	usualSampleRate: number;
}

/** What is true of a format wherever it comes from. */
export const formats: Record<Format, FormatFacts> = {
	mp3: { label: 'MP3', mimeType: 'audio/mpeg', extension: 'mp3', usualSampleRate: 44_100 },
	wav: { label: 'WAV', mimeType: 'audio/wav', extension: 'wav', usualSampleRate: 44_100 },
	opus: { label: 'Opus', mimeType: 'audio/opus', extension: 'opus', usualSampleRate: 48_000 },
	pcm: { label: 'PCM', mimeType: 'audio/pcm', extension: 'pcm', usualSampleRate: 44_100 },
};
