import { type Answer, type Api, FREE } from './api.mts';
import { at, listAt, textAt } from './read.mts';

/** The data of each event, line by line as the standard for server-sent events says. */
function dataIn(text: string): string[] {
	const found: string[] = [];
	let data: string[] = [];
	for (const line of text.split(/\r\n|\n|\r/)) {
		if (line === '' && data.length > 0) found.push(data.join('\n'));
		if (line === '') data = [];
		const field = /^data: ?(.*)$/.exec(line);
		if (field) data.push(field[1] ?? '');
	}
	return found;
}

export interface Timed {
	answer: Answer;
	/** The events' data, decoded where it is JSON. */
	events: unknown[];
}

function decoded(data: string): unknown {
	try {
		return JSON.parse(data) as unknown;
	} catch {
		return data;
	}
}

/** Speech with word times, by the free model. */
export function timed(api: Api, text: string): Promise<Timed> {
	return api.once(`timed ${text}`, async () => {
		const answer = await api.ask('POST', '/v1/tts/stream/with-timestamp', { json: { text }, model: FREE });
		return { answer, events: dataIn(answer.text).map(decoded) };
	});
}

/** The last alignment of each chunk, in order. */
function lastAlignments({ events }: Timed): unknown[] {
	const last = new Map<unknown, unknown>();
	for (const event of events) if (at(event, 'alignment')) last.set(at(event, 'chunk_seq'), at(event, 'alignment'));
	return [...last.values()];
}

export const segmentsIn = (spoken: Timed): string[] =>
	lastAlignments(spoken).flatMap((alignment) =>
		listAt(alignment, 'segments').map((segment) => textAt(segment, 'text')),
	);

/** Each chunk's content, once. */
export function contentIn({ events }: Timed): string {
	const contents = new Map(events.map((event) => [at(event, 'chunk_seq'), textAt(event, 'content')]));
	return [...contents.values()].join('');
}
