import { encode } from '@msgpack/msgpack';
import type { INodeExecutionData, INodeParameters } from 'n8n-workflow';

import type { Stage } from '../../support/stage.mts';
import { runCases } from './nodeRun.mts';
import { recordingOf } from './recording.mts';
import type { Call, Outcome, Scene } from './scene.mts';

const textOf = (label: string): string => `Case ${label}.`;

const isText = (body: unknown, label: string): boolean => (body as { text?: string } | undefined)?.text === textOf(label);

async function judged(stage: Stage, expected: Promise<Buffer>, { result }: Outcome): Promise<string | undefined> {
	if (result === undefined) return undefined;
	const [item, ...others] = result as INodeExecutionData[];
	const [bytes, wanted] = [await stage.engine.bytesOf(item), await expected];
	if (others.length > 0 || !bytes.equals(wanted)) return `wrong: ${bytes.length} bytes where ${wanted.length} were spoken`;
	return item!.json.bytes === wanted.length ? undefined : 'wrong: bytes';
}

/** What is spoken with, and exactly what the API would answer. */
interface Speaker {
	parameters: INodeParameters;
	binary?: INodeExecutionData['binary'];
	expected(text: string): Promise<Buffer>;
}

const sceneOf = (stage: Stage, labels: string[], speaker: Speaker): Scene => ({
	match: (label) => ({ method: 'POST', path: '^/v1/tts$', ...(label !== undefined && { text: textOf(label) }) }),
	isOf: ({ path, body }, label) => path === '/v1/tts' && isText(body, label),
	run: async (stops) => {
		const items = labels.map((label) => ({ json: { text: textOf(label) }, ...(speaker.binary && { binary: speaker.binary }) }));
		return await runCases(stage, { type: 'speak', parameters: { text: '={{ $json.text }}', ...speaker.parameters } }, items, stops);
	},
	judge: async (label, outcome) => await judged(stage, speaker.expected(textOf(label)), outcome),
});

const withVoice = (format: 'mp3' | 'wav' | 'pcm' | 'opus'): Call => ({
	name: `speak ${format} with a voice`,
	cutAt: 301,
	pace: 10_000,
	toldBy: 'text',
	set: async (stage, labels) => {
		const { ids } = await stage.sandbox.seedVoices({ count: 1, state: 'trained' });
		return sceneOf(stage, labels, {
			parameters: { format, voice: { __rl: true, mode: 'id', value: ids[0]! } },
			expected: async (text) => await stage.sandbox.ttsBytes({ text, format, reference_id: ids[0] }, 's2.1-pro'),
		});
	},
});

const withSamples: Call = {
	name: 'speak like samples',
	cutAt: 301,
	pace: 10_000,
	toldBy: 'text',
	set: async (stage, labels, { large = false }) => {
		const wav = recordingOf(large);
		const { binary } = await stage.itemWith({ data: [wav, 'me.wav', 'audio/wav'] });
		return sceneOf(stage, labels, {
			parameters: { voiceSource: 'samples', sampleFields: 'data', transcripts: 'Me.' },
			binary,
			expected: async (text) =>
				await stage.sandbox.ttsBytes(encode({ text, format: 'mp3', references: [{ audio: wav, text: 'Me.' }] }), 's2.1-pro'),
		});
	},
};

export const speak = { mp3: withVoice('mp3'), wav: withVoice('wav'), pcm: withVoice('pcm'), opus: withVoice('opus'), like: withSamples };
