import { isFishAudioError, withFacts, type FishAudioError } from '../errors';
import { createBusyTimer } from './busyTimer';
import { failureOf } from './failedAnswer';
import { traceIdOf } from './answerFacts';
import { failureKind } from './failureCodes';
import { wholeNumberOf } from './headers';
import type { HttpAnswer, HttpRequest, Send } from './http';
import { createAdaptiveLimit } from './limit';
import { incidentOf, type RepeatCost } from './repeat';
import { retryPolicy, withRetry, type RetryMeans, type RetryPolicy } from './retry';
import type { Subject } from './statusWordings';
import { bodyFailure, closeBody } from './lazyFile';

/** What the client needs from outside. */
export interface World {
	send: Send;
	/** Resolves after this many milliseconds. Fails with a `cancelled` FishAudioError when the execution is stopped. */
	sleep(milliseconds: number): Promise<void>;
	/** Milliseconds since 1970. Never goes backwards. */
	now(): number;
	/** A number from 0 to 1. */
	random(): number;
	/** Removes secrets from text of the server that people will read. */
	redact(text: string): string;
}

/** How the client is used. */
export interface ClientOptions {
	/** Maximum number of requests at the same time. */
	concurrency: number;
	/** Attempts for each request, including the first. Without it, requests wait for a busy server in addition. */
	maxTries?: number;
	/** Milliseconds for each attempt. Without it, each call has its own deadline, which grows with its work. */
	timeout?: number;
}

/** Deadline of an attempt in milliseconds, for calls without their own: the one of the vendor's clients. */
export const defaultTimeout = 240_000;

/** A request that is carried out until it succeeds or may not be repeated. */
export interface Call<T> {
	/** Makes the request. Called for each attempt: a body can be sent only once. */
	request: () => Promise<Omit<HttpRequest, 'timeout'>> | Omit<HttpRequest, 'timeout'>;
	/**
	 * Reads a successful answer to its end. The attempt lasts until this has settled, but another request may start
	 * with the last byte.
	 */
	read: (answer: HttpAnswer) => Promise<T>;
	/** What a 403 or 404 is about. Default: `other`. */
	about?: Subject;
	/** Default: `nothing`. */
	repeatCosts?: RepeatCost;
	/** Whether a request is free when the server itself reports a failure. Default: it may cost as much as a success. */
	failuresAreFree?: boolean;
	/** Called for each request that may have been billed, including the one that succeeded. */
	onBilled?: (() => void) | undefined;
	/** Attempts, including the first, if fewer than the client's. */
	maxTries?: number;
	/** Milliseconds that an attempt may take. Default: `defaultTimeout`. */
	timeout?: number;
	/** Milliseconds in addition for the work of this request: for an upload, see `uploadTime`. */
	extraTime?: number;
	/** Looks for what a failed attempt may have made. */
	findMade?: () => Promise<T | undefined>;
}

/** How the parts of the client call the API. Everything here fails with a FishAudioError. */
export interface Calls {
	call<T>(call: Call<T>): Promise<T>;
	world: World;
	concurrency: number;
}

const isBusy = (error: unknown): boolean => isFishAudioError(error) && error.kind === 'busy';

/** A number of tries that the user has set counts for a busy server, too. */
const policyOf = (policy: RetryPolicy, maxTries: number | undefined): RetryPolicy =>
	maxTries === undefined ? policy : { ...policy, maxTries, busyPatience: 0 };

const isSuccess = (status: number): boolean => status >= 200 && status < 300;

/** The same answer. `leave` is called with its last byte: the server is free while the audio is still being stored. */
function leavingAtEnd(answer: HttpAnswer, leave: () => void): HttpAnswer {
	async function* untilEnd(source: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
		yield* source;
		leave();
	}
	return { ...answer, transform: (step) => answer.transform((source) => step(untilEnd(source))) };
}

/** A failure after a successful answer, with the ID by which Fish Audio's support finds the request. */
function withTraceId(error: unknown, answer: HttpAnswer, redact: (text: string) => string): unknown {
	if (!isFishAudioError(error) || ['input', 'cancelled'].includes(error.kind)) return error;
	const traceId = error.facts.traceId === undefined ? traceIdOf(answer) : undefined;
	return traceId === undefined ? error : withFacts(error, { traceId: redact(traceId) });
}

/** Milliseconds that an attempt may take. */
const deadlineOf = <T>({ timeout = defaultTimeout, extraTime = 0 }: Call<T>, options: ClientOptions): number =>
	options.timeout ?? timeout + extraTime;

/** A failure with what it costs. A gateway's 502 or 504 is never free: the server behind it may go on and bill. */
const withPrice = <T>(failure: FishAudioError, { failuresAreFree = false }: Call<T>): FishAudioError =>
	failuresAreFree && incidentOf(failure) === 'serverFailed' ? withFacts(failure, { mayBeBilled: 0 }) : failure;

/** Makes one attempt of a call. Calls `leave` when the server is free for another request. */
type Attempt = <T>(call: Call<T>, leave: () => void) => Promise<T>;

/** Creates the function that makes single attempts: it sends, reads, and adds what is known to a failure. */
function createAttempt(
	world: World,
	send: <T>(call: Call<T>, request: Omit<HttpRequest, 'timeout'>) => Promise<HttpAnswer>,
): Attempt {
	async function carryOut<T>(call: Call<T>, request: Omit<HttpRequest, 'timeout'>, leave: () => void): Promise<T> {
		const answer = await send(call, request);
		if (!isSuccess(answer.status)) throw withPrice(await failureOf(answer, world, call.about), call);
		return await call
			.read(leavingAtEnd(answer, leave))
			.catch((error: unknown) => Promise.reject(withTraceId(error, answer, world.redact)));
	}

	return async (call, leave) => {
		const request = await call.request();
		return await carryOut(call, request, leave)
			.catch((error: unknown) => Promise.reject(bodyFailure(request.body) ?? error))
			.finally(() => closeBody(request.body));
	};
}

/** Creates the calls of one execution. Its limit counts the requests of all parts of the client. */
export function createCalls(world: World, options: ClientOptions): Calls {
	const { limit, follow } = createAdaptiveLimit(options.concurrency, isBusy);
	const policy = policyOf(retryPolicy, options.maxTries);
	const busyTimer = createBusyTimer(world.now);

	const attempt = createAttempt(world, async (call, request) => {
		const answer = await world.send({ ...request, timeout: deadlineOf(call, options) }).catch((error: unknown) => {
			busyTimer.notAnswered();
			return Promise.reject(error);
		});
		busyTimer.answered(failureKind(answer.status) === 'busy');
		follow(wholeNumberOf(answer.headers['ratelimit-limit-concurrency']));
		return answer;
	});

	const meansOf = <T>(call: Call<T>): RetryMeans => ({
		policy: policyOf(policy, call.maxTries),
		repeatCosts: call.repeatCosts ?? 'nothing',
		onBilled: call.onBilled,
		sleep: world.sleep,
		random: world.random,
		busyFor: busyTimer.busyFor,
	});

	return {
		world,
		concurrency: options.concurrency,
		// Retry outside, limit inside: a backoff does not use up one of the requests at the same time.
		call: async (call) =>
			await withRetry(
				async () => await limit(async (leave) => await attempt(call, leave)),
				meansOf(call),
				call.findMade,
			),
	};
}
