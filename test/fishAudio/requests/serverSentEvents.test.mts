import fc from 'fast-check';

import { longestEvent, readEvents } from '../../../fishAudio/requests/serverSentEvents.ts';
import { failure } from '../../support/scripted/answers.mts';
import { inPieces } from '../../support/scripted/pieces.mts';
import { failureOf } from '../../support/scripted/rig.mts';

async function* given(chunks: Uint8Array[]): AsyncGenerator<Uint8Array> {
	yield* chunks;
}

async function eventsOf(...chunks: Array<Uint8Array | string>): Promise<string[]> {
	const found: string[] = [];
	for await (const { data } of readEvents(given(chunks.map((chunk) => Buffer.from(chunk)))))
		found.push(data.toString());
	return found;
}

describe('events', () => {
	it.each<[string, string, string[]]>([
		['two', 'data: a\n\ndata: b\n\n', ['a', 'b']],
		['with carriage returns', 'data: a\r\rdata: b\r\r', ['a', 'b']],
		['with both line ends', 'data: a\r\n\r\ndata: b\r\n\r\n', ['a', 'b']],
		['with all line ends mixed', 'data: a\r\n\ndata: b\r\r\ndata: c\n\r', ['a', 'b', 'c']],
		['of several lines', 'data: a\ndata: b\ndata:\ndata: c\n\n', ['a\nb\n\nc']],
		['of no data', 'data\n\ndata:\n\n', ['', '']],
		['with a second space, which belongs to the data', 'data:  a\n\ndata:b\n\n', [' a', 'b']],
		['with colons', 'data: {"a":1}\n\n', ['{"a":1}']],
		[
			'between comments and other fields',
			': alive\nevent: message\nid: 7\nretry: 10\ndata: a\n: again\nother\ndatabase: no\n\n',
			['a'],
		],
		['after a byte order mark', '\ufeffdata: a\n\n', ['a']],
		['none, of comments and blank lines', ': alive\n\n\n\nevent: ping\n\n', []],
		['none, of nothing', '', []],
		['that the end cuts off', 'data: a\n\ndata: {"b', ['a', '{"b']],
		['that ends without a blank line', 'data: a\r', ['a']],
		['that ends without a line end', 'event: message\ndata: a', ['a']],
	])('%s', async (_, text, data) => {
		expect(await eventsOf(text)).toEqual(data);
	});

	it('do not depend on how the chunks are cut, even inside characters and line ends', async () => {
		const line = fc.oneof(
			fc.string({ unit: 'grapheme', maxLength: 8 }).map((text) => `data: ${text.replace(/[\r\n]/g, '')}`),
			fc.constantFrom('', '', ': alive', 'event: message', 'data', 'data:é漢😀'),
		);
		const text = fc
			.array(fc.tuple(line, fc.constantFrom('\n', '\r', '\r\n')), { maxLength: 12 })
			.map((lines) => lines.flat().join(''));
		await fc.assert(
			fc.asyncProperty(
				text,
				fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 5 }),
				async (whole, sizes) => {
					expect(await eventsOf(...inPieces(Buffer.from(whole), ...sizes))).toEqual(await eventsOf(whole));
				},
			),
			{ examples: [['data: a\r\n\r\ndata: 漢\r\r\n', [1]]] },
		);
	});

	it('ignore empty chunks, even between a carriage return and its line feed', async () => {
		expect(await eventsOf('data: a\r', '', '\ndata: b\r', '\n', '\r', '', '\n')).toEqual(['a\nb']);
	});

	it.each<[string, string, string[]]>([
		['message without one', 'data: a\n\n', ['message']],
		['its own', 'event: error\ndata: a\n\ndata: b\n\n', ['error', 'message']],
		['the last of several', 'data: a\nevent: one\nevent:two\n\n', ['two']],
		['not that of an earlier event', 'event: ping\n\ndata: a\n\n', ['message']],
		['message if it is empty', 'event\ndata: a\n\n', ['message']],
	])('have a name: %s', async (_, text, names) => {
		const found: string[] = [];
		for await (const { name } of readEvents(given([Buffer.from(text)]))) found.push(name);
		expect(found).toEqual(names);
	});

	it('come as they arrive', async () => {
		const order: string[] = [];
		async function* slow(): AsyncGenerator<Uint8Array> {
			for (const name of ['a', 'b']) {
				order.push(`sent ${name}`);
				yield Buffer.from(`data: ${name}\n\n`);
			}
		}
		for await (const { data } of readEvents(slow())) order.push(`read ${data.toString()}`);
		expect(order).toEqual(['sent a', 'read a', 'sent b', 'read b']);
	});
});

describe('an event without an end', () => {
	async function readEndless(chunk: string): Promise<number> {
		let sent = 0;
		async function* endless(): AsyncGenerator<Uint8Array> {
			for (;;) {
				sent += chunk.length;
				yield Buffer.from(chunk);
			}
		}
		const read = async (): Promise<void> => {
			for await (const _ of readEvents(endless()));
		};
		const error = await failureOf(read());
		expect(error.kind).toBe('badAnswer');
		expect(error.message).toBe('The answer of Fish Audio is too large to be right');
		return sent;
	}

	it.each([
		['of one line', 'a'.repeat(1_000_000)],
		['of many lines', `data: ${'a'.repeat(1_000_000)}\n`],
	])('%s ends with an error', async (_, chunk) => {
		expect(await readEndless(chunk)).toBeLessThan(longestEvent + 3_000_000);
	});

	it('is neither a long event nor many events', async () => {
		const long = `data: ${'a'.repeat(longestEvent - 100)}\n\n`;
		expect(await eventsOf(long, long)).toHaveLength(2);
	});
});

it('fails with the error of its source, and closes it when the reader stops', async () => {
	let closed = false;
	async function* source(): AsyncGenerator<Uint8Array> {
		try {
			yield Buffer.from('data: a\n\ndata: b\n\n');
			throw failure('disconnected');
		} finally {
			closed = true;
		}
	}
	for await (const { data } of readEvents(source())) {
		expect(data.toString()).toBe('a');
		break;
	}
	expect(closed).toBe(true);
	const read = async (): Promise<void> => {
		for await (const _ of readEvents(source()));
	};
	expect((await failureOf(read())).kind).toBe('disconnected');
});
