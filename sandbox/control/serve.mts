import type { IncomingMessage, ServerResponse } from 'node:http';
import { concurrencyFor } from '../account.mts';
import { audioAnswer } from '../api/speech.mts';
import { speechJobOf } from '../api/speechJob.mts';
import { ApiError } from '../errors.mts';
import { checkRule } from '../faults/fault.mts';
import { deliver, json, nothing, refusal, type Answer } from '../http/answer.mts';
import { mediaType, readValue } from '../http/body.mts';
import { Exchange } from '../http/exchange.mts';
import { RequestLog } from '../http/log.mts';
import { checkSettingsPatch } from '../settings.mts';
import type { World } from '../world.mts';
import { seededVoices, voiceEdit } from './seed.mts';

interface Call {
	world: World;
	exchange: Exchange;
	id: string;
	body: unknown;
}

type Act = (call: Call) => Answer | Promise<Answer>;

const IDS_SHOWN = 1000;

function known(world: World, id: string): string {
	if (!world.store.get(id)) throw new ApiError(404, `There is no voice '${id}'`);
	return id;
}

function showSettings(world: World): Answer {
	return json(200, { ...world.settings, credit: world.account.credit });
}

function changeSettings({ world, body }: Call): Answer {
	const { credit, ...settings } = checkSettingsPatch(body);
	const limit = settings.toppedUp === undefined ? {} : { concurrency: concurrencyFor(settings.toppedUp) };
	world.settings = { ...world.settings, ...limit, ...settings };
	if (credit !== undefined) world.account.setCredit(credit);
	return showSettings(world);
}

/** Between tests: no faults, no log, none of the account's voices; the body changes settings. */
async function reset(call: Call): Promise<Answer> {
	const { faults, log, store } = call.world;
	faults.clear();
	log.clear();
	await store.removeOwn();
	return changeSettings(call);
}

function addFault({ world, body }: Call): Answer {
	return json(201, { id: world.faults.add(checkRule(body)) });
}

function showStats({ meter, store }: World): Answer {
	return json(200, {
		requests: meter.total,
		inFlight: meter.inFlight,
		maxInFlight: meter.maxInFlight,
		voices: store.size,
	});
}

function seedVoices({ world, body }: Call): Answer {
	const voices = seededVoices(body);
	world.store.seed(voices);
	return json(201, voices.length <= IDS_SHOWN ? { ids: voices.map(({ id }) => id) } : { count: voices.length });
}

async function speechBytes({ world, exchange, body }: Call): Promise<Answer> {
	return audioAnswer(
		world,
		await speechJobOf(world, { body, type: mediaType(exchange), model: exchange.header('model') }),
	);
}

/** Serves the sample of a voice that was created with `generate_sample`. */
async function sample({ world, id }: Call): Promise<Answer> {
	const body = { text: 'This is how I sound.', reference_id: id };
	return audioAnswer(world, await speechJobOf(world, { body, type: 'application/json', model: undefined }));
}

async function done(act: unknown): Promise<Answer> {
	await act;
	return nothing(204);
}

const calls: [method: string, path: RegExp, act: Act][] = [
	['GET', /^settings$/, ({ world }) => showSettings(world)],
	['PATCH', /^settings$/, changeSettings],
	['POST', /^reset$/, reset],
	['GET', /^faults$/, ({ world }) => json(200, world.faults.list())],
	['POST', /^faults$/, addFault],
	['DELETE', /^faults$/, ({ world }) => done(world.faults.clear())],
	[
		'GET',
		/^requests$/,
		({ world, exchange }) => json(200, world.log.since(Number(exchange.url.searchParams.get('since') ?? 0))),
	],
	['DELETE', /^requests$/, ({ world }) => done(world.log.clear())],
	['GET', /^stats$/, ({ world }) => showStats(world)],
	['DELETE', /^stats$/, ({ world }) => done(world.meter.reset())],
	['POST', /^voices$/, seedVoices],
	['DELETE', /^voices$/, ({ world }) => done(world.store.removeOwn())],
	[
		'PATCH',
		/^voices\/([0-9a-f]{32})$/,
		({ world, id, body }) => done(world.store.update(known(world, id), voiceEdit(body))),
	],
	['GET', /^voices\/([0-9a-f]{32})\/sample$/, sample],
	['POST', /^tts-bytes$/, speechBytes],
];

/** Control calls are not API requests: they go to a separate log, which nobody reads. */
const unread = new RequestLog();

async function answerTo(world: World, exchange: Exchange): Promise<Answer> {
	const { method, path } = exchange.entry;
	const name = path.slice('/_sandbox/'.length);
	const call = calls.find(([verb, pattern]) => verb === method && pattern.test(name));
	if (!call) throw new ApiError(404, `The control plane has no ${method} ${path}`);
	const [, pattern, act] = call;
	const body = method === 'GET' || method === 'DELETE' ? undefined : await readValue(exchange);
	return act({ world, exchange, id: pattern.exec(name)?.[1] ?? '', body });
}

/** A web page can reach a loopback port by DNS rebinding. It must not control the sandbox. */
function fromOutside({ headers }: IncomingMessage): boolean {
	return !/^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/.test(headers.host ?? '') || headers.origin !== undefined;
}

/** One call to the control plane. Never throws. */
export async function serveControl(world: World, request: IncomingMessage, response: ServerResponse): Promise<void> {
	const exchange = new Exchange(request, response, unread);
	try {
		if (fromOutside(request)) throw new ApiError(403, 'The control plane is for this machine only');
		await deliver(exchange, await answerTo(world, exchange));
	} catch (error) {
		await deliver(exchange, refusal(error)).catch(() => response.destroy());
	}
}
