import { isFishAudioError, type FishAudioError } from '../errors';
import type { SourceFile } from './sourceFile';

/** A request body, or a file of a form, that is opened only when it is sent. It can be sent once. */
export class LazyFile extends File {
	readonly #source: SourceFile;

	readonly #onClose: Array<() => void> = [];

	/** The error that opening or reading it ended with. */
	failure: unknown;

	constructor(source: SourceFile) {
		super([], source.name, { type: source.mimeType });
		this.#source = source;
		// `size` is a getter of the platform's prototype; the length of a multipart body is computed from it before
		// anything is read. Enumerable: n8n takes an object without properties for an empty body, and sends nothing.
		Object.defineProperty(this, 'size', { value: source.size, enumerable: true });
	}

	override stream(): ReadableStream<Uint8Array<ArrayBuffer>> {
		// Chunks are passed on uncopied: copying each would double the time an upload takes.
		const chunks = this.#source.open() as AsyncGenerator<Uint8Array<ArrayBuffer>>;
		const close = async (): Promise<void> => void (await chunks.return(undefined).catch(() => undefined));
		return new ReadableStream({
			start: (controller) => {
				this.#onClose.push(() => {
					// An error, not an early end, which would leave the connection in the middle of a body.
					controller.error(new Error('The request is over'));
					void close();
				});
			},
			pull: async (controller) => {
				const { done, value } = await chunks.next().catch((error: unknown) => {
					this.failure = error;
					return Promise.reject(error);
				});
				if (done) controller.close();
				else controller.enqueue(value);
			},
			cancel: close,
		});
	}

	/** Closes every stream of it that is still open. */
	close(): void {
		for (const close of this.#onClose.splice(0)) close();
	}
}

function lazyFilesIn(body: unknown): LazyFile[] {
	const values: unknown[] = body instanceof FormData ? Array.from(body, ([, value]) => value) : [body];
	return values.filter((value) => value instanceof LazyFile);
}

/** Closes the files of a body whose request is over. An HTTP client leaves them open when its request fails. */
export function closeBody(body: unknown): void {
	for (const file of lazyFilesIn(body)) file.close();
}

/**
 * Why a body could not be read. An HTTP client reports that as a failure of the connection. Undefined if no file
 * failed.
 */
export const bodyFailure = (body: unknown): FishAudioError | undefined =>
	lazyFilesIn(body)
		.map(({ failure }) => failure)
		.find(isFishAudioError);
