import type { FishAudioError } from '../../../fishAudio/errors';
import type { HttpAnswer } from '../../../fishAudio/requests/http';
import { connectionFailure, type FailedRequest, type Signals } from './connectionFailure';
import { sourceOf, type NodeStream } from './nodeStream';
import { whenAborted } from './whenAborted';

/** Ends a request: early, or after it has ended by itself. */
interface RequestEnd {
	/** Aborted when the execution is stopped, when the deadline passes, and by `abort`. */
	signal: AbortSignal;
	/** Stops listening to the execution and the deadline: the request has ended by itself. */
	release(): void;
	/** Ends the request now. */
	abort(): void;
}

function requestEnd({ cancel, deadline }: Signals): RequestEnd {
	const own = new AbortController();
	const signals = cancel ? [cancel, deadline] : [deadline];
	const stopListening = signals.map((signal) => whenAborted(signal, () => own.abort()));
	const release = (): void => stopListening.forEach((stop) => stop());
	const abort = (): void => {
		release();
		own.abort();
	};
	return { signal: own.signal, release, abort };
}

/** An answer as n8n's request helper returns it. */
interface Response {
	statusCode: number;
	headers: Record<string, unknown>;
	body: NodeStream;
}

/** Sends a request. It ends early when the execution is stopped, and after `about.timeout` milliseconds. */
export async function exchange(
	send: (stop: AbortSignal) => Promise<Response>,
	cancel: AbortSignal | undefined,
	about: FailedRequest,
): Promise<HttpAnswer> {
	const signals = { cancel, deadline: AbortSignal.timeout(about.timeout) };
	const end = requestEnd(signals);
	const failureOf = (error: unknown): FishAudioError => connectionFailure(error, signals, about);
	const response = await send(end.signal).catch((error: unknown) => {
		end.release();
		return Promise.reject(failureOf(error));
	});
	return answerOf(response, failureOf, end);
}

/** Header names in lower case, each with its value as text. */
const headersOf = ({ headers }: Response): HttpAnswer['headers'] =>
	Object.fromEntries(
		Object.entries(headers).map(([name, value]) => [
			name.toLowerCase(),
			value === undefined ? undefined : String(value),
		]),
	);

/** The answer as the client takes it. `failureOf` translates an error of the connection. */
function answerOf(response: Response, failureOf: (error: unknown) => FishAudioError, end: RequestEnd): HttpAnswer {
	async function* translated(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
		try {
			yield* bytes;
		} catch (error) {
			throw failureOf(error);
		} finally {
			end.release();
		}
	}
	const source = sourceOf(response.body, () => {
		response.body.destroy();
		// Both at once: n8n's HTTP library wraps the stream and does not notice when it is destroyed. A stream that nobody
		// has started to read would stay connected.
		end.abort();
	});
	return {
		status: response.statusCode,
		headers: headersOf(response),
		body: translated(response.body),
		transform: (step) => source.transform((bytes) => step(translated(bytes))),
		close: source.close,
	};
}
