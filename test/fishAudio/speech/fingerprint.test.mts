import { createHash } from 'node:crypto';

import fc from 'fast-check';

import {
	createFileHash,
	recipeVersion,
	speechFingerprint,
	type SpeechIdentity,
} from '../../../fishAudio/speech/fingerprint.ts';
import { latencies } from '../../../fishAudio/speech/settings.ts';
import { models } from '../../../fishAudio/models.ts';

const hello: SpeechIdentity = { text: 'Hello', model: 's2.1-pro', format: 'mp3' };

const text = fc.string({ unit: 'grapheme', maxLength: 12 });
const optional = {
	voiceId: fc.oneof(text, fc.array(text, { maxLength: 3 })),
	samples: fc.array(fc.record({ hash: text, transcript: text }), { maxLength: 3 }),
	sampleRate: fc.integer(),
	mp3Bitrate: fc.integer(),
	opusBitrate: fc.integer(),
	speed: fc.double({ noNaN: true, noDefaultInfinity: true }).map((number) => number || 0),
	volume: fc.integer(),
	normalizeLoudness: fc.boolean(),
	latency: fc.constantFrom(...latencies),
	temperature: fc.integer(),
	topP: fc.integer(),
	chunkLength: fc.integer(),
	normalize: fc.boolean(),
	repetitionPenalty: fc.integer(),
	silenceBefore: fc.integer(),
	silenceAfter: fc.integer(),
	trimSilence: fc.boolean(),
};
const required = { text, model: fc.constantFrom(...models), format: fc.constantFrom('mp3', 'wav', 'opus', 'pcm') };
const identity = fc.record(
	{ ...required, ...optional },
	{ requiredKeys: ['text', 'model', 'format'] },
) as fc.Arbitrary<SpeechIdentity>;
const names = [...Object.keys(required), ...Object.keys(optional)];

it('never changes unnoticed', async () => {
	const expected = createHash('sha256')
		.update('{"format":"mp3","model":"s2.1-pro","text":"Hello","version":1}')
		.digest('hex')
		.slice(0, 32);
	expect(recipeVersion).toBe(1);
	expect(await speechFingerprint(hello)).toBe(expected);
	expect(expected).toMatch(/^[0-9a-f]{32}$/);
});

it('does not depend on the order of fields, or on undefined ones', async () => {
	await fc.assert(
		fc.asyncProperty(identity, fc.constantFrom(...names), async (given, name) => {
			const turned = Object.fromEntries(Object.entries(given).reverse()) as unknown as SpeechIdentity;
			expect(await speechFingerprint(turned)).toBe(await speechFingerprint(given));
			const samples = given.samples?.map(({ hash, transcript }) => ({ transcript, hash }));
			expect(await speechFingerprint({ ...given, ...(samples && { samples }) })).toBe(await speechFingerprint(given));
			if (!(name in given)) {
				expect(await speechFingerprint({ [name]: undefined, ...given } as SpeechIdentity)).toBe(
					await speechFingerprint(given),
				);
			}
		}),
	);
});

it('changes with each field that changes, appears or disappears', async () => {
	await fc.assert(
		fc.asyncProperty(identity, identity, fc.constantFrom(...names), async (one, two, name) => {
			const field = name as keyof SpeechIdentity;
			fc.pre(JSON.stringify(one[field]) !== JSON.stringify(two[field]));
			expect(await speechFingerprint({ ...one, [field]: two[field] })).not.toBe(await speechFingerprint(one));
		}),
	);
});

it('changes with the version, the order of voices, and an ID that becomes a list', async () => {
	const prints = await Promise.all([
		speechFingerprint(hello),
		speechFingerprint(hello, recipeVersion + 1),
		speechFingerprint({ ...hello, voiceId: 'a' }),
		speechFingerprint({ ...hello, speakers: ['a'] }),
		speechFingerprint({ ...hello, speakers: ['a', 'b'] }),
		speechFingerprint({ ...hello, speakers: ['b', 'a'] }),
	]);
	expect(new Set(prints).size).toBe(prints.length);
});

it('hashes a stream, however its chunks are cut', async () => {
	const bytes = Buffer.from(Array.from({ length: 3 * 1024 * 1024 + 17 }, (_, at) => (at * at) % 251));
	const hashed = async (content: Uint8Array, size: number): Promise<string> => {
		const hash = createFileHash();
		for (let at = 0; at < content.length; at += size) await hash.take(content.subarray(at, at + size));
		return await hash.end();
	};
	const whole = await hashed(bytes, bytes.length);
	expect(whole).toMatch(/^[0-9a-f]{32}$/);
	for (const size of [1_000, 65_536, 1024 * 1024, 1024 * 1024 + 1]) expect(await hashed(bytes, size)).toBe(whole);
	for (const other of [bytes.subarray(1), bytes.subarray(0, -1), bytes.subarray(0, 2 * 1024 * 1024), Buffer.alloc(0)])
		expect(await hashed(other, 65_536)).not.toBe(whole);
	bytes[2_500_000]! ^= 1;
	expect(await hashed(bytes, 65_536)).not.toBe(whole);
});

it('is the same with and without word times', async () => {
	expect(await speechFingerprint({ ...hello, timed: true })).toBe(await speechFingerprint(hello));
});
