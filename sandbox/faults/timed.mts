import { eventStream, RawEvent } from '../http/eventStream.mts';
import type { Answer } from '../http/answer.mts';
import type { TimedEvent } from '../speech/timedEvents.mts';
import type { Fault } from './fault.mts';

type Values = AsyncIterable<unknown[]>;

async function* each(
	events: AsyncIterable<TimedEvent[]>,
	change: (event: TimedEvent, index: number) => unknown[],
): Values {
	let index = 0;
	for await (const some of events) yield some.flatMap((event) => change(event, index++));
}

async function* followed(events: Values, last: unknown): Values {
	yield* events;
	yield [last];
}

/** The right field names with useless values. */
const broken = { segments: [{ text: null, start: 'soon', end: -1 }], audio_duration: null };

function withoutAlignment(event: TimedEvent, how: 'null' | 'missing' | 'broken'): object {
	const { alignment: _, ...rest } = event;
	if (how === 'missing') return rest;
	return { ...rest, alignment: how === 'null' ? null : broken };
}

/** Drops the second half of the last chunk's events. */
async function* shortened(events: AsyncIterable<TimedEvent[]>): Values {
	const all: TimedEvent[] = [];
	for await (const some of events) all.push(...some);
	const last = all.filter(({ chunk_seq }) => chunk_seq === all.at(-1)?.chunk_seq).length;
	yield all.slice(0, all.length - Math.ceil(last / 2));
}

const something = (name: string, said: unknown) => new RawEvent(`event: ${name}\ndata: ${JSON.stringify(said)}\n\n`);

function changed(fault: Fault, events: AsyncIterable<TimedEvent[]>): Values | undefined {
	switch (fault.kind) {
		case 'noAlignment': {
			const { how = 'null', from = 0 } = fault;
			return each(events, (event, index) => [index < from ? event : withoutAlignment(event, how)]);
		}
		case 'otherEvent': {
			const other = something(fault.name ?? 'something', fault.data ?? { message: 'Something else' });
			return each(events, (event, index) => (index === 0 ? [event, other] : [event]));
		}
		case 'done':
			return followed(events, new RawEvent('data: [DONE]\n\n'));
		case 'lastChunkCut':
			return shortened(events);
		default:
			return undefined;
	}
}

/** The answer with changed events. Unchanged if it has no events or the fault is not about them. */
export function withOtherEvents(fault: Fault, answer: Answer): Answer {
	const values = answer.events && changed(fault, answer.events);
	return values ? { ...answer, body: eventStream(values) } : answer;
}
