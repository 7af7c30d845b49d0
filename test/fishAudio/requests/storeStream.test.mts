import { FishAudioError } from '../../../fishAudio/errors.ts';
import { storeStream, type ByteSource, type ByteStep, type Store } from '../../../fishAudio/requests/storeStream.ts';

const chunks = ['one', 'two', 'three'].map((text) => Buffer.from(text));
const asTheyAre: ByteStep = (bytes) => bytes;
const all: Store<string> = async (bytes) => {
	let text = '';
	for await (const chunk of bytes) text += Buffer.from(chunk).toString();
	return text;
};

/** A source that counts how often it was closed, and may fail after its last byte. */
function source(failure?: Error): ByteSource & { closed: number; left: boolean } {
	async function* bytes(): AsyncGenerator<Uint8Array> {
		try {
			yield* chunks;
			if (failure) throw failure;
		} finally {
			made.left = true;
		}
	}
	const made = {
		closed: 0,
		left: false,
		transform: (step: ByteStep) => step(bytes()),
		close: () => void (made.closed += 1),
	};
	return made;
}

const lost = new FishAudioError('disconnected', 'lost');
const full = new Error('ENOSPC: no space left on device');

test("gives the store's result, and does not close a source that was read to its end", async () => {
	const from = source();
	const inCapitals: ByteStep = async function* (bytes) {
		for await (const chunk of bytes) yield Buffer.from(Buffer.from(chunk).toString().toUpperCase());
	};
	expect(await storeStream(from, inCapitals, all)).toBe('ONETWOTHREE');
	expect(from).toMatchObject({ closed: 0, left: true });
});

describe("fails with the stream's own error, and closes the source, if the store", () => {
	test.each<[string, Store<unknown>]>([
		['passes it on', all],
		[
			'wraps it',
			async (bytes) => await all(bytes).catch((cause: unknown) => Promise.reject(new Error('no', { cause }))),
		],
		['hides it', async (bytes) => await all(bytes).catch(() => 'stored')],
		['replaces it with another', async (bytes) => await all(bytes).catch(() => Promise.reject(full))],
	])('%s', async (_, store) => {
		const from = source(lost);
		await expect(storeStream(from, asTheyAre, store)).rejects.toBe(lost);
		expect(from.closed).toBe(1);
	});
});

test('the error of a step counts as an error of the stream', async () => {
	const refusing: ByteStep = async function* (bytes) {
		for await (const chunk of bytes) {
			yield chunk;
			throw lost;
		}
	};
	const from = source();
	await expect(storeStream(from, refusing, async (bytes) => await all(bytes).catch(() => ''))).rejects.toBe(lost);
	expect(from).toMatchObject({ closed: 1, left: true });
});

describe("fails with the store's error, and closes the source, if the store", () => {
	test.each<[string, Store<unknown>]>([
		[
			'fails in the middle',
			async (bytes) => {
				for await (const chunk of bytes) if (chunk.length > 0) throw full;
			},
		],
		['never reads', async () => await Promise.reject(full)],
		[
			'fails at once',
			() => {
				throw full;
			},
		],
		['fails after the last byte', async (bytes) => await all(bytes).then(async () => await Promise.reject(full))],
	])('%s', async (_, store) => {
		const from = source();
		await expect(storeStream(from, asTheyAre, store)).rejects.toBe(full);
		expect(from.closed).toBe(1);
	});
});

test('a store that does not read to the end has stored nothing', async () => {
	const from = source();
	const lazy: Store<void> = async (bytes) => {
		for await (const chunk of bytes) if (chunk.length > 0) break;
	};
	await expect(storeStream(from, asTheyAre, lazy)).rejects.toMatchObject({
		kind: 'incomplete',
		message: 'The audio was not stored to its end',
	});
	expect(from).toMatchObject({ closed: 1, left: true });
	await expect(storeStream(source(), asTheyAre, async () => 'unread')).rejects.toMatchObject({ kind: 'incomplete' });
});
