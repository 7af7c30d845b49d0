import { asIs, type FishAudioError } from '../../fishAudio/errors';
import type { HttpAnswer } from '../../fishAudio/http';
import { fieldOf, type Signals } from './connectionFailure';
import { led, type NodeStream } from './nodeStream';

/** What a request is sent with. */
export interface Exchange extends Signals {
	/** Ends with the execution's cancel, with the deadline, or when it is left. */
	stop: AbortSignal;
	leave(): void;
}

/** Begins a request: it ends when the execution is cancelled, and after so many milliseconds. */
export function exchange(cancel: AbortSignal | undefined, timeout: number): Exchange {
	const deadline = AbortSignal.timeout(timeout);
	const left = new AbortController();
	const stop = AbortSignal.any([deadline, left.signal, ...(cancel ? [cancel] : [])]);
	return { cancel, deadline, stop, leave: () => left.abort() };
}

/** What n8n's request helper gives of a stream, as the client takes it; `failure` tells what a broken stream means, `leave` ends it. */
export function answerOf(
	response: { statusCode: number; headers: Record<string, unknown>; body: NodeStream },
	failure: (error: unknown) => FishAudioError,
	leave: () => void,
): HttpAnswer {
	const stream = response.body;
	async function* translated(source: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
		try {
			yield* source;
		} catch (error) {
			throw failure(error);
		}
	}
	const headers = Object.entries(response.headers).map(([name, value]) => [
		name.toLowerCase(),
		value === undefined ? undefined : String(value),
	]);
	return {
		status: response.statusCode,
		headers: Object.fromEntries(headers),
		body: translated(stream),
		through: (step) => {
			let isOver = false;
			let isLate = false;
			async function* noted(source: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
				yield* translated(source);
				isOver = true;
			}
			return led(stream, async function* (source) {
				try {
					for await (const chunk of step(noted(source))) {
						isLate = isOver;
						yield chunk;
					}
				} catch (error) {
					if (!isLate) throw asIs(error);
				}
			});
		},
		close: () => {
			stream.destroy();
			// n8n's HTTP library wraps the stream: one that nobody has begun to read would stay connected.
			leave();
		},
		explain: (error) => {
			const isOurs = stream.errored !== null && (error === stream.errored || fieldOf(error, 'cause') === stream.errored);
			return isOurs ? failure(error) : error;
		},
	};
}
