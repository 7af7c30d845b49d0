import type { HttpAnswer, HttpRequest, Send } from '../../../fishAudio/requests/http.ts';
import { answerBody } from './answerBody.mts';
import type { Answer } from './answers.mts';
import { createClock, type FakeClock } from './clock.mts';
import type { SeenRequest } from './seenRequest.mts';
import { readBody } from './sentBody.mts';

type Outcome = Answer | Error;

/** Answers one request. An error that it throws or returns fails the request. */
export type Answerer = (request: SeenRequest, clock: FakeClock) => Outcome | Promise<Outcome>;

/** One answerer for all requests, or the answers in their order. The last one is repeated. */
export type Script = Answerer | Array<Outcome | Answerer>;

async function nextOf(script: Script, seen: SeenRequest, clock: FakeClock): Promise<Outcome> {
	if (!Array.isArray(script)) return await script(seen, clock);
	const next = script[Math.min(seen.number, script.length) - 1];
	if (next === undefined) throw new Error('The script is empty');
	return typeof next === 'function' ? await next(seen, clock) : next;
}

function queryText(query: HttpRequest['query']): string {
	const parameters = new URLSearchParams();
	for (const [name, value] of Object.entries(query ?? {})) {
		if (value === undefined) continue;
		for (const one of Array.isArray(value) ? value : [value]) parameters.append(name, String(one));
	}
	return parameters.toString();
}

const seenOf = (
	{ method, path, query, headers, body, timeout }: HttpRequest,
	number: number,
	now: number,
): SeenRequest => ({
	number,
	method,
	path,
	query: queryText(query),
	headers: { ...headers },
	timeout,
	bytes: undefined,
	json: undefined,
	parts: [],
	body,
	startedAt: now,
	endedAt: undefined,
	answerBody: 'none',
});

/** Counts the requests in flight, and their maximum. */
function createCounter(clock: FakeClock) {
	let inFlight = 0;
	let mostInFlight = 0;
	return {
		begin: (): void => {
			inFlight += 1;
			mostInFlight = Math.max(mostInFlight, inFlight);
		},
		end: (seen: SeenRequest): void => {
			if (seen.endedAt !== undefined) return;
			seen.endedAt = clock.now();
			inFlight -= 1;
		},
		inFlight: () => inFlight,
		mostInFlight: () => mostInFlight,
	};
}

/** A transport that answers from a script and records all requests. */
export function createTransport(script: Script, clock: FakeClock = createClock()) {
	const requests: SeenRequest[] = [];
	const { begin, end, inFlight, mostInFlight } = createCounter(clock);
	const answerOf = async (seen: SeenRequest, body: HttpRequest['body']): Promise<HttpAnswer> => {
		await clock.hold(readBody(body, seen));
		const outcome = await nextOf(script, seen, clock);
		if (outcome instanceof Error) throw outcome;
		if (outcome.delay !== undefined) await clock.sleep(outcome.delay);
		seen.answerBody = 'untouched';
		const stream = answerBody(outcome, { seen, clock, onEnd: () => end(seen) });
		return {
			status: outcome.status,
			headers: outcome.headers,
			body: stream,
			transform: (step) => step(stream),
			close: () => void stream[Symbol.asyncIterator]().return?.(),
		};
	};
	const send: Send = async (request) => {
		const seen = seenOf(request, requests.length + 1, clock.now());
		requests.push(seen);
		begin();
		try {
			return await answerOf(seen, request.body);
		} catch (error) {
			end(seen);
			throw error;
		}
	};
	return { send, clock, requests, inFlight, mostInFlight };
}

export type Transport = ReturnType<typeof createTransport>;
