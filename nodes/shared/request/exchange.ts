import type { FishAudioError } from '../../../fishAudio/errors';
import type { HttpAnswer } from '../../../fishAudio/requests/http';
import { connectionFailure, type FailedRequest, type Signals } from './connectionFailure';
import { led, type NodeStream } from './nodeStream';
import { whenAborted } from './whenAborted';

/** What ends a request early, and what is done once it has ended. */
interface Ends {
	/** Aborted by the execution's cancel, by the deadline, or when the request is left. */
	stop: AbortSignal;
	/** Lets go of the signals: the request has ended by itself. */
	over(): void;
	/** Ends the request. */
	leave(): void;
}

function endsOf({ cancel, deadline }: Signals): Ends {
	const own = new AbortController();
	const signals = cancel ? [cancel, deadline] : [deadline];
	const unheard = signals.map((signal) => whenAborted(signal, () => own.abort()));
	const over = (): void => unheard.forEach((end) => end());
	const leave = (): void => {
		over();
		own.abort();
	};
	return { stop: own.signal, over, leave };
}

/** An answer as n8n's request helper gives it. */
interface Response {
	statusCode: number;
	headers: Record<string, unknown>;
	body: NodeStream;
}

/** Sends a request, which ends when the execution is cancelled, and after so many milliseconds. */
export async function exchange(
	send: (stop: AbortSignal) => Promise<Response>,
	cancel: AbortSignal | undefined,
	about: FailedRequest,
): Promise<HttpAnswer> {
	const signals = { cancel, deadline: AbortSignal.timeout(about.timeout) };
	const { stop, ...ends } = endsOf(signals);
	const failure = (error: unknown): FishAudioError => connectionFailure(error, signals, about);
	const response = await send(stop).catch((error: unknown) => {
		ends.over();
		return Promise.reject(failure(error));
	});
	return answerOf(response, failure, ends);
}

/** What n8n's request helper gives of a stream, as the client takes it; `failure` tells what a broken stream means. */
function answerOf(
	response: Response,
	failure: (error: unknown) => FishAudioError,
	{ over, leave }: Pick<Ends, 'over' | 'leave'>,
): HttpAnswer {
	const stream = response.body;
	// The HTTP library may make it fail while nobody listens, which would end n8n.
	stream.on('error', () => undefined);
	async function* translated(source: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
		try {
			yield* source;
		} catch (error) {
			throw failure(error);
		} finally {
			over();
		}
	}
	const headers = Object.entries(response.headers).map(([name, value]) => [
		name.toLowerCase(),
		value === undefined ? undefined : String(value),
	]);
	const close = (): void => {
		stream.destroy();
		// n8n's HTTP library wraps the stream, and hears of no end once it is destroyed: one that nobody has begun to read
		// would stay connected if both did not come at once.
		leave();
	};
	return {
		status: response.statusCode,
		headers: Object.fromEntries(headers),
		body: translated(stream),
		through: (step) => led(stream, (source) => step(translated(source)), close),
		close,
	};
}
