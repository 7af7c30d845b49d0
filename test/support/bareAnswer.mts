import type { HttpAnswer } from '../../fishAudio/requests/http.ts';

/** What an answer is made of. */
interface Body {
	status?: number;
	headers?: Record<string, string>;
	chunks?: Uint8Array[];
	fails?: Error;
}

/** An answer as `send` gives it, which tells whether it was read and left. */
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

/** An answer of words. */
export const text = (words: string, status: number): HttpAnswer => answer({ status, chunks: [Buffer.from(words)] });
