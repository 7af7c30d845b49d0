import fc from 'fast-check';

import { checkAudio } from '../../fishAudio/audioCheck.ts';
import { createTimedAudio, type Word } from '../../fishAudio/timedSpeech.ts';
import { failureOf, inPieces } from '../support/scriptedSend.mts';
import { wav } from './fixtures.mts';

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
	alignment: segments ? { segments: segments.map(([text, start, end]) => ({ text, start, end })), audio_duration: 1 } : null,
	chunk_seq: chunk,
	chunk_audio_offset_sec: offset,
});

const stream = (events: unknown[]): Buffer => Buffer.from(events.map((event) => `event: message\ndata: ${JSON.stringify(event)}\n\n`).join(''));

async function read(bytes: Uint8Array, ...sizes: number[]): Promise<{ audio: string; words: Word[] }> {
	const timed = createTimedAudio();
	const chunks: Uint8Array[] = [];
	const source = (async function* () {
		yield* inPieces(bytes, ...sizes);
	})();
	for await (const chunk of timed.step(source)) chunks.push(chunk);
	return { audio: Buffer.concat(chunks).toString(), words: timed.words() };
}

const wordsOf = async (...events: Given[]): Promise<Segment[]> =>
	(await read(stream(events.map(payload)))).words.map(({ text, start, end }) => [text, start, end]);

describe('the audio', () => {
	it('is that of all events in the order they came in, whatever their chunk', async () => {
		const events = [{ audio: 'one' }, { audio: 'two', chunk: 1 }, { audio: '', chunk: 1 }, { audio: 'three' }];
		expect((await read(stream(events.map(payload)))).audio).toBe('onetwothree');
	});

	it('comes as it arrives, and never as nothing', async () => {
		const order: string[] = [];
		async function* slow(): AsyncGenerator<Uint8Array> {
			for (const audio of ['one', '', 'two']) {
				order.push(`sent ${audio}`);
				yield stream([payload({ audio })]);
			}
		}
		for await (const chunk of createTimedAudio().step(slow())) order.push(`read ${Buffer.from(chunk).toString()}`);
		expect(order).toEqual(['sent one', 'read one', 'sent ', 'sent two', 'read two']);
	});

	it('and the words are the same however the answer is cut', async () => {
		const bytes = stream([
			payload({ audio: 'ab', content: 'Grüße 漢字', segments: [['Grüße', 0, 0.4], ['漢', 0.5, 0.6]] }),
			payload({ audio: 'cde', content: 'Grüße 漢字', segments: [['Grüße', 0, 0.4], ['漢', 0.5, 0.6], ['字', 0.6, 0.8]] }),
		]);
		const whole = await read(bytes);
		expect(whole.words).toHaveLength(3);
		await fc.assert(
			fc.asyncProperty(fc.array(fc.integer({ min: 1, max: 60 }), { minLength: 1, maxLength: 6 }), async (sizes) => {
				expect(await read(bytes, ...sizes)).toEqual(whole);
			}),
			{ examples: [[[1]]] },
		);
	});

	it('can be checked behind it', async () => {
		const sound = wav({ seconds: 1 });
		const pieces = inPieces(sound, 1000).map((piece) => ({ ...payload({}), audio_base64: Buffer.from(piece).toString('base64') }));
		const timed = createTimedAudio();
		const check = checkAudio({ format: 'wav', sampleRate: 8_000, length: undefined, contentType: undefined });
		const passed: Uint8Array[] = [];
		for await (const chunk of check.step(timed.step((async function* () {
			yield* inPieces(stream(pieces), 700);
		})()))) passed.push(chunk);
		expect(Buffer.concat(passed).equals(sound)).toBe(true);
		expect(check.facts()?.seconds).toBeCloseTo(1, 9);
	});
});

describe('an event that is not as promised', () => {
	const event = payload({ audio: 'one', segments: [['a', 0, 1]] });
	const segment = (over: Record<string, unknown>) => ({ ...event, alignment: { segments: [{ text: 'a', start: 0, end: 1, ...over }], audio_duration: 1 } });
	it.each<[string, unknown]>([
		['is a list', [event]],
		['is null', null],
		['has no audio', { ...event, audio_base64: undefined }],
		['has audio that is a number', { ...event, audio_base64: 1 }],
		['has audio with a wrong sign', { ...event, audio_base64: 'QUJ*' }],
		['has audio with a space', { ...event, audio_base64: 'QUJD QUJD' }],
		['has audio that is cut', { ...event, audio_base64: 'QUJDR' }],
		['has no content', { ...event, content: undefined }],
		['has no alignment', { ...event, alignment: undefined }],
		['has an alignment without segments', { ...event, alignment: { audio_duration: 1 } }],
		['has no chunk', { ...event, chunk_seq: undefined }],
		['has half a chunk', { ...event, chunk_seq: 0.5 }],
		['has no offset', { ...event, chunk_audio_offset_sec: undefined }],
		['has a segment that is a text', { ...event, alignment: { segments: ['a'], audio_duration: 1 } }],
		['has a segment without a text', segment({ text: undefined })],
		['has a segment without a start', segment({ start: undefined })],
		['has a segment with an end in words', segment({ end: '1' })],
	])('%s: is told, and not paid for again', async (_, bad) => {
		const error = await failureOf(read(stream([event, bad])));
		expect([error.kind, error.message]).toEqual(['badAnswer', 'The answer of Fish Audio could not be understood']);
		expect(error.facts.advice).toBeDefined();
	});

	it.each([
		['is no JSON', 'data: Internal Server Error\n\n', 'incomplete'],
		['has an endless time', `data: ${JSON.stringify(segment({ end: 7 })).replace('7', '1e999')}\n\n`, 'badAnswer'],
		['is cut off', stream([event]).toString().slice(0, -9), 'incomplete'],
	])('%s: is told, too', async (_, text, kind) => {
		expect((await failureOf(read(Buffer.from(text)))).kind).toBe(kind);
	});

	it('is none of those that are', async () => {
		expect((await read(stream([event, event]))).audio).toBe('oneone');
	});
});

describe('the words', () => {
	it('are those told last of each chunk, with the times of the whole audio', async () => {
		expect(
			await wordsOf(
				{ chunk: 0, segments: [['Hello', 0, 0.3]] },
				{ chunk: 1, offset: 2, segments: [['How', 0.1, 0.3], ['are', 0.3, 0.4]] },
				{ chunk: 0, segments: [['Hello', 0, 0.42], ['there.', 0.42, 0.86]] },
				{ chunk: 1, offset: 2.5, segments: [['How', 0.1, 0.25]] },
			),
		).toEqual([['Hello', 0, 0.42], ['there.', 0.42, 0.86], ['How', 2.6, 2.75]]);
	});

	it('stay what they were when nothing is told of a chunk', async () => {
		expect(await wordsOf({ segments: [['Hello', 0, 0.3]] }, {})).toEqual([['Hello', 0, 0.3]]);
	});

	it('are held but once, however often a chunk is told anew', async () => {
		const text = 'a'.repeat(2_000_000);
		const words = await wordsOf(...Array.from({ length: 20 }, (): Parameters<typeof wordsOf>[0] => ({ segments: [[text, 0, 1]] })));
		expect(words.map(([{ length }]) => length)).toEqual([text.length]);
	});

	it('are in the order of the chunks', async () => {
		const words = await wordsOf({ chunk: 10, offset: 9, segments: [['c', 0, 1]] }, { chunk: 9, offset: 4, segments: [['b', 0, 1]] }, { chunk: 0, segments: [['a', 0, 1]] });
		expect(words.map(([text]) => text)).toEqual(['a', 'b', 'c']);
	});

	it('never go back in time, or begin before it', async () => {
		expect(await wordsOf({ segments: [['a', -0.2, 0.1], ['b', 0.5, 0.4], ['c', 0.3, 0.6], ['d', -1, -0.5]] })).toEqual([
			['a', 0, 0.1],
			['b', 0.5, 0.5],
			['c', 0.5, 0.6],
			['d', 0.5, 0.5],
		]);
		const time = fc.double({ min: -3, max: 9, noNaN: true });
		const given = fc.array(fc.record({ chunk: fc.nat(4), offset: time, segments: fc.array(fc.tuple(fc.constantFrom('a', 'b'), time, time)) }));
		await fc.assert(
			fc.asyncProperty(given, async (events) => {
				let now = 0;
				for (const [, start, end] of await wordsOf(...events)) {
					expect(start).toBeGreaterThanOrEqual(now);
					expect(end).toBeGreaterThanOrEqual(start);
					now = start;
				}
			}),
		);
	});

	it('are none where nothing is told', async () => {
		expect(await wordsOf({ audio: 'one' })).toEqual([]);
		expect(await wordsOf({ segments: [[' ', 0, 1], ['', 0, 1]] })).toEqual([]);
	});

	it.each<[string, string, string[], string[]]>([
		['words', 'Hello there. You', ['Hello', 'there.', 'You'], ['Hello', 'there.', 'You']],
		['words, one with a stray space', 'Hello there. You', ['Hello', 'there.\n', 'You'], ['Hello', 'there.', 'You']],
		['words with their spaces', 'Hello there. You', ['Hello ', 'there. ', 'You'], ['Hello', 'there.', 'You']],
		['parts of words with the spaces before them', 'Hello there.', ['Hel', 'lo', ' the', 're', '.'], ['Hello', 'there.']],
		['letters', 'Hi you', ['H', 'i', ' ', 'y', 'o', 'u'], ['Hi', 'you']],
		['letters of a single word', 'Hi', ['H', 'i'], ['Hi']],
		['characters of Chinese', '我有iOS。', ['我', '有', 'i', 'O', 'S', '。'], ['我', '有', 'iOS', '。']],
		['words of a text that is read otherwise', '12 cats', ['twelve', 'cats'], ['twelve', 'cats']],
		['a phrase', '[happy] Hello there', [' Hello  there '], ['Hello there']],
	])('may be told as %s', async (_, content, segments, words) => {
		const found = await wordsOf({ content, segments: segments.map((text, at) => [text, at, at + 1]) });
		expect(found.map(([text]) => text)).toEqual(words);
		for (const [, start, end] of found) expect(end).toBeGreaterThan(start);
	});

	it('of several parts last from the first to the last', async () => {
		expect(await wordsOf({ content: 'Hi.', segments: [['H', 0, 0.1], ['i', 0.1, 0.3], ['.', 0.3, 0.4]] })).toEqual([['Hi.', 0, 0.4]]);
	});
});
