import { isFishAudioError, withFacts, type FishAudioError } from '../errors';
import { failureOf } from './failedAnswer';
import { traceIdOf } from './answerFacts';
import { failureKind } from './faultCodes';
import { wholeNumberOf } from './headers';
import type { HttpAnswer, HttpRequest, Send } from './http';
import { createAdaptiveLimit } from './limit';
import { happeningOf, type Effect } from './repeat';
import { retryPolicy, withRetry, type RetryMeans, type RetryPolicy } from './retry';
import type { Subject } from './statusWordings';
import { bodyFailure, closeBody } from './lazyFile';

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
	/** Milliseconds for each attempt, exactly. Without it each call has its own deadline, which grows with its work. */
	timeout?: number;
}

/** Deadline of an attempt in milliseconds where a call has none of its own: that of the vendor's own clients. */
export const defaultTimeout = 240_000;

/** A request to be carried out until it succeeds or may not be repeated. */
export interface Call<T> {
	/** Makes the request; called for each attempt, so that a body is never sent twice. */
	request: () => Promise<Omit<HttpRequest, 'timeout'>> | Omit<HttpRequest, 'timeout'>;
	/**
	 * Reads a successful answer to its end. The attempt lasts until this has settled; its turn may be over with the last
	 * byte.
	 */
	read: (answer: HttpAnswer) => Promise<T>;
	/** What a 403 or 404 is about. Default: `other`. */
	about?: Subject;
	/** Default: `repeatable`. */
	effect?: Effect;
	/** Whether a failure costs nothing that the server itself tells. Default: it may cost as much as a success. */
	failuresAreFree?: boolean;
	/** Told of each request that may have been billed, of that which came through, too. */
	onBilled?: (() => void) | undefined;
	/** Attempts in all, where they are fewer than the client's. */
	maxTries?: number;
	/** Milliseconds that an attempt may take. Default: `defaultTimeout`. */
	timeout?: number;
	/** Milliseconds beyond that, which the work of this request takes: for an upload, see `uploadTime`. */
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

/**
 * With the last byte of an answer the server is free for another request, while this one's audio is still being stored.
 */
function leavingAtEnd(answer: HttpAnswer, leave: () => void): HttpAnswer {
	async function* untilEnd(source: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
		yield* source;
		leave();
	}
	return { ...answer, through: (step) => answer.through((source) => step(untilEnd(source))) };
}

/** What a failed request leaves behind for Fish Audio's support, also where it failed after a success was answered. */
const traced = (error: unknown, answer: HttpAnswer, redact: (text: string) => string): unknown => {
	if (
		!isFishAudioError(error) ||
		error.kind === 'input' ||
		error.kind === 'cancelled' ||
		error.facts.traceId !== undefined
	)
		return error;
	const traceId = traceIdOf(answer);
	return traceId === undefined ? error : withFacts(error, { traceId: redact(traceId) });
};

/** The time an attempt may take. */
const deadlineOf = <T>({ timeout = defaultTimeout, extraTime = 0 }: Call<T>, options: ClientOptions): number =>
	options.timeout ?? timeout + extraTime;

/** A gateway's 502 or 504 says nothing of the server behind it, which may go on and bill. */
const priced = <T>(failure: FishAudioError, { failuresAreFree = false }: Call<T>): FishAudioError =>
	failuresAreFree && happeningOf(failure) === 'failed' ? withFacts(failure, { mayBeBilled: 0 }) : failure;

/** What the parts of one execution's client call the API with: its limit counts the requests of all of them. */
export function createCalls(world: World, options: ClientOptions): Calls {
	const { limit, follow } = createAdaptiveLimit(options.concurrency, isBusy);
	const policy = policyOf(retryPolicy, options.maxTries);
	let busySince: number | undefined;

	async function send<T>(call: Call<T>, request: Omit<HttpRequest, 'timeout'>): Promise<HttpAnswer> {
		const answer = await world.send({ ...request, timeout: deadlineOf(call, options) }).catch((error: unknown) => {
			busySince = undefined;
			return Promise.reject(error);
		});
		busySince = failureKind(answer.status) === 'busy' ? (busySince ?? world.now()) : undefined;
		follow(wholeNumberOf(answer.headers['ratelimit-limit-concurrency']));
		return answer;
	}

	async function carryOut<T>(call: Call<T>, request: Omit<HttpRequest, 'timeout'>, leave: () => void): Promise<T> {
		const answer = await send(call, request);
		if (!isSuccess(answer.status)) throw priced(await failureOf(answer, world, call.about), call);
		return await call
			.read(leavingAtEnd(answer, leave))
			.catch((error: unknown) => Promise.reject(traced(error, answer, world.redact)));
	}

	async function attempt<T>(call: Call<T>, leave: () => void): Promise<T> {
		const request = await call.request();
		return await carryOut(call, request, leave)
			.catch((error: unknown) => Promise.reject(bodyFailure(request.body) ?? error))
			.finally(() => closeBody(request.body));
	}

	const meansOf = <T>(call: Call<T>): RetryMeans => ({
		policy: policyOf(policy, call.maxTries),
		effect: call.effect ?? 'repeatable',
		onBilled: call.onBilled,
		sleep: world.sleep,
		random: world.random,
		busyFor: () => (busySince === undefined ? 0 : world.now() - busySince),
	});

	return {
		world,
		concurrency: options.concurrency,
		// Retry around limit around send: a backoff holds no turn.
		call: async (call) =>
			await withRetry(
				async () => await limit(async (leave) => await attempt(call, leave)),
				meansOf(call),
				call.findMade,
			),
	};
}
