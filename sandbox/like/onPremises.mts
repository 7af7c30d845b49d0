import { asAudio, eventsAnswer, speechRoute, timedEvents, type Form, type Terms } from '../api/speech.mts';
import { speakersBy } from '../api/speakers.mts';
import { checkSpeechRequest, checkTimedSpeechRequest } from '../contract.mts';
import { ApiError } from '../errors.mts';
import { refusal } from '../http/answer.mts';
import type { TimedEvent } from '../speech/timedEvents.mts';
import { bearerOf, type Service } from './service.mts';
import { stagedPitch } from './staged.mts';

async function* withoutAlignment(events: AsyncIterable<TimedEvent[]>): AsyncGenerator<TimedEvent[]> {
	for await (const some of events) yield some.map((event) => ({ ...event, alignment: null }));
}

/** Nothing is billed. Voices are the staged ones. */
const terms: Terms = {
	costs: () => false,
	bill: () => undefined,
	speakersOf: speakersBy((_world, name) => {
		const pitchHz = stagedPitch(name);
		if (pitchHz === undefined) throw new ApiError(400, 'Reference not found');
		return Promise.resolve(pitchHz);
	}),
};

const asUntimedEvents: Form = (narration, job) => eventsAnswer(withoutAlignment(timedEvents(narration, job)), job);

/**
 * The vendor's own stack, "All-in-One": speech only, without word times (docs, 2026-08). Its errors are undocumented.
 */
export const onPremises: Service = {
	isHosted: false,
	routes: [
		speechRoute(/^\/v1\/tts$/, checkSpeechRequest, asAudio, terms),
		speechRoute(/^\/v1\/tts\/stream\/with-timestamp$/, checkTimedSpeechRequest, asUntimedEvents, terms),
	],
	keyRefused: (_world, exchange) => (bearerOf(exchange)?.trim() ? undefined : new ApiError(401, 'Invalid Token')),
	refusal,
};
