import { anyVoiceId } from '../../support/anyVoice.mts';
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

/** What a line is spoken with. The text of a joined one goes on after a pause, or in another caption. */
export const features = ['plain', 'pause', 'subtitles', 'takes', 'checkWords'] as const;

export type SpokenFeature = (typeof features)[number];

/** Joins of these formats are exact to the PCM value. */
export const joinedFormats = ['wav', 'pcm'] as const satisfies readonly SpokenFormat[];

export const isJoined = (feature: SpokenFeature): boolean => feature === 'pause' || feature === 'subtitles';

/** Whether the words of a line are checked. The transcript of Chinese has no spaces, not even after a number. */
export const isChecked = (number: number, feature: SpokenFeature): boolean =>
	feature === 'checkWords' && !/\p{sc=Han}/u.test(textOf(number));

const ending = 'The end.';

/** What the node gets for the text of a line. */
export function scriptOf(number: number, feature: SpokenFeature): string {
	const text = textOf(number);
	if (feature === 'pause') return `${text} [pause 300ms] ${ending}`;
	if (feature !== 'subtitles') return text;
	return `00:00:00,200 --> 00:00:02,400\n${text}\n\n00:00:02,500 --> 00:00:03,000\n${ending}\n`;
}

const known = new Map<string, Promise<Buffer>>();

/** What the node requests: PCM as WAV, whose header has the sample rate. */
const answerTo = async (sandbox: RunningSandbox, text: string, format: SpokenFormat): Promise<Buffer> =>
	await sandbox.ttsBytes({ text, format: format === 'pcm' ? 'wav' : format, reference_id: anyVoiceId }, 's2.1-pro');

const headerLength = 44;

const silence = (seconds: number): Buffer => Buffer.alloc(seconds * 44_100 * 2);

/** The sound of a joined line: with the pause, or as a track of three seconds. */
function joinedSound(feature: SpokenFeature, text: Buffer, end: Buffer): Buffer {
	if (feature === 'pause') return Buffer.concat([text, silence(0.3), end]);
	const track = silence(3);
	text.copy(track, silence(0.2).length);
	end.copy(track, silence(2.5).length);
	return track;
}

async function keptAudio(
	sandbox: RunningSandbox,
	number: number,
	format: SpokenFormat,
	feature: SpokenFeature,
): Promise<Buffer> {
	const sent = await answerTo(sandbox, textOf(number), format);
	if (format === 'mp3' || format === 'opus') return sent;
	const sound = sent.subarray(headerLength);
	const whole = isJoined(feature)
		? joinedSound(feature, sound, (await answerTo(sandbox, ending, format)).subarray(headerLength))
		: sound;
	return format === 'pcm' ? whole : withTrueSizes(Buffer.concat([sent.subarray(0, headerLength), whole]));
}

/** The exact audio of a line, as the node keeps it. */
export async function spokenBytes(
	sandbox: RunningSandbox,
	number: number,
	format: SpokenFormat,
	feature: SpokenFeature,
): Promise<Buffer> {
	const key = `${number} ${format} ${isJoined(feature) ? feature : 'plain'}`;
	const bytes = known.get(key) ?? keptAudio(sandbox, number, format, feature);
	known.set(key, bytes);
	return await bytes;
}
