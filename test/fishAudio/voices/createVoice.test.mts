import fc from 'fast-check';

import type { FailureKind } from '../../../fishAudio/errors.ts';
import { checkNewVoice, maxSamples, type NewVoice } from '../../../fishAudio/voices/newVoice.ts';
import type { Voice } from '../../../fishAudio/voices/voice.ts';
import {
	failure,
	failureOf,
	file,
	json,
	noon,
	plain,
	rig,
	status,
	voice,
	type Answer,
	type Answerer,
	type FakeClock,
	type SeenRequest,
} from '../../support/scriptedSend.mts';

const anna = (over: Partial<NewVoice> = {}): NewVoice => ({
	title: 'Anna',
	samples: [file('one')],
	visibility: 'private',
	...over,
});

const idOf = (number: number): string => number.toString(16).padStart(32, '0');
const dated = (clock: FakeClock) => ({ date: new Date(clock.now()).toUTCString() });

/** What goes wrong with one `POST /model`. */
type Fault =
	| 'none'
	/** The server never saw it. */
	| 'unreachable'
	| 'busy'
	/** The connection was lost before the server acted, or after. */
	| 'disconnectedBefore'
	| 'disconnectedAfter'
	| 'timeoutBefore'
	| 'timeoutAfter'
	| 'errorBefore'
	| 'errorAfter'
	| 'unreadableAfter'
	| 'cutAfter';

interface ServerOptions {
	faults: Fault[];
	/** Faults of `GET /model`, in their order. */
	lookFaults?: Array<'none' | FailureKind | Answer>;
	/** Milliseconds until a voice shows in the list. */
	listDelay?: number;
	/** Whether the server sends its date. */
	tellsDate?: boolean;
	/** How far its clock is off ours, in milliseconds. */
	clockOff?: number;
	/** Milliseconds that each request takes. */
	takes?: number;
	existing?: Array<Voice>;
	/** Fields of the created voice, whatever was requested. */
	makes?: Record<string, unknown>;
}

/** The part of the API that makes and lists voices, with faults. */
function server({
	faults,
	lookFaults = [],
	listDelay = 0,
	tellsDate = true,
	clockOff = 0,
	takes = 100,
	existing = [],
	makes = {},
}: ServerOptions) {
	const voices: Array<Voice & { shownAt: number }> = existing.map((one) => ({ ...one, shownAt: 0 }));
	let creates = 0;
	let looks = 0;
	const made = () => voices.slice(existing.length);

	const make = (request: SeenRequest, clock: FakeClock) => {
		const value = (name: string) => request.parts.filter((part) => part.name === name).map((part) => part.value);
		const one = voice({
			_id: idOf(voices.length + 1),
			title: value('title')[0],
			visibility: value('visibility')[0],
			// Examples the server made, not the recordings.
			samples: value('generate_sample').map(() => ({ text: 'Hello' })),
			created_at: new Date(clock.now() + clockOff).toISOString(),
			...makes,
		});
		voices.push({ ...one, shownAt: clock.now() + listDelay });
		return one;
	};
	const headers = (clock: FakeClock): Record<string, string> =>
		tellsDate ? { date: new Date(clock.now() + clockOff).toUTCString() } : {};

	const create: Answerer = async (request, clock) => {
		const fault = faults[creates++] ?? 'none';
		await clock.sleep(takes);
		if (fault === 'unreachable') return failure('unreachable');
		if (fault === 'busy') return status(429);
		if (fault === 'disconnectedBefore') return failure('disconnected');
		if (fault === 'timeoutBefore') return failure('timeout');
		if (fault === 'errorBefore') return status(503);
		const one = make(request, clock);
		await clock.sleep(takes);
		if (fault === 'disconnectedAfter') return failure('disconnected');
		if (fault === 'timeoutAfter') return failure('timeout');
		if (fault === 'errorAfter') return status(500);
		if (fault === 'unreadableAfter') return plain('<html>', 201);
		if (fault === 'cutAfter')
			return { ...json(one, 201, headers(clock)), chunks: [], failure: failure('disconnected') };
		return json(one, 201, headers(clock));
	};
	const list: Answerer = async (_, clock) => {
		const fault = lookFaults[looks++] ?? 'none';
		await clock.sleep(takes);
		if (typeof fault === 'object') return fault;
		if (fault !== 'none') return failure(fault);
		const items = voices.filter(({ shownAt }) => shownAt <= clock.now()).reverse();
		return json({ total: items.length, items, has_more: false }, 200, headers(clock));
	};
	const answer: Answerer = async (request, clock) =>
		request.method === 'POST' ? await create(request, clock) : await list(request, clock);
	return { answer, made };
}

describe('checkNewVoice, before anything is sent', () => {
	const samples = (count: number) => Array.from({ length: count }, () => file('x'));
	it.each([
		['no title', anna({ title: '' }), "'Title' is empty"],
		['a title of blanks', anna({ title: ' \n ' }), "'Title' is empty"],
		['no sample', anna({ samples: [] }), 'There is no sample to create a voice from'],
		['21 samples', anna({ samples: samples(21) }), 'There are 21 samples, and Fish Audio takes at most 20'],
		['one transcript too many', anna({ transcripts: ['a', 'b'] }), "'Transcripts' has 2 entries for 1 sample"],
		[
			'one transcript too few',
			anna({ samples: samples(2), transcripts: ['a'] }),
			"'Transcripts' has 1 entry for 2 samples",
		],
		[
			'an empty transcript',
			anna({ samples: samples(2), transcripts: ['a', ' '] }),
			"Transcript 2 in 'Transcripts' is empty",
		],
		['public', anna({ visibility: 'public' as 'private' }), "'Visibility' cannot be 'public'"],
		['another visibility', anna({ visibility: 'secret' as 'private' }), "'Visibility' cannot be 'secret'"],
		[
			'one signature too many',
			anna({ designSignatures: ['s', 't'] }),
			"'Voice Design Signatures' has 2 entries for 1 sample",
		],
		[
			'one signature too few',
			anna({ samples: samples(2), designSignatures: ['s'] }),
			"'Voice Design Signatures' has 1 entry for 2 samples",
		],
		[
			'an empty signature',
			anna({ samples: samples(2), designSignatures: ['s', ' '] }),
			"Signature 2 in 'Voice Design Signatures' is empty",
		],
	])('refuses %s', async (_, wanted, message) => {
		const r = rig([json(voice(), 201)]);
		const error = await failureOf(r.client.voices.create(wanted));
		expect(error).toMatchObject({ kind: 'input', message });
		expect(error.facts.advice).toMatch(/\.$/);
		expect(r.requests).toEqual([]);
	});

	it('accepts values at the limits', () => {
		expect(() => checkNewVoice(anna({ samples: samples(maxSamples) }))).not.toThrow();
		expect(() => checkNewVoice(anna({ transcripts: [] }))).not.toThrow();
		expect(() => checkNewVoice(anna({ designSignatures: [] }))).not.toThrow();
		expect(() =>
			checkNewVoice(anna({ designSignatures: ['s'], coverImage: file('x', 'c.png', 'image/png') })),
		).not.toThrow();
		expect(() => checkNewVoice(anna({ visibility: 'unlist' }))).not.toThrow();
	});
});

describe('what is sent', () => {
	const partsOf = async (wanted: NewVoice) => {
		const r = rig([json(voice(), 201)]);
		await r.client.voices.create(wanted);
		expect(r.asked()).toEqual(['POST /model']);
		return r.requests[0]!.parts;
	};

	it('always has type, train mode, visibility, title and the samples', async () => {
		expect(await partsOf(anna({ title: '  Anna ' }))).toEqual([
			{ name: 'type', value: 'tts' },
			{ name: 'train_mode', value: 'fast' },
			{ name: 'title', value: 'Anna' },
			{ name: 'visibility', value: 'private' },
			{ name: 'voices', value: 'one', fileName: 'a.wav', mimeType: 'audio/wav' },
		]);
	});

	it('has every sample in order with its name and type, every transcript in order, every tag', async () => {
		const parts = await partsOf(
			anna({
				samples: [
					file('first', '1.wav'),
					file('second', 'zwei ä.mp3', 'audio/mpeg'),
					file('third', '3.opus', 'audio/ogg'),
				],
				transcripts: ['eins', 'zwei\n"2"', 'drei'],
				tags: ['ivr', 'english'],
				description: 'A "voice"',
				visibility: 'unlist',
				designSignatures: ['s1', 's2', 's3'],
				coverImage: file('picture', 'c.png', 'image/png'),
				enhanceAudioQuality: false,
				generateSample: true,
			}),
		);
		const valuesOf = (name: string) => parts.filter((part) => part.name === name);
		expect(valuesOf('voices')).toEqual([
			{ name: 'voices', value: 'first', fileName: '1.wav', mimeType: 'audio/wav' },
			{ name: 'voices', value: 'second', fileName: 'zwei ä.mp3', mimeType: 'audio/mpeg' },
			{ name: 'voices', value: 'third', fileName: '3.opus', mimeType: 'audio/ogg' },
		]);
		expect(valuesOf('texts').map(({ value }) => value.replace(/\r\n/g, '\n'))).toEqual(['eins', 'zwei\n"2"', 'drei']);
		expect(valuesOf('tags').map(({ value }) => value)).toEqual(['ivr', 'english']);
		expect(valuesOf('cover_image')).toEqual([
			{ name: 'cover_image', value: 'picture', fileName: 'c.png', mimeType: 'image/png' },
		]);
		const single = ['description', 'visibility', 'enhance_audio_quality', 'generate_sample'];
		expect(single.map((name) => valuesOf(name).map(({ value }) => value))).toEqual([
			['A "voice"'],
			['unlist'],
			['false'],
			['true'],
		]);
		expect(valuesOf('voice_design_signatures').map(({ value }) => value)).toEqual(['s1', 's2', 's3']);
		expect(parts).toHaveLength(3 + 3 + 2 + 1 + 4 + 3 + 3);
	});
});

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

describe('after a failure of unknown outcome', () => {
	it.each<Fault>(['disconnectedAfter', 'timeoutAfter', 'errorAfter', 'unreadableAfter', 'cutAfter'])(
		'%s: takes the created voice',
		async (fault) => {
			const s = server({ faults: [fault] });
			const r = rig(s.answer);
			expect(await r.client.voices.create(anna())).toMatchObject({ _id: s.made()[0]?._id, title: 'Anna' });
			expect(r.asked()).toEqual(['POST /model', 'GET /model']);
			expect(r.requests[1]?.query).toContain('self=true');
			expect(s.made()).toHaveLength(1);
		},
	);

	it.each<Fault>(['disconnectedBefore', 'errorBefore'])('%s: repeats if none was created', async (fault) => {
		const s = server({ faults: [fault] });
		const r = rig(s.answer);
		await r.client.voices.create(anna());
		// Three looks, since a voice may appear late.
		expect(r.asked()).toEqual(['POST /model', 'GET /model', 'GET /model', 'GET /model', 'POST /model']);
		expect(s.made()).toHaveLength(1);
	});

	it.each([failure('timeout'), status(502), status(504)])(
		'never sends another request while the server may still be working on the first',
		async (given) => {
			const r = rig((request, clock) =>
				request.method === 'GET' ? json({ total: 0, items: [] }, 200, dated(clock)) : given,
			);
			const error = await failureOf(r.client.voices.create(anna()));
			expect(error.facts.advice).toContain('may exist');
			expect(r.asked()).toEqual(['POST /model', 'GET /model', 'GET /model', 'GET /model']);
		},
	);

	it.each(['public', 'unlist', undefined])(
		'takes the created voice even if its visibility is %s, and creates no second one',
		async (visibility) => {
			const s = server({ faults: ['disconnectedAfter'], makes: { visibility } });
			const r = rig(s.answer);
			expect(await r.client.voices.create(anna())).toMatchObject({ _id: s.made()[0]?._id });
			expect(r.asked()).toEqual(['POST /model', 'GET /model']);
			expect(s.made()).toHaveLength(1);
		},
	);

	it('takes the created voice if the server writes times without a time zone', async () => {
		const s = server({
			faults: ['disconnectedAfter'],
			makes: { created_at: new Date(noon + 100).toISOString().replace('Z', '321') },
		});
		await rig(s.answer).client.voices.create(anna());
		expect(s.made()).toHaveLength(1);
	});

	it('finds a voice of two samples, whatever examples the server lists for it', async () => {
		const s = server({ faults: ['disconnectedAfter'] });
		const r = rig(s.answer);
		await r.client.voices.create(anna({ samples: [file('a'), file('b')], generateSample: true }));
		expect(s.made()).toHaveLength(1);
		expect(r.asked()).toEqual(['POST /model', 'GET /model']);
	});

	it('compares the trimmed title', async () => {
		const s = server({ faults: ['disconnectedAfter'] });
		await rig(s.answer).client.voices.create(anna({ title: ' Anna ' }));
		expect(s.made()).toHaveLength(1);
	});

	it("finds it by the server's clock, however far off ours, and by ours if the server sends no date", async () => {
		for (const clock of [
			{ clockOff: -86_400_000 },
			{ clockOff: 86_400_000 },
			{ tellsDate: false },
			{ tellsDate: false, clockOff: -30_000 },
		]) {
			const s = server({ faults: ['timeoutAfter'], ...clock });
			await rig(s.answer).client.voices.create(anna());
			expect(s.made()).toHaveLength(1);
		}
	});

	it.each([
		['takes', 2_000, 1],
		['does not take', 3_001, 2],
	])('%s a voice that was created %i ms before the server says the request began', async (_, before, count) => {
		const s = server({
			faults: ['disconnectedAfter', 'none'],
			makes: { created_at: new Date(noon - before).toISOString() },
		});
		await rig(s.answer).client.voices.create(anna());
		expect(s.made()).toHaveLength(count);
	});

	const older = (over: Record<string, unknown>) =>
		voice({ _id: 'f'.repeat(32), samples: [{}], created_at: '2026-08-01T12:00:00.000Z', ...over });
	it.each([
		['older', { created_at: '2026-08-01T11:59:50.000Z' }],
		['of another title', { title: 'Anna 2' }],
		['of no readable date', { created_at: 'yesterday' }],
	])('does not take a voice %s', async (_, over) => {
		const s = server({ faults: ['disconnectedBefore'], existing: [older(over)] });
		const made = await rig(s.answer).client.voices.create(anna());
		expect(made._id).not.toBe('f'.repeat(32));
		expect(s.made()).toHaveLength(1);
	});

	it('does not take a voice that somebody else created while this request waited for its slot', async () => {
		const theirs = older({ created_at: '2026-08-01T12:01:00.000Z' });
		const s = server({ faults: ['disconnectedBefore'], existing: [theirs] });
		let first = true;
		const r = rig(
			async (request, clock) => {
				if (!first) return await s.answer(request, clock);
				first = false;
				return { ...json(voice()), delay: 200_000 };
			},
			{ concurrency: 1 },
		);
		const before = r.client.voices.get('e'.repeat(32));
		const made = await r.client.voices.create(anna());
		await before;
		expect(made._id).not.toBe('f'.repeat(32));
	});

	it('finds it even if the look takes long because it waits for its slot or is repeated', async () => {
		const s = server({
			faults: ['disconnectedAfter'],
			lookFaults: ['disconnected', status(503, { 'retry-after': '30' })],
		});
		const r = rig(s.answer);
		await r.client.voices.create(anna());
		expect(s.made()).toHaveLength(1);
	});

	it('looks again before each repeat, whatever failed: the voice may appear late', async () => {
		// The first look comes too early; after the 429 it looks again.
		const s = server({ faults: ['disconnectedAfter', 'busy'], listDelay: 1500 });
		const r = rig(s.answer);
		await r.client.voices.create(anna());
		expect(s.made()).toHaveLength(1);
	});

	it('finds a voice that appears some seconds late', async () => {
		const s = server({ faults: ['disconnectedAfter'], listDelay: 5000 });
		const r = rig(s.answer);
		await r.client.voices.create(anna());
		expect(s.made()).toHaveLength(1);
		expect(r.asked().filter((asked) => asked === 'POST /model')).toHaveLength(1);
	});

	it('takes the voice of its first try, even after further tries', async () => {
		const s = server({ faults: ['disconnectedAfter', 'disconnectedBefore'], listDelay: 19_000, takes: 3000 });
		const r = rig(s.answer);
		await r.client.voices.create(anna());
		expect(r.asked().filter((asked) => asked === 'POST /model')).toHaveLength(2);
		expect(s.made()).toHaveLength(1);
	});

	it('says that the voice may exist when the look fails', async () => {
		const s = server({ faults: ['disconnectedAfter'], lookFaults: [status(401)] });
		const r = rig(s.answer);
		const error = await failureOf(r.client.voices.create(anna()));
		expect(error.facts.advice).toContain('may exist');
		expect(r.asked()).toEqual(['POST /model', 'GET /model']);
	});

	it('says that the voice may exist when the tries are used up', async () => {
		const s = server({ faults: Array<Fault>(5).fill('disconnectedBefore') });
		const r = rig(s.answer);
		const error = await failureOf(r.client.voices.create(anna()));
		expect(error.kind).toBe('disconnected');
		expect(error.facts.advice).toContain('may exist');
		expect(r.asked().filter((asked) => asked === 'POST /model')).toHaveLength(5);
		expect(r.asked().at(-1)).toBe('GET /model');
	});

	it('says that the voice may exist when a refusal follows', async () => {
		const script: Answerer = (request, clock) => {
			if (request.method === 'GET') return json({ total: 0, items: [] }, 200, dated(clock));
			return request.number === 1 ? failure('disconnected') : status(402);
		};
		const error = await failureOf(rig(script).client.voices.create(anna()));
		expect(error).toMatchObject({ kind: 'outOfCredit', facts: { status: 402 } });
		expect(error.facts.advice).toMatch(/may exist.*API credit/s);
	});

	it('adds nothing to the error of an execution that was stopped', async () => {
		const stop = failure('cancelled');
		const r = rig((request) => (request.method === 'POST' ? failure('timeout') : stop));
		await expect(r.client.voices.create(anna())).rejects.toBe(stop);
	});

	it('sends nothing more when the execution is stopped after a failure', async () => {
		const stop = failure('cancelled');
		const nothing = json({ total: 0, items: [] });
		const r = rig([failure('disconnected'), nothing, nothing, nothing, stop]);
		await expect(r.client.voices.create(anna())).rejects.toBe(stop);
		expect(r.asked()).toEqual(['POST /model', 'GET /model', 'GET /model', 'GET /model', 'POST /model']);
	});

	it('is tried once and looked for once with maxTries 1', async () => {
		const s = server({ faults: ['disconnectedAfter'] });
		const r = rig(s.answer, { maxTries: 1 });
		expect((await r.client.voices.create(anna()))._id).toBe(s.made()[0]?._id);
		expect(r.asked()).toEqual(['POST /model', 'GET /model']);
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
					tellsDate: fc.boolean(),
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
