import fc from 'fast-check';

import { audio, broken, failure, json, plain, status, type Answer } from '../../support/scripted/answers.mts';
import { file } from '../../support/scripted/inputs.mts';
import { failureOf, rig, type Rig } from '../../support/scripted/rig.mts';
import { wav } from '../../support/sounds.mts';

const sound = wav({ seconds: 1 });
const keep = async (stream: AsyncIterable<Uint8Array>): Promise<Buffer> => {
	const chunks: Uint8Array[] = [];
	for await (const chunk of stream) chunks.push(chunk);
	return Buffer.concat(chunks);
};

/** Paid requests, with a good answer, and with the faults that are free here but not elsewhere. */
const paid: Record<string, { ask: (r: Rig) => Promise<unknown>; good: Answer; free?: string[] }> = {
	speech: {
		ask: async (r) => await r.client.speech.speak({ text: 'Hello', model: 's2.1-pro', format: 'wav' }, keep),
		good: audio(sound),
	},
	transcription: {
		ask: async (r) => await r.client.transcription.transcribe(file('RIFF')),
		good: json({ text: 'Hi.', duration: 1, segments: [] }),
		// Failures of transcription are free (measured, October 2026), except perhaps those of a gateway.
		free: ['500', '503'],
	},
	'voice design': {
		ask: async (r) => await r.client.voiceDesign.design({ prompt: 'A calm voice.' }),
		good: json({ candidates: [{ id: 'c', index: 0, sample_rate: 8_000, audio_base64: sound.toString('base64') }] }),
	},
};

/** Faults instead of an answer, with the number of requests if it stays so, and how many of them may be billed. */
const faults: Array<[string, Answer | Error, number, number | undefined]> = [
	['500', status(500), 2, 2],
	['502', status(502), 2, 2],
	['503', status(503), 2, 2],
	['504', status(504), 2, 2],
	['a timeout', failure('timeout'), 2, 2],
	['a broken connection', failure('disconnected'), 2, 2],
	['an answer that breaks', broken(plain('{"'), 0), 2, 2],
	['an answer that is cut', plain(''), 2, 2],
	['a 503 that says when to come back', status(503, { 'retry-after': '1' }), 5, undefined],
	['no connection', failure('unreachable'), 5, undefined],
	['a refusal', status(400), 1, undefined],
	['no credit', status(402), 1, undefined],
	['a wrong key inside a 500', status(500, { 'x-fish-error-code': 'invalid_api_key' }), 1, undefined],
	['no credit inside a 500', status(500, { 'x-fish-error-code': 'insufficient_balance' }), 1, undefined],
	['a stop', failure('cancelled'), 1, undefined],
];

describe.each(Object.entries(paid))('%s', (_, { ask, good, free = [] }) => {
	it.each(faults)('%s: is requested as often as its cost allows', async (name, fault, requests, billed) => {
		const r = rig([fault]);
		const error = await failureOf(ask(r));
		expect([r.requests.length, error.facts.mayBeBilled]).toEqual([requests, free.includes(name) ? 0 : billed]);
	});

	it.each(faults.filter(([, , requests]) => requests > 1))('%s once: succeeds', async (_name, fault) => {
		const r = rig([fault, good]);
		await ask(r);
		expect(r.requests).toHaveLength(2);
	});

	it('waits for a busy server about a minute, with any number of requests', async () => {
		const r = rig([...Array.from({ length: 12 }, () => status(429)), good]);
		await ask(r);
		expect(r.requests).toHaveLength(13);
	});

	it('is sent once if Max Tries is 1', async () => {
		const r = rig([status(500)], { maxTries: 1 });
		expect((await failureOf(ask(r))).facts.mayBeBilled).toBe(free.includes('500') ? 0 : 1);
		expect(r.requests).toHaveLength(1);
	});

	it('states what may have been billed even if another failure ends it', async () => {
		const r = rig([failure('timeout'), status(429), failure('unreachable'), status(402)]);
		expect(await failureOf(ask(r))).toMatchObject({ kind: 'outOfCredit', facts: { mayBeBilled: 1, status: 402 } });
		expect(r.requests).toHaveLength(4);
	});

	it('counts a web page of another server as billed only once', async () => {
		const r = rig([plain('<html>', 200, { 'content-type': 'text/html' })]);
		await failureOf(ask(r));
		expect(r.requests).toHaveLength(1);
	});

	it('never has two repeats that may be billed, in any order of faults', async () => {
		const byName: Record<string, Answer | Error> = Object.fromEntries(faults.map(([name, fault]) => [name, fault]));
		const costs = new Set(faults.filter(([, , , billed]) => billed !== undefined).map(([name]) => name));
		await fc.assert(
			fc.asyncProperty(fc.array(fc.constantFrom('busy', ...Object.keys(faults)), { maxLength: 10 }), async (names) => {
				const r = rig([...names.map((name) => byName[name] ?? status(429)), good]);
				const error = await ask(r).then(
					() => undefined,
					async (reason: unknown) => await failureOf(Promise.reject(reason)),
				);
				const mayCost = names.slice(0, r.requests.length).filter((name) => costs.has(name));
				expect(mayCost.length).toBeLessThanOrEqual(2);
				const billed = mayCost.filter((name) => !free.includes(name)).length;
				if (error && error.kind !== 'cancelled') expect(error.facts.mayBeBilled ?? 0).toBe(billed);
			}),
			{ numRuns: 200 },
		);
	});
});

it('the one repeat comes late after a failure of the server, and soon after a lost answer', async () => {
	const speak = paid.speech!.ask;
	const failed = rig([status(500)]);
	await failureOf(speak(failed));
	expect(failed.clock.waits).toEqual([3000]);
	const lost = rig([failure('disconnected')]);
	await failureOf(speak(lost));
	expect(lost.clock.waits).toEqual([750]);
});

const errorEvent = (error: object): string => `event: error\ndata: ${JSON.stringify(error)}\n\n`;
const begun =
	'data: ' +
	`${JSON.stringify({ audio_base64: sound.toString('base64'), content: 'Hello', alignment: null, chunk_seq: 0 })}` +
	'\n\n';

/** Errors after the sound has begun, which would not be billed as separate answers. */
it.each([
	['an unavailable service', { status: 503, code: 'upstream_unavailable' }, {}, 2],
	['a 503, with a time to come back in the answer', { status: 503 }, { 'retry-after': '1' }, 2],
	['too many requests', { status: 429 }, {}, 2],
	['no credit', { status: 402 }, {}, 1],
	['a refusal', { status: 400, message: 'no' }, {}, 1],
	['no status', { message: 'no' }, {}, 1],
] as const)('after speech has begun, %s may have been billed', async (_, error, headers, requests) => {
	const r = rig([plain(begun + errorEvent(error), 200, { 'content-type': 'text/event-stream', ...headers })]);
	const failed = await failureOf(
		r.client.speech.speak({ text: 'Hello', model: 's2.1-pro', format: 'wav', timed: true }, keep),
	);
	expect([r.requests.length, failed.facts.mayBeBilled]).toEqual([requests, requests]);
});
