import type { IncomingMessage, ServerResponse } from 'node:http';
import { ApiError, ClientGone } from '../errors.mts';
import { actAfter, actBefore, strikesAtHeaders, strikesBefore } from '../faults/act.mts';
import type { Fault } from '../faults/fault.mts';
import { deliver, type Answer } from '../http/answer.mts';
import { Exchange } from '../http/exchange.mts';
import { fishAudio } from '../like/fishAudio.mts';
import { fishSpeech } from '../like/fishSpeech.mts';
import { onPremises } from '../like/onPremises.mts';
import type { Like, Service } from '../like/service.mts';
import type { World } from '../world.mts';
import type { Ready, Route, Wish } from './route.mts';

const services: Record<Like, Service> = {
	'fish-audio': fishAudio,
	'fish-speech': fishSpeech,
	'on-premises': onPremises,
};

function refused(error: unknown): Ready {
	return { run: () => Promise.reject(error) };
}

function idIn(pattern: RegExp, path: string): string {
	const written = pattern.exec(path)?.[1] ?? '';
	try {
		return decodeURIComponent(written);
	} catch {
		return written;
	}
}

async function readBy(route: Route, world: World, exchange: Exchange): Promise<Ready> {
	try {
		const ready = await route.read(world, exchange, idIn(route.path, exchange.entry.path));
		await exchange.drain();
		return ready;
	} catch (error) {
		if (error instanceof ClientGone) throw error;
		return refused(error);
	}
}

/** A billed request without credit is refused before anything else is checked. */
function payable(world: World, ready: Ready): Ready {
	const run = (wish?: Wish) => {
		world.account.checkCredit();
		return ready.run(wish);
	};
	return { ...ready, run };
}

/** Reads the whole request. Its mistakes are reported only when it is carried out. */
async function read(world: World, exchange: Exchange, service: Service): Promise<Ready> {
	const { path, method } = exchange.entry;
	const here = service.routes.filter((route) => route.path.test(path));
	const route = here.find((candidate) => candidate.method === method);
	const wrongKey = service.keyRefused(world, exchange);
	if (route && !wrongKey) {
		const ready = await readBy(route, world, exchange);
		return route.costs?.(exchange) ? payable(world, ready) : ready;
	}
	await exchange.drain();
	if (here.length === 0) return refused(new ApiError(404, `There is nothing at ${path}`));
	return refused(wrongKey ?? new ApiError(405, `${method} is not possible at ${path}`));
}

async function carryOut(ready: Ready, fault: Fault | undefined, service: Service): Promise<Answer> {
	try {
		return await ready.run(fault?.kind === 'wrongRate' ? { otherRate: fault.rate ?? 0 } : {});
	} catch (error) {
		if (error instanceof ClientGone) throw error;
		return service.refusal(error);
	}
}

function prepareUpload(fault: Fault, exchange: Exchange): void {
	if (fault.kind === 'reset' && fault.phase === 'upload') exchange.resetAfterBodyBytes = fault.afterBytes ?? 1;
}

async function conclude(fault: Fault | undefined, exchange: Exchange, ready: Ready, service: Service): Promise<void> {
	if (fault) exchange.entry.fault = fault.kind;
	if (fault && strikesBefore(fault)) return actBefore(fault, exchange);
	const answer = await carryOut(ready, fault, service);
	return fault ? actAfter(fault, exchange, answer) : deliver(exchange, answer);
}

async function serve(world: World, exchange: Exchange, service: Service): Promise<void> {
	const { method, path, query } = exchange.entry;
	const early = world.faults.pick({ method, path, query });
	const fault = early === 'undecided' ? undefined : early;
	if (fault) {
		exchange.entry.fault = fault.kind;
		if (strikesAtHeaders(fault)) return actBefore(fault, exchange);
		prepareUpload(fault, exchange);
	}
	const ready = await read(world, exchange, service);
	try {
		const late = early === 'undecided' ? world.faults.pick({ method, path, query, text: ready.text ?? '' }) : fault;
		await conclude(late === 'undecided' ? undefined : late, exchange, ready, service);
	} finally {
		await ready.dispose?.();
	}
}

function noteEnd(world: World, exchange: Exchange, admitted: boolean): void {
	const { response, entry } = exchange;
	let ended = false;
	const end = () => {
		if (ended) return;
		ended = true;
		world.meter.leave(admitted);
		entry.endedAt = Date.now();
		if (!response.writableFinished && !exchange.brokenByUs) entry.aborted = true;
	};
	// On 'finish' the client has the full answer and may send its next request before 'close'.
	response.once('finish', end);
	response.once('close', end);
}

/** Headers of every answer of the vendor's API, errors included. */
function setAccountHeaders({ response, entry }: Exchange, limit: number, current: number): void {
	response.setHeader('x-fish-trace-id', entry.traceId);
	response.setHeader('x-fishaudio-datacenter', 'sandbox');
	response.setHeader('cf-ray', `${entry.traceId.slice(0, 16)}-LOC`);
	response.setHeader('ratelimit-limit-concurrency', String(limit));
	response.setHeader('ratelimit-current-concurrency', String(current));
}

/** Answers at once, even if the body has not fully arrived. */
async function refuseForNow(exchange: Exchange, service: Service): Promise<void> {
	await deliver(exchange, service.refusal(new ApiError(429, 'exceeded your current concurrency limit')));
	await exchange.drain();
}

/** One request to the API, from its arrival to its end. Never throws. */
export async function serveApi(world: World, request: IncomingMessage, response: ServerResponse): Promise<void> {
	const exchange = new Exchange(request, response, world.log);
	const service = services[world.like];
	const { concurrency } = world.settings;
	const admitted = world.meter.enter(service.isHosted ? concurrency : Infinity);
	if (service.isHosted) setAccountHeaders(exchange, concurrency, world.meter.admitted);
	noteEnd(world, exchange, admitted);
	try {
		await (admitted ? serve(world, exchange, service) : refuseForNow(exchange, service));
	} catch (error) {
		if (!(error instanceof ClientGone) && !exchange.gone) console.error('The sandbox failed:', error);
		response.destroy();
	}
}
