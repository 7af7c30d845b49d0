import type { FailureKind } from '../../../fishAudio/errors.ts';
import type { NewVoice } from '../../../fishAudio/voices/newVoice.ts';
import type { Voice } from '../../../fishAudio/voices/voice.ts';
import { failure, json, plain, status, type Answer } from '../../support/scripted/answers.mts';
import type { FakeClock } from '../../support/scripted/clock.mts';
import { file, voice } from '../../support/scripted/inputs.mts';
import type { SeenRequest } from '../../support/scripted/seenRequest.mts';
import type { Answerer } from '../../support/scripted/transport.mts';

/** A new voice with valid values. */
export const anna = (over: Partial<NewVoice> = {}): NewVoice => ({
	title: 'Anna',
	samples: [file('one')],
	visibility: 'private',
	...over,
});

const idOf = (number: number): string => number.toString(16).padStart(32, '0');

/** What goes wrong with one `POST /model`. */
export type Fault =
	| 'none'
	/** The server never saw it. */
	| 'unreachable'
	| 'busy'
	/** The connection was lost before the server acted, or after. */
	| 'disconnectedBefore'
	| 'disconnectedAfter'
	| 'timeoutBefore'
	| 'timeoutAfter'
	| 'errorBefore'
	| 'errorAfter'
	| 'unreadableAfter'
	| 'cutAfter';

interface ServerOptions {
	faults: Fault[];
	/** Faults of `GET /model`, in their order. */
	lookFaults?: Array<'none' | FailureKind | Answer>;
	/** Milliseconds until a voice shows in the list. */
	listDelay?: number;
	/** Whether the server sends its date. */
	sendsDate?: boolean;
	/** How far its clock is off ours, in milliseconds. */
	clockOff?: number;
	/** Milliseconds that each request takes. */
	takes?: number;
	existing?: Array<Voice>;
	/** Fields of the created voice, whatever was requested. */
	makes?: Record<string, unknown>;
}

/** The part of the API that creates and lists voices, with faults. */
export function server({
	faults,
	lookFaults = [],
	listDelay = 0,
	sendsDate = true,
	clockOff = 0,
	takes = 100,
	existing = [],
	makes = {},
}: ServerOptions) {
	const voices: Array<Voice & { shownAt: number }> = existing.map((one) => ({ ...one, shownAt: 0 }));
	let creates = 0;
	let looks = 0;
	const made = () => voices.slice(existing.length);

	const make = (request: SeenRequest, clock: FakeClock) => {
		const value = (name: string) => request.parts.filter((part) => part.name === name).map((part) => part.value);
		const one = voice({
			_id: idOf(voices.length + 1),
			title: value('title')[0],
			visibility: value('visibility')[0],
			// Examples the server made, not the recordings.
			samples: value('generate_sample').map(() => ({ text: 'Hello' })),
			created_at: new Date(clock.now() + clockOff).toISOString(),
			...makes,
		});
		voices.push({ ...one, shownAt: clock.now() + listDelay });
		return one;
	};
	const headers = (clock: FakeClock): Record<string, string> =>
		sendsDate ? { date: new Date(clock.now() + clockOff).toUTCString() } : {};

	const create: Answerer = async (request, clock) => {
		const fault = faults[creates++] ?? 'none';
		await clock.sleep(takes);
		if (fault === 'unreachable') return failure('unreachable');
		if (fault === 'busy') return status(429);
		if (fault === 'disconnectedBefore') return failure('disconnected');
		if (fault === 'timeoutBefore') return failure('timeout');
		if (fault === 'errorBefore') return status(503);
		const one = make(request, clock);
		await clock.sleep(takes);
		if (fault === 'disconnectedAfter') return failure('disconnected');
		if (fault === 'timeoutAfter') return failure('timeout');
		if (fault === 'errorAfter') return status(500);
		if (fault === 'unreadableAfter') return plain('<html>', 201);
		if (fault === 'cutAfter')
			return { ...json(one, 201, headers(clock)), chunks: [], failure: failure('disconnected') };
		return json(one, 201, headers(clock));
	};
	const list: Answerer = async (_, clock) => {
		const fault = lookFaults[looks++] ?? 'none';
		await clock.sleep(takes);
		if (typeof fault === 'object') return fault;
		if (fault !== 'none') return failure(fault);
		const items = voices.filter(({ shownAt }) => shownAt <= clock.now()).reverse();
		return json({ total: items.length, items, has_more: false }, 200, headers(clock));
	};
	const answer: Answerer = async (request, clock) =>
		request.method === 'POST' ? await create(request, clock) : await list(request, clock);
	return { answer, made };
}
