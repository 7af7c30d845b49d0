import { encode } from '@msgpack/msgpack';
import type { IDataObject, INodeExecutionData, INodeParameters } from 'n8n-workflow';

import { TIMED } from '../../sandbox/events.mts';
import type { Stage } from '../../support/stage.mts';
import { muLawReference } from '../../support/g711.mts';
import { muLawWav, withTrueSizes } from '../../support/wav.mts';
import { judgeCaptions } from './judgeCaptions.mts';
import { runCases } from './nodeRun.mts';
import { recordingOf } from './recording.mts';
import type { Call, Outcome, Scene } from './scene.mts';

type Format = 'mp3' | 'wav' | 'pcm' | 'opus';

export const textOf = (label: string): string => `Case ${label}.`;

const hasText = (body: unknown, label: string): boolean =>
	(body as { text?: string } | undefined)?.text?.includes(textOf(label)) ?? false;

/** A way to speak, and the exact audio that the node should give. */
export interface Speaker {
	parameters: INodeParameters;
	binary?: INodeExecutionData['binary'];
	/** Path of the request. Default: that of plain speech. */
	path?: string;
	/** The text that the node gets for the text of a case. Default: the same. */
	script?(text: string): string;
	/** Fields of the case's item, beside its text. */
	fields?(label: string): IDataObject;
	/** Judges everything except the audio. */
	beside?(text: string, item: INodeExecutionData): Promise<string | undefined> | string | undefined;
	/** From the sandbox, whose answers have no deadline: runs of a node would have the shortened ones. */
	expected(text: string, item: INodeExecutionData): Promise<Buffer>;
	/** Whether a case is spoken by other requests, too. Then it is chance what was billed when it failed. */
	inSeveral?: boolean;
}

/** Whether an error says that Fish Audio may have billed requests. */
export const unsureOf = ({ error }: Outcome): string | undefined =>
	/ may have billed \d/.test(error?.description ?? '') ? 'unsure' : undefined;

async function judgeSpoken(
	stage: Stage,
	text: string,
	{ expected, beside, inSeveral }: Speaker,
	outcome: Outcome,
): Promise<string | undefined> {
	if (outcome.error) return inSeveral ? undefined : unsureOf(outcome);
	const [item, ...others] = outcome.result as INodeExecutionData[];
	const [bytes, wanted] = [await stage.engine.bytesOf(item), await expected(text, item!)];
	if (others.length > 0 || !bytes.equals(wanted))
		return `wrong: ${bytes.length} bytes where ${wanted.length} were spoken`;
	if (item!.json.bytes !== wanted.length) return 'wrong: bytes';
	return await beside?.(text, item!);
}

export function sceneOf(stage: Stage, labels: string[], speaker: Speaker): Scene {
	const { path: speechPath = '/v1/tts', script = (text) => text, fields } = speaker;
	return {
		match: (label) => ({
			method: 'POST',
			path: `^${speechPath}$`,
			...(label !== undefined && { text: textOf(label) }),
		}),
		isOf: ({ path, body }, label) => path === speechPath && hasText(body, label),
		run: async (stops) => {
			const items = labels.map((label) => ({
				json: { text: script(textOf(label)), ...fields?.(label) },
				...(speaker.binary && { binary: speaker.binary }),
			}));
			return await runCases(
				stage,
				{ type: 'speak', parameters: { text: '={{ $json.text }}', ...speaker.parameters } },
				items,
				stops,
			);
		},
		judge: async (label, outcome) => await judgeSpoken(stage, textOf(label), speaker, outcome),
	};
}

/** Cut off within the first frames, and slow enough for a fault to strike. */
export const duringSpeech = { cutAt: 301, pace: 10_000, knownBy: 'text' } as const;

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

/** PCM of 16 bits as the WAV that a telephone system takes. */
function forTelephones(pcm: Buffer): Buffer {
	const codes = Buffer.alloc(pcm.length / 2);
	for (const index of codes.keys()) codes[index] = muLawReference(pcm.readInt16LE(index * 2));
	return muLawWav(codes, 8_000);
}

const forPhones: Call = {
	name: 'speak for phones, µ-law in WAV',
	...duringSpeech,
	setUp: async (stage, labels) =>
		sceneOf(stage, labels, {
			parameters: { format: 'phone', phoneEncoding: 'muLawWav' },
			expected: async (text) =>
				forTelephones(await stage.sandbox.ttsBytes({ text, format: 'pcm', sample_rate: 8_000 }, 's2.1-pro')),
		}),
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
