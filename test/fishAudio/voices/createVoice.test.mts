import fc from 'fast-check';

import type { FailureKind } from '../../../fishAudio/errors.ts';
import { json, status } from '../../support/scripted/answers.mts';
import { voice } from '../../support/scripted/inputs.mts';
import { failureOf, rig } from '../../support/scripted/rig.mts';
import { anna, server, type Fault } from './voiceServer.mts';

describe('after a request that the server did not take', () => {
	it.each<Fault>(['busy', 'unreachable'])('%s: is repeated at once', async (fault) => {
		const s = server({ faults: [fault, fault] });
		const r = rig(s.answer);
		await r.client.voices.create(anna());
		expect(r.asked()).toEqual(Array(3).fill('POST /model'));
		expect(s.made()).toHaveLength(1);
	});

	it('a refusal is not repeated', async () => {
		const r = rig([status(400)]);
		expect((await failureOf(r.client.voices.create(anna()))).facts.advice).not.toContain('may exist');
		expect(r.asked()).toEqual(['POST /model']);
	});

	it('the error does not say that the voice may exist', async () => {
		const r = rig([status(429)]);
		const error = await failureOf(r.client.voices.create(anna()));
		expect(error.kind).toBe('busy');
		expect(error.facts.advice).not.toContain('may exist');
	});
});

describe('a refusal of designed samples', () => {
	const refused = rig([json({ status: 400, message: 'Invalid voice design signature' }, 400)]);

	it('says that their signatures may be wrong', async () => {
		const error = await failureOf(refused.client.voices.create(anna({ designSignatures: ['s'] })));
		expect(error).toMatchObject({
			kind: 'refused',
			message: 'Fish Audio refused the request: Invalid voice design signature',
		});
		expect(error.facts.advice).toContain('does not fit its signature');
		expect(refused.asked()).toEqual(['POST /model']);
	});

	it('does not mention signatures if none were sent', async () => {
		const error = await failureOf(refused.client.voices.create(anna()));
		expect(error.facts.advice).not.toContain('signature');
	});
});

describe('several at once', () => {
	it('never gives one voice to two of the same title', async () => {
		const s = server({ faults: ['disconnectedAfter', 'timeoutAfter', 'disconnectedBefore', 'errorAfter'] });
		const r = rig(s.answer);
		const made = await Promise.all([
			r.client.voices.create(anna()),
			r.client.voices.create(anna({ title: 'Anna ' })),
			r.client.voices.create(anna()),
		]);
		expect(new Set(made.map(({ _id }) => _id)).size).toBe(3);
		expect(s.made()).toHaveLength(3);
	});

	it('creates voices of different titles at the same time', async () => {
		const r = rig(server({ faults: [] }).answer);
		await Promise.all(['A', 'B', 'C'].map(async (title) => await r.client.voices.create(anna({ title }))));
		expect(r.mostInFlight()).toBe(3);
	});

	it('continues with the next voice of a title after one failed', async () => {
		let number = 0;
		const r = rig(() => (++number === 1 ? status(400) : json(voice(), 201)));
		const [first, second] = await Promise.allSettled([r.client.voices.create(anna()), r.client.voices.create(anna())]);
		expect([first.status, second.status]).toEqual(['rejected', 'fulfilled']);
	});
});

describe('over random faults', () => {
	const anyFault = fc.constantFrom<Fault[]>(
		'none',
		'unreachable',
		'busy',
		'disconnectedBefore',
		'disconnectedAfter',
		'timeoutBefore',
		'timeoutAfter',
		'errorBefore',
		'errorAfter',
		'unreadableAfter',
		'cutAfter',
	);
	const anyLook = fc.oneof(
		{ weight: 3, arbitrary: fc.constant('none' as const) },
		fc.constantFrom<FailureKind[]>('disconnected', 'timeout', 'unreachable'),
		fc.constantFrom(status(429, { 'retry-after': '20' }), status(503), status(401)),
	);

	/** The first look comes half a second after the failure at the earliest: until then a voice has to be in the list. */
	const shownInTime = fc.integer({ min: 0, max: 400 });

	it('the server never has two voices for one create, and each result is a different voice', async () => {
		await fc.assert(
			fc.asyncProperty(
				fc.record({
					faults: fc.array(anyFault, { maxLength: 14 }),
					lookFaults: fc.array(anyLook, { maxLength: 8 }),
					listDelay: shownInTime,
					sendsDate: fc.boolean(),
					clockOff: fc.integer({ min: -20_000, max: 20_000 }),
					takes: fc.constantFrom(10, 500, 3000),
					titles: fc.array(fc.constantFrom('Anna', 'Ben'), { minLength: 1, maxLength: 4 }),
					makes: fc.constantFrom({}, { visibility: 'public' }, { visibility: 'unlist' }),
					random: fc.double({ min: 0, max: 1, noNaN: true }),
					concurrency: fc.integer({ min: 1, max: 5 }),
				}),
				async ({ titles, random, concurrency, ...options }) => {
					const s = server(options);
					const r = rig(s.answer, { random: () => random, concurrency });
					const outcomes = await Promise.allSettled(
						titles.map(async (title) => await r.client.voices.create(anna({ title }))),
					);
					const ids = outcomes.flatMap((outcome) => (outcome.status === 'fulfilled' ? [outcome.value._id] : []));
					expect(new Set(ids).size).toBe(ids.length);
					for (const title of new Set(titles)) {
						const held = s.made().filter((one) => one.title === title).length;
						expect(held).toBeLessThanOrEqual(titles.filter((one) => one === title).length);
					}
					outcomes.forEach((outcome) => {
						if (outcome.status === 'rejected') expect(outcome.reason).toMatchObject({ name: 'FishAudioError' });
					});
					expect(r.inFlight()).toBe(0);
				},
			),
			{ numRuns: 200 },
		);
	});
});
