import { setTimeout as sleep } from 'node:timers/promises';
import { speechPrice } from '../account.mts';
import { checkSpeechRequest, checkTimedSpeechRequest } from '../contract.mts';
import type { Answer } from '../http/answer.mts';
import { mediaType, readValue } from '../http/body.mts';
import { eventStream } from '../http/eventStream.mts';
import { chunked } from '../speech/contentChunks.mts';
import { bytesOf, narrate, type SpeechJob } from '../speech/speak.mts';
import { eventsOfBatch, type TimedEvent } from '../speech/timedEvents.mts';
import type { World } from '../world.mts';
import type { Route } from './route.mts';
import { FREE_MODEL, modelOf, speechJobOf, type OrderedSpeech, type SentSpeech } from './speechJob.mts';

/** Speech as audio; the sandbox remembers it. */
export function audioOf(world: World, job: SpeechJob): AsyncGenerator<Uint8Array> {
	return bytesOf(world.recordings.listen(narrate(job)));
}

export function audioAnswer(world: World, job: SpeechJob): Answer {
	return { status: 200, headers: { 'content-type': job.audio.contentType }, body: audioOf(world, job) };
}

async function* timedEvents(world: World, job: OrderedSpeech): AsyncGenerator<TimedEvent[]> {
	for await (const batch of chunked(world.recordings.listen(narrate(job)), job.chunks)) yield eventsOfBatch(batch);
}

function timedAnswer(world: World, job: OrderedSpeech): Answer {
	return { status: 200, headers: { 'content-type': 'text/event-stream' }, body: eventStream(timedEvents(world, job)) };
}

type Form = (world: World, job: OrderedSpeech) => Answer;

async function answer(world: World, sent: SentSpeech, form: Form): Promise<Answer> {
	const job = await speechJobOf(world, sent);
	if (sent.model !== FREE_MODEL) world.account.charge(speechPrice(job.text));
	if (world.settings.latencyMs > 0) await sleep(world.settings.latencyMs);
	return form(world, job);
}

function speechRoute(path: RegExp, check: typeof checkSpeechRequest, form: Form): Route {
	return {
		method: 'POST',
		path,
		async read(world, exchange) {
			const body = await readValue(exchange);
			const packed = mediaType(exchange).endsWith('msgpack');
			const text = typeof body === 'object' && body !== null && 'text' in body ? String(body.text) : '';
			return { text, run: () => answer(world, { body, packed, model: modelOf(exchange.header('model')), check }, form) };
		},
	};
}

export const speech = speechRoute(/^\/v1\/tts$/, checkSpeechRequest, audioAnswer);

export const timedSpeech = speechRoute(/^\/v1\/tts\/stream\/with-timestamp$/, checkTimedSpeechRequest, timedAnswer);
