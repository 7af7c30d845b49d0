import { createHash } from 'node:crypto';

import type { INodeExecutionData } from 'n8n-workflow';

import type { Stage } from '../../support/stage.mts';
import { withTrueSizes } from '../../support/wav.mts';
import type { Call, Outcome, Scene } from './scene.mts';
import { duringSpeech, sceneOf, textOf, unsureOf, type Speaker } from './speechCalls.mts';

/** Speech that takes several requests of one text, or a look at what was spoken. */

const mp3Of = async ({ sandbox }: Stage, text: string): Promise<Buffer> =>
	await sandbox.ttsBytes({ text, format: 'mp3' }, 's2.1-pro');

/** Both takes, or the one that was not lost with the other, each with a link. */
async function judgeTakes(stage: Stage, label: string, outcome: Outcome): Promise<string | undefined> {
	if (outcome.error) return unsureOf(outcome);
	const [item] = outcome.result as INodeExecutionData[];
	const wanted = await mp3Of(stage, textOf(label));
	const fields = Object.keys(item!.binary ?? {});
	for (const field of fields) {
		if (!(await stage.engine.bytesOf(item, field)).equals(wanted)) return `wrong: ${field}`;
	}
	const others = (item!.json.otherTakes ?? []) as Array<{ audioUrl: string }>;
	const links = [item!.json as { audioUrl: string }, ...others].map(({ audioUrl }) => audioUrl);
	if (new Set(links).size !== fields.length || !links.every((link) => URL.canParse(link))) return 'wrong: links';
	return fields.length === 2 ? undefined : 'one take';
}

export const twoTakes: Call = {
	name: 'speak two takes, with links',
	...duringSpeech,
	setUp: async (stage, labels) => ({
		...sceneOf(stage, labels, {
			parameters: { options: { takes: 2, audioUrl: true } },
			expected: async (text) => await mp3Of(stage, text),
		}),
		judge: async (label, outcome) => await judgeTakes(stage, label, outcome),
	}),
};

/** Hz. Small files; every PCM value has two bytes. */
const rate = 8_000;

/** Seconds of speech: a target is one at least. */
const forSeconds = (text: string): string => `${text} ${'And there is more to be said about it. '.repeat(8)}`.trim();

/** The first take is a little too long, so a second one follows. */
export const toLength: Call = {
	name: 'speak to a target length',
	...duringSpeech,
	setUp: async (stage, labels) => {
		// What is learnt of a voice would spare the next item its first take.
		const { ids } = await stage.sandbox.seedVoices({ count: labels.length, state: 'trained' });
		const spokenAt = async (text: string, voice: string, prosody?: { speed: number }): Promise<Buffer> =>
			await stage.sandbox.ttsBytes(
				{ text, format: 'wav', sample_rate: rate, reference_id: voice, ...(prosody && { prosody }) },
				's2.1-pro',
			);
		const targets = new Map<string, number>();
		for (const [index, label] of labels.entries()) {
			const usual = ((await spokenAt(forSeconds(textOf(label)), ids[index]!)).length - 44) / 2 / rate;
			targets.set(label, Math.floor(usual * 95) / 100);
		}
		return sceneOf(stage, labels, {
			parameters: {
				format: 'phone',
				phoneEncoding: 'wav',
				voice: { __rl: true, mode: 'id', value: '={{ $json.voice }}' },
				timing: { targetSeconds: '={{ $json.target }}', fit: 'exactly' },
			},
			script: forSeconds,
			fields: (label) => ({ voice: ids[labels.indexOf(label)]!, target: targets.get(label)! }),
			expected: async (text, { json }) => {
				const wav = await spokenAt(forSeconds(text), json.voiceId as string, { speed: json.speed as number });
				const label = labels.find((one) => text === textOf(one))!;
				const missing = 44 + Math.round(targets.get(label)! * rate) * 2 - wav.length;
				return withTrueSizes(Buffer.concat([wav, Buffer.alloc(Math.max(0, missing))]));
			},
			beside: (_, { json }) => (json.takes === 2 && json.fits === true ? undefined : 'wrong: takes'),
		});
	},
};

const checkedSpeaker = (stage: Stage): Speaker => ({
	parameters: { checks: { checkWords: true } },
	expected: async (text) => await mp3Of(stage, text),
	beside: (text, { json }) => {
		if (json.heard === null) return 'not heard';
		return json.heard === text && json.match === 100 ? undefined : 'wrong: heard';
	},
});

export const checkedSpeech: Call = {
	name: 'speak and check the words: the speech',
	...duringSpeech,
	setUp: async (stage, labels) => sceneOf(stage, labels, checkedSpeaker(stage)),
};

const sha256 = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');

/** The requests that transcribe the audio of a case, known by its bytes. */
async function hearing(stage: Stage, labels: string[]): Promise<Pick<Scene, 'match' | 'isOf'>> {
	const known = new Map<string, string>();
	for (const label of labels) known.set(sha256(await mp3Of(stage, textOf(label))), label);
	return {
		match: (label) => ({ method: 'POST', path: '^/v1/asr$', ...(label !== undefined && { text: textOf(label) }) }),
		isOf: ({ path, body }, label) => {
			const [file] = (body as { files?: Array<{ sha256: string }> } | undefined)?.files ?? [];
			return path === '/v1/asr' && known.get(file?.sha256 ?? '') === label;
		},
	};
}

export const checkedWords: Call = {
	name: 'speak and check the words: the check',
	cutAt: 40,
	pace: 2_000,
	knownBy: 'text',
	setUp: async (stage, labels) => ({
		...sceneOf(stage, labels, checkedSpeaker(stage)),
		...(await hearing(stage, labels)),
	}),
};
