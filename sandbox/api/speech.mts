import { setTimeout as sleep } from 'node:timers/promises';
import { speechPrice } from '../account.mts';
import { checkSpeechRequest, checkTimedSpeechRequest } from '../contract.mts';
import { ClientGone } from '../errors.mts';
import type { Answer } from '../http/answer.mts';
import { mediaType, readValue } from '../http/body.mts';
import { eventStream } from '../http/eventStream.mts';
import type { Exchange } from '../http/exchange.mts';
import { chunked } from '../speech/contentChunks.mts';
import { modelOf } from '../speech/models.mts';
import { bytesOf, narrate, type SpeechJob, type Utterance } from '../speech/speak.mts';
import { eventsOfBatch, type TimedEvent } from '../speech/timedEvents.mts';
import type { World } from '../world.mts';
import type { Route } from './route.mts';
import { speakersOf, type SpeakersOf } from './speakers.mts';
import { speechJobOf, type OrderedSpeech, type SentSpeech } from './speechJob.mts';

/** Speaks, and remembers what was spoken. */
const heard = (world: World, job: SpeechJob): AsyncGenerator<Utterance> => world.recordings.listen(narrate(job));

const audioHead = ({ audio }: SpeechJob) => ({ status: 200, headers: { 'content-type': audio.contentType }, audio });

export function audioAnswer(world: World, job: SpeechJob): Answer {
	return { ...audioHead(job), body: bytesOf(heard(world, job)) };
}

export async function* timedEvents(
	narration: AsyncIterable<Utterance>,
	job: OrderedSpeech,
): AsyncGenerator<TimedEvent[]> {
	for await (const batch of chunked(narration, job.chunks)) yield eventsOfBatch(batch, job);
}

/** How speech is sent: as audio, or as events. */
export type Form = (narration: AsyncIterable<Utterance>, job: OrderedSpeech) => Answer;

/** What differs from server to server. */
export interface Terms {
	/** Whether a request is billed: then credit is checked before parameters. */
	costs(exchange: Exchange): boolean;
	/** @throws ApiError 402 */
	bill(world: World, job: OrderedSpeech): void;
	speakersOf: SpeakersOf;
}

export const asAudio: Form = (narration, job) => ({ ...audioHead(job), body: bytesOf(narration) });

export function eventsAnswer(events: AsyncIterable<TimedEvent[]>, { audio }: OrderedSpeech): Answer {
	return { status: 200, headers: { 'content-type': 'text/event-stream' }, body: eventStream(events), audio, events };
}

const asEvents: Form = (narration, job) => eventsAnswer(timedEvents(narration, job), job);

async function* replay(utterances: Utterance[]): AsyncGenerator<Utterance> {
	yield* utterances;
}

/** A text of more than one chunk is sent at once: its first byte with its last (measured, 2026-10). */
async function bufferedSpeech(world: World, job: OrderedSpeech, exchange: Exchange): Promise<AsyncIterable<Utterance>> {
	const utterances: Utterance[] = [];
	for await (const utterance of heard(world, job)) {
		if (exchange.gone) throw new ClientGone();
		utterances.push(utterance);
	}
	const seconds = utterances.reduce((last, { piece }) => piece?.end ?? last, 0);
	const { wholeAfter } = world.settings;
	if (wholeAfter > 0) await sleep(1000 * wholeAfter * seconds);
	return replay(utterances);
}

async function answer(world: World, exchange: Exchange, sent: SentSpeech, form: Form, terms: Terms): Promise<Answer> {
	const job = await speechJobOf(world, sent);
	terms.bill(world, job);
	if (world.settings.latencyMs > 0) await sleep(world.settings.latencyMs);
	return form(job.text.length > job.chunks.max ? await bufferedSpeech(world, job, exchange) : heard(world, job), job);
}

/** An endpoint that speaks. */
export function speechRoute(path: RegExp, check: typeof checkSpeechRequest, form: Form, terms: Terms): Route {
	return {
		method: 'POST',
		path,
		costs: terms.costs,
		async read(world, exchange) {
			const body = await readValue(exchange);
			const sent = {
				body,
				type: mediaType(exchange),
				model: exchange.header('model'),
				check,
				speakersOf: terms.speakersOf,
			};
			const text = typeof body === 'object' && body !== null && 'text' in body ? String(body.text) : '';
			return { text, run: (wish) => answer(world, exchange, { ...sent, ...wish }, form, terms) };
		},
	};
}

const terms: Terms = {
	costs: (exchange) => speechPrice('a', modelOf(exchange.header('model')).name) > 0,
	bill: (world, { text, model }) => world.account.charge(speechPrice(text, model)),
	speakersOf,
};

export const speech = speechRoute(/^\/v1\/tts$/, checkSpeechRequest, asAudio, terms);

export const timedSpeech = speechRoute(/^\/v1\/tts\/stream\/with-timestamp$/, checkTimedSpeechRequest, asEvents, terms);
