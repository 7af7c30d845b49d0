import fc from 'fast-check';

import { checkAudio } from '../../../audio/check/checkAudio.ts';
import { FishAudioError } from '../../../fishAudio/errors.ts';
import { createTimedAudio, type TimedAudio } from '../../../fishAudio/speech/timedSpeech.ts';
import type { Word } from '../../../text/word.ts';
import { inPieces } from '../../support/scripted/pieces.mts';
import { failureOf } from '../../support/scripted/rig.mts';
import { wav } from '../../support/sounds.mts';

type Segment = [text: string, start: number, end: number];

interface Given {
	audio?: string;
	content?: string;
	segments?: Segment[];
	chunk?: number;
	offset?: number;
}

const base64 = (text: string): string => Buffer.from(text).toString('base64');

const payload = ({ audio = '', content = '', segments, chunk = 0, offset = 0 }: Given): Record<string, unknown> => ({
	audio_base64: base64(audio),
	content,
	alignment: segments
		? { segments: segments.map(([text, start, end]) => ({ text, start, end })), audio_duration: 1 }
		: null,
	chunk_seq: chunk,
	chunk_audio_offset_sec: offset,
});

const asEvent = (event: unknown): string =>
	`event: message\ndata: ${typeof event === 'string' ? event : JSON.stringify(event)}\n\n`;

const stream = (events: unknown[]): Buffer => Buffer.from(events.map(asEvent).join(''));

/** Reads speech of a text. What the API sends instead of audio becomes the message of the error. */
const timedAudio = (text: string, model = 's2.1-pro'): TimedAudio =>
	createTimedAudio({ text, model, failureOf: (text) => new FishAudioError('refused', text) });

async function read(bytes: Uint8Array, { text = '', sizes = [] }: { text?: string; sizes?: number[] } = {}) {
	const timed = timedAudio(text);
	const chunks: Uint8Array[] = [];
	const source = (async function* () {
		yield* inPieces(bytes, ...sizes);
	})();
	for await (const chunk of timed.step(source)) chunks.push(chunk);
	return { audio: Buffer.concat(chunks).toString(), ...timed.words() };
}

const asSegments = (words: Word[]): Segment[] => words.map(({ text, start, end }) => [text, start, end]);

/** The words of a text with the times in these events. */
const wordsOf = async (text: string, ...events: Given[]): Promise<Segment[]> =>
	asSegments((await read(stream(events.map((event) => payload({ audio: 'a', ...event }))), { text })).words);

describe('the audio', () => {
	it('is that of all events in their order, whatever their chunk', async () => {
		const events = [{ audio: 'one' }, { audio: 'two', chunk: 1 }, { audio: '', chunk: 1 }, { audio: 'three' }];
		expect((await read(stream(events.map(payload)))).audio).toBe('onetwothree');
	});

	it('is passed on as it arrives, and never empty', async () => {
		const order: string[] = [];
		async function* slow(): AsyncGenerator<Uint8Array> {
			for (const audio of ['one', '', 'two']) {
				order.push(`sent ${audio}`);
				yield stream([payload({ audio })]);
			}
		}
		for await (const chunk of timedAudio('').step(slow())) order.push(`read ${Buffer.from(chunk).toString()}`);
		expect(order).toEqual(['sent one', 'read one', 'sent ', 'sent two', 'read two']);
	});

	it('and the words are the same however the answer is cut', async () => {
		const text = 'Grüße, 漢字';
		const bytes = stream([
			payload({
				audio: 'ab',
				content: text,
				segments: [
					['Grüße', 0, 0.4],
					['漢', 0.5, 0.6],
				],
			}),
			payload({
				audio: 'cde',
				content: text,
				segments: [
					['Grüße', 0, 0.4],
					['漢', 0.5, 0.6],
					['字', 0.6, 0.8],
				],
			}),
		]);
		const whole = await read(bytes, { text });
		expect(asSegments(whole.words)).toEqual([
			['Grüße,', 0, 0.4],
			['漢', 0.5, 0.6],
			['字', 0.6, 0.8],
		]);
		await fc.assert(
			fc.asyncProperty(fc.array(fc.integer({ min: 1, max: 60 }), { minLength: 1, maxLength: 6 }), async (sizes) => {
				expect(await read(bytes, { text, sizes })).toEqual(whole);
			}),
			{ examples: [[[1]]] },
		);
	});

	it('can be checked afterwards', async () => {
		const sound = wav({ seconds: 1 });
		const pieces = inPieces(sound, 1000).map((piece) => ({
			...payload({}),
			audio_base64: Buffer.from(piece).toString('base64'),
		}));
		const timed = timedAudio('');
		const check = checkAudio({ format: 'wav', sampleRate: 8_000, length: undefined, contentType: undefined });
		const passed: Uint8Array[] = [];
		for await (const chunk of check.step(
			timed.step(
				(async function* () {
					yield* inPieces(stream(pieces), 700);
				})(),
			),
		))
			passed.push(chunk);
		expect(Buffer.concat(passed).equals(sound)).toBe(true);
		expect(check.facts()?.seconds).toBeCloseTo(1, 9);
	});

	it('is read from JSON in any notation', async () => {
		const spaced = `{ "chunk_seq" : 0 , "audio_base64" :\t"${base64('one')}" }`;
		const escaped = JSON.stringify({ audio_base64: Buffer.from([255, 255, 255]).toString('base64') }).replaceAll(
			'/',
			'\\/',
		);
		const timed = timedAudio('');
		const found: Buffer[] = [];
		for await (const chunk of timed.step(
			(async function* () {
				yield stream([spaced, escaped, { content: '"audio_base64":"QUJD"', audio_base64: base64('two') }]);
			})(),
		))
			found.push(Buffer.from(chunk));
		expect(found).toEqual([Buffer.from('one'), Buffer.from([255, 255, 255]), Buffer.from('two')]);
	});
});

describe('fields that are not needed may be missing or have another form', () => {
	const text = 'Yes you.';
	const event = payload({
		audio: 'one',
		content: text,
		segments: [
			['Yes', 0, 1],
			['you', 1, 2],
		],
	});
	const times: Segment[] = [
		['Yes', 0, 1],
		['you.', 1, 2],
	];
	const alignment = (segments: unknown) => ({ ...event, audio_base64: base64('two'), alignment: { segments } });
	it.each<[string, string, string, Segment[]]>([
		['the end is announced', 'data: [DONE]\n\n', 'one', times],
		['a comment', ': alive\n\n', 'one', times],
		['an event of another name', 'event: ping\ndata: alive\n\n', 'one', times],
		['an event of another name with JSON', 'event: usage\ndata: {"bytes":8}\n\n', 'one', times],
		[
			'an event of another name with sound',
			`event: audio\ndata: {"audio_base64":"${base64('two')}"}\n\n`,
			'onetwo',
			times,
		],
		['an event that is a list', asEvent([1]), 'one', times],
		['an event that is null', asEvent(null), 'one', times],
		['no audio', asEvent({ ...event, audio_base64: undefined }), 'one', times],
		['null for audio', asEvent({ ...event, audio_base64: null }), 'one', times],
		['a number for audio', asEvent({ ...event, audio_base64: 1 }), 'one', times],
		['no alignment', asEvent({ ...event, audio_base64: base64('two'), alignment: undefined }), 'onetwo', times],
		['null for alignment', asEvent({ ...event, audio_base64: base64('two'), alignment: null }), 'onetwo', times],
		[
			'an alignment without segments',
			asEvent({ ...event, audio_base64: base64('two'), alignment: {} }),
			'onetwo',
			times,
		],
		['an empty list of segments', asEvent(alignment([])), 'onetwo', times],
		[
			'no content',
			asEvent({
				...alignment([
					{ text: 'Yes', start: 0, end: 1 },
					{ text: 'you', start: 1, end: 2 },
				]),
				content: undefined,
			}),
			'onetwo',
			times,
		],
		['no chunk', asEvent({ ...event, audio_base64: base64('two'), chunk_seq: undefined }), 'onetwo', times],
		[
			'no offset',
			asEvent({ ...event, audio_base64: base64('two'), chunk_audio_offset_sec: undefined }),
			'onetwo',
			times,
		],
		[
			'invalid segments',
			asEvent(
				alignment([
					'a',
					null,
					7,
					{},
					{ text: 'Yes', start: 0 },
					{ text: 'Yes', start: '0', end: 1 },
					{ text: 'Yes', start: 0, end: 1 },
					{ text: 'you', start: 1, end: 2 },
				]),
			),
			'onetwo',
			times,
		],
	])('%s', async (_, more, audio, words) => {
		const found = await read(Buffer.concat([stream([event]), Buffer.from(more)]), { text });
		expect([found.audio, asSegments(found.words), found.untimed]).toEqual([audio, words, undefined]);
	});

	it('no word has a time if no event has any', async () => {
		const found = await read(
			stream([{ audio_base64: base64('one') }, { audio_base64: base64('two'), alignment: 'soon', chunk_seq: 'x' }]),
			{ text },
		);
		expect(found).toEqual({ audio: 'onetwo', words: [], untimed: { count: 2, first: 'Yes' } });
	});

	it('chunks without a number are distinguished by their texts', async () => {
		const chunk = (content: string, offset: number) => ({
			...payload({ audio: 'a', content, offset, segments: [[content, 0, 1]] }),
			chunk_seq: undefined,
		});
		expect(asSegments((await read(stream([chunk('One.', 0), chunk('Two.', 5)]), { text: 'One. Two.' })).words)).toEqual(
			[
				['One.', 0, 1],
				['Two.', 5, 6],
			],
		);
	});

	it('a chunk without an offset follows the previous one', async () => {
		const chunk = (content: string, number: number) => ({
			...payload({ audio: 'a', content, chunk: number, segments: [[content, 0, 1]] }),
			chunk_audio_offset_sec: null,
		});
		expect(asSegments((await read(stream([chunk('One.', 0), chunk('Two.', 1)]), { text: 'One. Two.' })).words)).toEqual(
			[
				['One.', 0, 1],
				['Two.', 1, 2],
			],
		);
	});
});

describe('broken audio', () => {
	const event = payload({ audio: 'one', content: 'a', segments: [['a', 0, 1]] });
	it.each<[string, string]>([
		['has a wrong sign', asEvent({ ...event, audio_base64: 'QUJ*' })],
		['has a space', asEvent({ ...event, audio_base64: 'QUJD QUJD' })],
		['is cut', asEvent({ ...event, audio_base64: 'QUJDR' })],
		['is not JSON', 'data: Internal Server Error\n\n'],
		['is cut off inside its event', stream([event]).toString().slice(0, -9)],
		['is cut off inside the audio', stream([event]).toString().slice(0, 40)],
	])('%s: is incomplete', async (_, bad) => {
		const error = await failureOf(read(Buffer.concat([stream([event]), Buffer.from(bad)])));
		expect(error.kind).toBe('incomplete');
		expect(error.facts.advice).toBeDefined();
	});

	it.each<[string, unknown[]]>([
		['has another name', [{ audio: base64('one'), content: 'a' }]],
		['is missing beside its text', [payload({ content: 'a', segments: [['a', 0, 1]] })]],
	])('%s: is an answer of another form, which is not requested again', async (_, events) => {
		expect((await failureOf(read(stream(events)))).kind).toBe('badAnswer');
	});
});

describe('an error instead of speech', () => {
	it.each<[string, string, string]>([
		[
			'of that name',
			'event: error\ndata: {"message":"Too much","status":500}\n\n',
			'{"message":"Too much","status":500}',
		],
		['in plain words', 'event: error\ndata: Too much\n\n', 'Too much'],
		['without a name', 'data: {"message":"Too much"}\n\n', '{"message":"Too much"}'],
		['inside of an object', 'data: {"error":{"code":"x"}}\n\n', '{"error":{"code":"x"}}'],
		['in detail', 'data: {"detail":"Too much"}\n\n', '{"detail":"Too much"}'],
	])('%s is passed on in its own words, before and after audio', async (_, event, message) => {
		const sound = stream([payload({ audio: 'one' })]);
		for (const bytes of [Buffer.from(event), Buffer.concat([sound, Buffer.from(event), sound])]) {
			expect(await failureOf(read(bytes))).toMatchObject({ kind: 'refused', message });
		}
	});
});

describe('the words', () => {
	it('are those of the last event of each chunk, with the times of the whole audio', async () => {
		expect(
			await wordsOf(
				'Hello there. How',
				{ chunk: 0, segments: [['Hello', 0, 0.3]] },
				{
					chunk: 1,
					offset: 2,
					segments: [
						['How', 0.1, 0.3],
						['are', 0.3, 0.4],
					],
				},
				{
					chunk: 0,
					segments: [
						['Hello', 0, 0.42],
						['there', 0.42, 0.86],
					],
				},
				{ chunk: 1, offset: 2.5, segments: [['How', 0.1, 0.25]] },
			),
		).toEqual([
			['Hello', 0, 0.42],
			['there.', 0.42, 0.86],
			['How', 2.6, 2.75],
		]);
	});

	it('are held once, however often a chunk is sent again', async () => {
		const text = 'a'.repeat(200_000);
		const words = await wordsOf(text, ...Array.from({ length: 20 }, (): Given => ({ segments: [[text, 0, 1]] })));
		expect(words.map(([{ length }]) => length)).toEqual([text.length]);
	});

	describe('as JSON', () => {
		const megabyte = 'a'.repeat(1024 * 1024);
		async function* chunksOf(count: number): AsyncGenerator<Uint8Array> {
			for (let chunk = 0; chunk < count; chunk++)
				yield stream([payload({ audio: 'a', chunk, segments: [[megabyte, 0, 1]] })]);
		}
		const read = async (count: number): Promise<number> => {
			let bytes = 0;
			for await (const audio of timedAudio('a').step(chunksOf(count))) bytes += audio.length;
			return bytes;
		};

		it('take at most 32 MB', async () => {
			expect(await read(31)).toBe(31);
			expect((await failureOf(read(32))).kind).toBe('badAnswer');
			expect((await failureOf(read(Infinity))).kind).toBe('badAnswer');
		});
	});

	it('are in the order of the chunks', async () => {
		const words = await wordsOf(
			'a b c',
			{ chunk: 10, offset: 9, segments: [['c', 0, 1]] },
			{ chunk: 9, offset: 4, segments: [['b', 0, 1]] },
			{ chunk: 0, segments: [['a', 0, 1]] },
		);
		expect(words).toEqual([
			['a', 0, 1],
			['b', 4, 5],
			['c', 9, 10],
		]);
	});

	it('have times that never decrease and are never negative', async () => {
		const time = fc.double({ min: -3, max: 9, noNaN: true });
		const given = fc.array(
			fc.record({
				chunk: fc.nat(4),
				offset: time,
				segments: fc.array(fc.tuple(fc.constantFrom('a', 'b'), time, time)),
			}),
		);
		await fc.assert(
			fc.asyncProperty(given, async (events) => {
				let now = 0;
				for (const [, start, end] of await wordsOf('a b b a a b', ...events)) {
					expect(start).toBeGreaterThanOrEqual(now);
					expect(end).toBeGreaterThanOrEqual(start);
					now = end;
				}
			}),
		);
	});

	it('do not include cues of the model', async () => {
		const content = 'Hello [sigh] there.';
		expect(
			await wordsOf('[happy] Hello [sigh] there.', {
				content,
				segments: [
					['Hello', 0, 1],
					['there', 2, 3],
				],
			}),
		).toEqual([
			['Hello', 0, 1],
			['there.', 2, 3],
		]);
	});
});
