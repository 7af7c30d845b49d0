import { createHash } from 'node:crypto';

import fc from 'fast-check';

import { recipeVersion, speechFingerprint, type SpeechIdentity } from '../../fishAudio/fingerprint.ts';
import { latencies } from '../../fishAudio/formats.ts';
import { models } from '../../fishAudio/models.ts';

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
};
const required = { text, model: fc.constantFrom(...models), format: fc.constantFrom('mp3', 'wav', 'opus', 'pcm') };
const identity = fc.record({ ...required, ...optional }, { requiredKeys: ['text', 'model', 'format'] }) as fc.Arbitrary<SpeechIdentity>;
const names = [...Object.keys(required), ...Object.keys(optional)];

it('is known, so that it cannot change without anybody seeing it', async () => {
	const expected = createHash('sha256').update('{"format":"mp3","model":"s2.1-pro","text":"Hello","version":1}').digest('hex').slice(0, 32);
	expect(recipeVersion).toBe(1);
	expect(await speechFingerprint(hello)).toBe(expected);
	expect(expected).toMatch(/^[0-9a-f]{32}$/);
});

it('is the same in whatever order, and with undefined fields', async () => {
	await fc.assert(
		fc.asyncProperty(identity, fc.constantFrom(...names), async (given, name) => {
			const turned = Object.fromEntries(Object.entries(given).reverse()) as unknown as SpeechIdentity;
			expect(await speechFingerprint(turned)).toBe(await speechFingerprint(given));
			const samples = given.samples?.map(({ hash, transcript }) => ({ transcript, hash }));
			expect(await speechFingerprint({ ...given, ...(samples && { samples }) })).toBe(await speechFingerprint(given));
			if (!(name in given)) {
				expect(await speechFingerprint({ [name]: undefined, ...given } as SpeechIdentity)).toBe(await speechFingerprint(given));
			}
		}),
	);
});

it('is another one for each field that changes, comes or goes', async () => {
	await fc.assert(
		fc.asyncProperty(identity, identity, fc.constantFrom(...names), async (one, two, name) => {
			const field = name as keyof SpeechIdentity;
			fc.pre(JSON.stringify(one[field]) !== JSON.stringify(two[field]));
			expect(await speechFingerprint({ ...one, [field]: two[field] })).not.toBe(await speechFingerprint(one));
		}),
	);
});

it('is another one for the next version, another order of voices, and an id that is a list', async () => {
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
