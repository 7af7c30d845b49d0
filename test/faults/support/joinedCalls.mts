import { anyVoice, anyVoiceId } from '../../support/anyVoice.mts';
import type { Stage } from '../../support/stage.mts';
import { withTrueSizes } from '../../support/wav.mts';
import type { Call } from './scene.mts';
import { duringSpeech, sceneOf } from './speechCalls.mts';

/** Speech that is joined from the answers to several requests. One of them holds the label of its case. */

/** Hz. Small files; every PCM value has two bytes. */
const rate = 8_000;
const forPhones = { format: 'phone', phoneEncoding: 'wav', voice: anyVoice };

const silence = (seconds: number): Buffer => Buffer.alloc(Math.round(seconds * rate) * 2);

/** What the API says for a text, as a WAV. */
const spoken = async ({ sandbox }: Stage, text: string): Promise<Buffer> =>
	await sandbox.ttsBytes({ text, format: 'wav', sample_rate: rate, reference_id: anyVoiceId }, 's2.1-pro');

const headerLength = 44;

/** Pieces of sound with the header of the first, and true sizes. */
const joined = (wav: Buffer, ...pieces: Buffer[]): Buffer =>
	withTrueSizes(Buffer.concat([wav.subarray(0, headerLength), ...pieces]));

const afterPause = 'There is more.';

export const withPause: Call = {
	name: 'speak a part before a pause',
	...duringSpeech,
	setUp: async (stage, labels) =>
		sceneOf(stage, labels, {
			parameters: forPhones,
			script: (text) => `${text} [pause 500ms] ${afterPause}`,
			inSeveral: true,
			expected: async (text) => {
				const [first, second] = [await spoken(stage, text), await spoken(stage, afterPause)];
				const pieces = [first, second].map((wav) => wav.subarray(headerLength));
				return joined(first, pieces[0]!, silence(0.5), pieces[1]!);
			},
			beside: (_, { json }) => (json.parts === 2 ? undefined : 'wrong: parts'),
		}),
};

/** Captions of a track of 6 seconds, as [start in seconds, text]. The second one is struck. */
const captionsOf = (text: string): Array<[start: number, text: string]> => [
	[0.5, 'Good morning.'],
	[2, text],
	[4.5, 'See you.'],
];
const trackSeconds = 6;

const subtitlesOf = (text: string): string => `1
00:00:00,500 --> 00:00:01,900
Good morning.

2
00:00:02,000 --> 00:00:04,400
${text}

3
00:00:04,500 --> 00:00:06,000
See you.
`;

export const withSubtitles: Call = {
	name: 'speak a caption of subtitles',
	...duringSpeech,
	setUp: async (stage, labels) =>
		sceneOf(stage, labels, {
			parameters: { ...forPhones, textSource: 'subtitles', subtitles: '={{ $json.text }}' },
			script: subtitlesOf,
			inSeveral: true,
			expected: async (text) => {
				const track = silence(trackSeconds);
				const wavs = captionsOf(text).map(async ([start, said]) => {
					const wav = await spoken(stage, said);
					wav.copy(track, start * rate * 2, headerLength);
					return wav;
				});
				return joined((await Promise.all(wavs))[0]!, track);
			},
			beside: (text, { json }) => {
				const cues = json.cues as Array<{ start: number; text: string }>;
				const isRight = JSON.stringify(cues.map((cue) => [cue.start, cue.text])) === JSON.stringify(captionsOf(text));
				return isRight ? undefined : 'wrong: cues';
			},
		}),
};
