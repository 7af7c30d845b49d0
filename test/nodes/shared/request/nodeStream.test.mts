import { Readable } from 'node:stream';
import { setImmediate as turnOfTheLoop } from 'node:timers/promises';

import type { ByteStep } from '../../../../fishAudio/requests/storeStream.ts';
import { sourceOf } from '../../../../nodes/shared/request/nodeStream.ts';

const chunks = ['one', 'two', 'three'].map((text) => Buffer.from(text));
const unchanged: ByteStep = async function* (bytes) {
	yield* bytes;
};
const failing: ByteStep = async function* (bytes) {
	yield* bytes;
	throw new Error('after the last byte');
};
const textOf = async (bytes: AsyncIterable<Uint8Array>): Promise<string> => {
	let text = '';
	for await (const chunk of bytes) text += Buffer.from(chunk).toString();
	return text;
};
const readable = (): Readable => Readable.from(chunks, { objectMode: false });

test('transform returns a Node stream with the bytes of the step', async () => {
	const stream = readable();
	const transformed = sourceOf(stream).transform(unchanged);
	expect(transformed).toBeInstanceOf(Readable);
	expect(await textOf(transformed)).toBe('onetwothree');
	expect(stream.destroyed).toBe(true);
});

test('transform returns a plain Node stream for a subclass, too', async () => {
	class Wrapped extends Readable {
		override _read(): void {
			this.push('one');
			this.push(null);
		}
	}
	const transformed = sourceOf(new Wrapped()).transform(unchanged);
	expect(Object.getPrototypeOf(transformed)).toBe(Readable.prototype);
	expect(await textOf(transformed)).toBe('one');
});

test('an error in the step is thrown to the reader, and ends the stream', async () => {
	const stream = readable();
	await expect(textOf(sourceOf(stream).transform(failing))).rejects.toThrow('after the last byte');
	expect(stream.destroyed).toBe(true);
});

test('an error without a listener does not crash the process', async () => {
	const stream = readable();
	(sourceOf(stream).transform(failing) as Readable).resume();
	await turnOfTheLoop();
	stream.emit('error', new Error('late'));
	await turnOfTheLoop();
});

test('a step that fails before it reads gives the stream up', async () => {
	const stream = readable();
	let givenUp = 0;
	const refusing: ByteStep = async function* () {
		throw new Error('refused');
	};
	const source = sourceOf(stream, () => void (givenUp += 1));
	await expect(textOf(source.transform(refusing))).rejects.toThrow('refused');
	await turnOfTheLoop();
	expect(givenUp).toBe(1);
});

test('close ends the transformed stream, too', async () => {
	const stream = readable();
	const source = sourceOf(stream);
	const transformed = source.transform(unchanged) as Readable;
	source.close();
	await turnOfTheLoop();
	expect([transformed.destroyed, stream.destroyed]).toEqual([true, true]);
});

test('transform throws on anything but a Node stream', () => {
	async function* bytes(): AsyncGenerator<Uint8Array> {
		yield* chunks;
	}
	const none = Object.assign(bytes(), { destroy: () => undefined, on: () => undefined });
	expect(() => sourceOf(none).transform(unchanged)).toThrow('n8n gave no Node stream');
});
