import { Readable } from 'node:stream';
import { setImmediate as turnOfTheLoop } from 'node:timers/promises';

import type { ByteStep } from '../../../../fishAudio/requests/storeStream.ts';
import { sourceOf } from '../../../../nodes/shared/request/nodeStream.ts';

const chunks = ['one', 'two', 'three'].map((text) => Buffer.from(text));
const asTheyAre: ByteStep = async function* (bytes) {
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

test('a transformed stream is a Node stream with the bytes of the step', async () => {
	const stream = readable();
	const transformed = sourceOf(stream).transform(asTheyAre);
	expect(transformed).toBeInstanceOf(Readable);
	expect(await textOf(transformed)).toBe('onetwothree');
	expect(stream.destroyed).toBe(true);
});

test('of a subclass it is a plain Node stream, too', async () => {
	class Wrapped extends Readable {
		override _read(): void {
			this.push('one');
			this.push(null);
		}
	}
	const transformed = sourceOf(new Wrapped()).transform(asTheyAre);
	expect(Object.getPrototypeOf(transformed)).toBe(Readable.prototype);
	expect(await textOf(transformed)).toBe('one');
});

test('an error of the step is an error of reading, and ends the stream', async () => {
	const stream = readable();
	await expect(textOf(sourceOf(stream).transform(failing))).rejects.toThrow('after the last byte');
	expect(stream.destroyed).toBe(true);
});

test('errors that nobody listens to end nothing', async () => {
	const stream = readable();
	(sourceOf(stream).transform(failing) as Readable).resume();
	await turnOfTheLoop();
	stream.emit('error', new Error('late'));
	await turnOfTheLoop();
});

test('a step that ends before it reads gives the stream up', async () => {
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

test('close ends what is read from it, too', async () => {
	const stream = readable();
	const source = sourceOf(stream);
	const transformed = source.transform(asTheyAre) as Readable;
	source.close();
	await turnOfTheLoop();
	expect([transformed.destroyed, stream.destroyed]).toEqual([true, true]);
});

test('what is no Node stream is a bug', () => {
	async function* bytes(): AsyncGenerator<Uint8Array> {
		yield* chunks;
	}
	const none = Object.assign(bytes(), { destroy: () => undefined, on: () => undefined });
	expect(() => sourceOf(none).transform(asTheyAre)).toThrow('n8n gave no Node stream');
});
