import { encode } from '@msgpack/msgpack';
import type { INodeExecutionData, INodeParameters } from 'n8n-workflow';

import { TIMED } from '../../sandbox/events.mts';
import type { Stage } from '../../support/stage.mts';
import { withTrueSizes } from '../../support/wav.mts';
import { judgeCaptions } from './judgeCaptions.mts';
import { runCases } from './nodeRun.mts';
import { recordingOf } from './recording.mts';
import type { Call, Outcome, Scene } from './scene.mts';

type Format = 'mp3' | 'wav' | 'pcm' | 'opus';

const textOf = (label: string): string => `Case ${label}.`;

const hasText = (body: unknown, label: string): boolean =>
	(body as { text?: string } | undefined)?.text?.includes(textOf(label)) ?? false;

async function judgeAudio(stage: Stage, expected: Promise<Buffer>, { result }: Outcome): Promise<string | undefined> {
	if (result === undefined) return undefined;
	const [item, ...others] = result as INodeExecutionData[];
	const [bytes, wanted] = [await stage.engine.bytesOf(item), await expected];
	if (others.length > 0 || !bytes.equals(wanted))
		return `wrong: ${bytes.length} bytes where ${wanted.length} were spoken`;
	return item!.json.bytes === wanted.length ? undefined : 'wrong: bytes';
}

/** A way to speak, and the exact audio that the node should give. */
interface Speaker {
	parameters: INodeParameters;
	binary?: INodeExecutionData['binary'];
	/** Path of the request. Default: that of plain speech. */
	path?: string;
	/** The text that the node gets for the text of a case. Default: the same. */
	script?(text: string): string;
	/** Judges everything except the audio. */
	beside?(text: string, item: INodeExecutionData): Promise<string | undefined>;
	expected(text: string): Promise<Buffer>;
}

function sceneOf(stage: Stage, labels: string[], speaker: Speaker): Scene {
	const { path: speechPath = '/v1/tts', script = (text) => text, beside } = speaker;
	return {
		match: (label) => ({
			method: 'POST',
			path: `^${speechPath}$`,
			...(label !== undefined && { text: textOf(label) }),
		}),
		isOf: ({ path, body }, label) => path === speechPath && hasText(body, label),
		run: async (stops) => {
			const items = labels.map((label) => ({
				json: { text: script(textOf(label)) },
				...(speaker.binary && { binary: speaker.binary }),
			}));
			return await runCases(
				stage,
				{ type: 'speak', parameters: { text: '={{ $json.text }}', ...speaker.parameters } },
				items,
				stops,
			);
		},
		judge: async (label, outcome) => {
			const flaw = await judgeAudio(stage, speaker.expected(textOf(label)), outcome);
			const [item] = (outcome.result ?? []) as INodeExecutionData[];
			return flaw ?? (item && (await beside?.(textOf(label), item)));
		},
	};
}

/** Cut off within the first frames, and slow enough for a fault to strike. */
const duringSpeech = { cutAt: 301, pace: 10_000, knownBy: 'text' } as const;

/** The node requests PCM as WAV, whose header has the sample rate. */
const requestedAs = (format: Format): Format => (format === 'pcm' ? 'wav' : format);

/** The part of the API's answer that the node keeps. */
const keptAs: Record<Format, (sent: Buffer) => Buffer> = {
	mp3: (sent) => sent,
	opus: (sent) => sent,
	wav: withTrueSizes,
	pcm: (sent) => sent.subarray(44),
};

const withVoice = (format: Format): Call => ({
	name: `speak ${format} with a voice`,
	...duringSpeech,
	setUp: async (stage, labels) => {
		const { ids } = await stage.sandbox.seedVoices({ count: 1, state: 'trained' });
		return sceneOf(stage, labels, {
			parameters: { format, voice: { __rl: true, mode: 'id', value: ids[0]! } },
			expected: async (text) =>
				keptAs[format](
					await stage.sandbox.ttsBytes({ text, format: requestedAs(format), reference_id: ids[0] }, 's2.1-pro'),
				),
		});
	},
});

const withSamples: Call = {
	name: 'speak like samples',
	...duringSpeech,
	setUp: async (stage, labels, { large = false }) => {
		const wav = recordingOf(large);
		const { binary } = await stage.itemWith({ data: [wav, 'me.wav', 'audio/wav'] });
		return sceneOf(stage, labels, {
			parameters: { voiceSource: 'samples', sampleFields: 'data', transcripts: 'Me.' },
			binary,
			expected: async (text) =>
				await stage.sandbox.ttsBytes(
					encode({ text, format: 'mp3', references: [{ audio: wav, text: 'Me.' }] }),
					's2.1-pro',
				),
		});
	},
};

/** The node's audio without faults. Other tests check that it is exact. */
async function undisturbed(stage: Stage, parameters: INodeParameters): Promise<Buffer> {
	const { items, error } = await stage.engine.runNode('speak', parameters);
	if (error) throw error;
	return await stage.engine.bytesOf(items[0]);
}

const forPhones: Call = {
	name: 'speak for phones, µ-law in WAV',
	...duringSpeech,
	setUp: async (stage, labels) => {
		const parameters = { format: 'phone', phoneEncoding: 'muLawWav' };
		return sceneOf(stage, labels, {
			parameters,
			expected: async (text) => await undisturbed(stage, { ...parameters, text }),
		});
	},
};

const dialogue: Call = {
	name: 'speak a dialogue',
	...duringSpeech,
	setUp: async (stage, labels) => {
		const { ids } = await stage.sandbox.seedVoices({ count: 2, state: 'trained' });
		// Voices of different pitch, so that one cannot be taken for the other.
		for (const [index, id] of ids.entries()) await stage.sandbox.patchVoice(id, { pitchHz: 100 * (index + 1) });
		const speaker = ['Anna', 'Bob'].map((name, index) => ({
			name,
			voice: { __rl: true, mode: 'id', value: ids[index]! },
		}));
		return sceneOf(stage, labels, {
			parameters: { voiceSource: 'speakers', speakers: { speaker } },
			script: (text) => `Anna: ${text}\nBob: Fine.`,
			expected: async (text) =>
				await stage.sandbox.ttsBytes(
					{ text: `<|speaker:0|>${text}<|speaker:1|>Fine.`, format: 'mp3', reference_id: ids },
					's2.1-pro',
				),
		});
	},
};

/** Long enough for several of the API's chunks, so that their events could be mixed up. */
const longer = (text: string): string =>
	`${text} ${'And then there was more to be said than anybody had thought of. '.repeat(6)}`.trim();

const timed: Call = {
	name: 'speak with captions',
	cutAt: 34_001,
	pace: 80_000,
	knownBy: 'text',
	setUp: async (stage, labels) =>
		sceneOf(stage, labels, {
			path: TIMED,
			parameters: { captions: 'both', options: { includeWords: true } },
			script: longer,
			expected: async (text) => await stage.sandbox.ttsBytes({ text: longer(text), format: 'mp3' }, 's2.1-pro'),
			beside: async (text, item) => await judgeCaptions(stage, longer(text), item),
		}),
};

export const speak = {
	mp3: withVoice('mp3'),
	wav: withVoice('wav'),
	pcm: withVoice('pcm'),
	opus: withVoice('opus'),
	likeSamples: withSamples,
	forPhones,
	dialogue,
	timed,
};
