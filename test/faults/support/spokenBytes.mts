import type { RunningSandbox } from '../../support/sandbox.mts';
import { withTrueSizes } from '../../support/wav.mts';

/** The formats in which lines are spoken. */
export const formats = ['mp3', 'wav', 'opus', 'pcm'] as const;

export type SpokenFormat = (typeof formats)[number];

/** What follows a line's number: from nothing to several sentences, which come in several chunks. */
const phrases = [
	'',
	' Hi.',
	' Welcome aboard.',
	' One. Two. Three.',
	' Größe 東京 🎧',
	' This line is somewhat longer than the others, so that its audio takes more than a moment.',
	' First this. Then that, and that as well! And was there anything else? No, nothing.',
];

/**
 * The text of a line. No text is part of another. A number always has the same text, so that its audio is known from
 * earlier storms.
 */
export const textOf = (number: number): string =>
	`Line ${String(number).padStart(5, '0')}.${phrases[number % phrases.length]!}`;

const known = new Map<string, Promise<Buffer>>();

async function keptAudio(sandbox: RunningSandbox, text: string, format: SpokenFormat): Promise<Buffer> {
	// The node requests PCM as WAV, whose header has the sample rate.
	const sent = await sandbox.ttsBytes({ text, format: format === 'pcm' ? 'wav' : format }, 's2.1-pro');
	if (format === 'pcm') return sent.subarray(44);
	return format === 'wav' ? withTrueSizes(sent) : sent;
}

/** The exact audio of a line, as the node keeps it. */
export async function spokenBytes(sandbox: RunningSandbox, number: number, format: SpokenFormat): Promise<Buffer> {
	const key = `${number} ${format}`;
	const bytes = known.get(key) ?? keptAudio(sandbox, textOf(number), format);
	known.set(key, bytes);
	return await bytes;
}
