import { failureKind, isFishAudioError, type Subject } from './errors';
import { failureOf, type HttpAnswer, type HttpRequest, type Send } from './http';
import { createAdaptiveLimit } from './limit';
import { retryPolicy, withRetry, type Effect, type RetryMeans, type RetryPolicy } from './retry';
import { leaveForm } from './upload';

/** The world as the client is handed it. */
export interface World {
	send: Send;
	/** Resolves after so many milliseconds; fails with a `cancelled` FishAudioError when the execution is stopped. */
	sleep(milliseconds: number): Promise<void>;
	/** Milliseconds since 1970; never goes backwards. */
	now(): number;
	/** A number from 0 to 1. */
	random(): number;
	/** Takes secrets out of words of the server, which people will read. */
	redact(text: string): string;
}

/** How the client is used. */
export interface ClientOptions {
	/** Requests in flight at a time, at most. */
	concurrency: number;
	/** Attempts for each request, the first included. Without it a busy server is waited for however many they get. */
	maxTries?: number;
	/** Milliseconds for each attempt. */
	timeout?: number;
}

/** Default deadline of an attempt in milliseconds, that of the vendor's own clients. */
export const defaultTimeout = 240_000;

/** A request to be carried out until it succeeds or may not be repeated. */
export interface Call<T> {
	/** Makes the request; called for each attempt, so that a body is never sent twice. */
	request: () => Promise<Omit<HttpRequest, 'timeout'>> | Omit<HttpRequest, 'timeout'>;
	/** Reads a successful answer to its end. The attempt lasts until this has settled; its turn may be over with the last byte. */
	read: (answer: HttpAnswer) => Promise<T>;
	/** What a 403 or 404 is about. Default: `other`. */
	about?: Subject;
	/** Default: `repeatable`. */
	effect?: Effect;
	/** Attempts in all, where they are fewer than the client's. */
	maxTries?: number;
	/** Milliseconds beyond the usual deadline, for a large upload. */
	extraTime?: number;
	/** Looks for what an attempt of unsure outcome may have made. */
	findMade?: () => Promise<T | undefined>;
}

/** How the parts of the client call the API. All that they give fails with FishAudioError. */
export interface Calls {
	call<T>(call: Call<T>): Promise<T>;
	world: World;
	concurrency: number;
}

const isBusy = (error: unknown): boolean => isFishAudioError(error) && error.kind === 'busy';

/** A number of tries that was asked for holds for a busy server, too. */
const policyOf = (policy: RetryPolicy, maxTries: number | undefined): RetryPolicy =>
	maxTries === undefined ? policy : { ...policy, maxTries, busyPatience: 0 };

const isSuccess = (status: number): boolean => status >= 200 && status < 300;

/** With the last byte of an answer the server is free for another request, while this one's audio is still being stored. */
function leavingAtEnd(answer: HttpAnswer, leave: () => void): HttpAnswer {
	async function* untilEnd(source: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
		yield* source;
		leave();
	}
	return { ...answer, through: (step) => answer.through((source) => step(untilEnd(source))) };
}

/** What the parts of one execution's client call the API with: its limit counts the requests of all of them. */
export function createCalls(world: World, options: ClientOptions): Calls {
	const limit = createAdaptiveLimit(options.concurrency, isBusy);
	const policy = policyOf(retryPolicy, options.maxTries);
	const timeout = options.timeout ?? defaultTimeout;
	let busySince: number | undefined;

	async function carryOut<T>(call: Call<T>, request: Omit<HttpRequest, 'timeout'>, leave: () => void): Promise<T> {
		const answer = await world.send({ ...request, timeout: timeout + (call.extraTime ?? 0) });
		busySince = failureKind(answer.status) === 'busy' ? (busySince ?? world.now()) : undefined;
		if (!isSuccess(answer.status)) throw await failureOf(answer, world, call.about);
		return await call.read(leavingAtEnd(answer, leave));
	}

	async function attempt<T>(call: Call<T>, leave: () => void): Promise<T> {
		const request = await call.request();
		return await carryOut(call, request, leave).finally(() => leaveForm(request.body));
	}

	const meansOf = <T>(call: Call<T>): RetryMeans => ({
		policy: policyOf(policy, call.maxTries),
		effect: call.effect ?? 'repeatable',
		sleep: world.sleep,
		random: world.random,
		busyFor: () => (busySince === undefined ? 0 : world.now() - busySince),
	});

	return {
		world,
		concurrency: options.concurrency,
		// Retry around limit around send: a backoff holds no turn.
		call: async (call) =>
			await withRetry(async () => await limit(async (leave) => await attempt(call, leave)), meansOf(call), call.findMade),
	};
}
