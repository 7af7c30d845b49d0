import { isFishAudioError, type FishAudioError } from '../errors';

/** A file to be sent, opened anew whenever it is read. */
export interface SourceFile {
	/** Name it is sent under; the API takes a part without one for a plain field. */
	name: string;
	mimeType: string;
	/** Bytes */
	size: number;
	open(): AsyncGenerator<Uint8Array>;
}

/** Upload speed that is counted on when the deadline of a large upload is set, in bytes per millisecond. */
const slowestUpload = 64;

/** Milliseconds that the upload of so many bytes may take beside the usual deadline. */
export const uploadTime = (bytes: number): number => Math.ceil(bytes / slowestUpload);

/** A file whose bytes stay where they are until it is sent. */
class OpenedLater extends File {
	readonly #source: SourceFile;

	readonly #leave: Array<() => void> = [];

	/** What opening or reading it failed with. */
	failure: unknown;

	constructor(source: SourceFile) {
		super([], source.name, { type: source.mimeType });
		this.#source = source;
		// `size` belongs to the platform's prototype: a multipart length is counted from it before anything is read.
		// Enumerable: n8n takes an object without any property for an empty body, and sends nothing.
		Object.defineProperty(this, 'size', { value: source.size, enumerable: true });
	}

	override stream(): ReadableStream<Uint8Array<ArrayBuffer>> {
		// As they come: a copy of each chunk would double the time an upload takes.
		const chunks = this.#source.open() as AsyncGenerator<Uint8Array<ArrayBuffer>>;
		const close = async (): Promise<void> => void (await chunks.return(undefined).catch(() => undefined));
		return new ReadableStream({
			start: (controller) => {
				this.#leave.push(() => {
					// As an error, and not as an early end, which would leave the connection in the middle of a body.
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

	/** Lets go of what is still open. */
	leave(): void {
		for (const leave of this.#leave.splice(0)) leave();
	}
}

/** A body that is opened when it is sent, once. */
export const openedLater = (source: SourceFile): File => new OpenedLater(source);

function filesIn(body: unknown): OpenedLater[] {
	const values: unknown[] = body instanceof FormData ? Array.from(body, ([, value]) => value) : [body];
	return values.filter((value) => value instanceof OpenedLater);
}

/** Ends the sending of a body whose request is over: whoever sends it leaves its files open when the request fails. */
export function leaveBody(body: unknown): void {
	for (const file of filesIn(body)) file.leave();
}

/**
 * Why a body could not be read, which its sender reports as a failure of the connection. Undefined where the body was
 * not at fault.
 */
export const bodyFailure = (body: unknown): FishAudioError | undefined =>
	filesIn(body)
		.map(({ failure }) => failure)
		.find(isFishAudioError);

/** Fields of a form; several values are sent as several parts of the same name. */
export type FormFields = Record<string, string | boolean | string[] | SourceFile | SourceFile[] | undefined>;

/** Builds a multipart form. It holds no file's bytes, and is sent once: an attempt makes its own. */
export function createForm(fields: FormFields): FormData {
	const form = new FormData();
	for (const [name, value] of Object.entries(fields)) {
		if (value === undefined) continue;
		for (const one of Array.isArray(value) ? value : [value]) {
			// Without a third argument: with it the platform would put a copy of its own in the file's place.
			if (typeof one === 'object') form.append(name, new OpenedLater(one));
			else form.append(name, String(one));
		}
	}
	return form;
}
