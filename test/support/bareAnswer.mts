import type { HttpAnswer } from '../../fishAudio/requests/http.ts';

/** The contents of an answer. */
interface Body {
	status?: number;
	headers?: Record<string, string>;
	chunks?: Uint8Array[];
	fails?: Error;
}

/** An answer of `send` that records whether it was read and closed. */
export function answer({
	status = 200,
	headers = {},
	chunks = [],
	fails,
}: Body): HttpAnswer & { closed: boolean; read: number } {
	async function* body(): AsyncGenerator<Uint8Array> {
		try {
			for (const chunk of chunks) {
				made.read += 1;
				yield chunk;
			}
			if (fails) throw fails;
		} finally {
			made.closed = true;
		}
	}
	const stream = body();
	const made = {
		status,
		headers,
		body: stream,
		transform: () => stream,
		close: () => undefined,
		explain: (error: unknown) => error,
		closed: false,
		read: 0,
	};
	return made;
}

/** A text as an answer. */
export const text = (words: string, status: number): HttpAnswer => answer({ status, chunks: [Buffer.from(words)] });
