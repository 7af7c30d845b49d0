import { caught, FishAudioError } from '../errors';
import { outcomeOf } from './outcome';

/** Checks or changes bytes while they pass. */
export type ByteStep = (source: AsyncIterable<Uint8Array>) => AsyncIterable<Uint8Array>;

/** Bytes that can be read once. */
export interface ByteSource {
	/** The bytes after `step`, as a stream of the source's own kind. It fails with what `step` fails with. */
	transform(step: ByteStep): AsyncIterable<Uint8Array>;
	/** Gives up the connection or the file behind the bytes, whether or not somebody reads them. */
	close(): void;
}

/** Reads a stream to its end and keeps it. */
export type Store<T> = (bytes: AsyncIterable<Uint8Array>) => Promise<T>;

/** The error of audio that was not read to its end, for whatever reason. */
export const notStored = (): FishAudioError =>
	new FishAudioError('incomplete', 'The audio was not stored to its end', {
		advice: 'Nothing of it was passed on. Try again.',
	});

/**
 * Stores the bytes of a source after `step`. Only this decides how that ended, because a store does not reliably say:
 * it may wrap the stream's error in its own, hide an error after the last byte, or stop before the end.
 * Fails with the stream's own error if it had one, otherwise with the store's. Every failure closes the source.
 */
export async function storeStream<T>(source: ByteSource, step: ByteStep, store: Store<T>): Promise<T> {
	let failure: { error: unknown } | undefined;
	let isAtEnd = false;
	async function* observed(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
		try {
			for await (const chunk of step(bytes)) yield chunk;
			isAtEnd = true;
		} catch (error) {
			failure = { error };
			throw caught(error);
		}
	}
	const outcome = await outcomeOf(async () => await store(source.transform(observed)));
	if (!failure && 'value' in outcome && isAtEnd) return outcome.value;
	source.close();
	if (failure) throw failure.error;
	throw 'error' in outcome ? outcome.error : notStored();
}
