import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

import { startEngine, type Engine, type NodeRun } from '../../support/engine.mts';
import { hintTextsOf } from '../../support/hints.mts';
import { setStage } from '../../support/stage.mts';

const stage = setStage();

type Event = Record<string, unknown> & {
	content: string;
	alignment: { segments: Array<{ text: string; start: number; end: number }> } | null;
	chunk_seq: number;
};

/** Makes other events from the service's. */
type Change = (events: Event[]) => Array<Event | Record<string, unknown> | string>;

let change: Change;
let contentType: string;
let server: Server;
let engine: Engine;

/** The sandbox's events, changed. */
async function changed(body: Buffer): Promise<string> {
	const answer = await fetch(`${stage.sandbox.url}/v1/tts/stream/with-timestamp`, {
		method: 'POST',
		headers: { authorization: `Bearer ${stage.sandbox.key}`, 'content-type': 'application/json', model: 's2.1-pro' },
		body: new Uint8Array(body),
	});
	const blocks = (await answer.text()).split(/\r?\n\r?\n/).filter((block) => /^data:/m.test(block));
	const events = blocks.map(
		(block) => JSON.parse([...block.matchAll(/^data: ?(.*)$/gm)].map(([, data]) => data).join('\n')) as Event,
	);
	return change(events)
		.map((event) => (typeof event === 'string' ? event : `event: message\ndata: ${JSON.stringify(event)}\n\n`))
		.join('');
}

beforeAll(async () => {
	server = createServer(async (request, response) => {
		const body = Buffer.concat(await request.toArray());
		const events = await changed(body).catch((error: unknown) => `event: error\ndata: ${String(error)}\n\n`);
		const audio = (): Buffer =>
			Buffer.concat(
				[...events.matchAll(/"audio_base64":"([^"]*)"/g)].map(([, base64]) => Buffer.from(base64!, 'base64')),
			);
		response.writeHead(200, { 'content-type': contentType }).end(contentType.startsWith('audio/') ? audio() : events);
	}).listen(0, '127.0.0.1');
	await new Promise((resolve) => server.once('listening', resolve));
	engine = await startEngine({
		credential: { apiKey: 'a-key-of-its-own', baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}` },
	});
});

afterAll(async () => {
	await engine.stop();
	server.closeAllConnections();
	await new Promise((resolve) => server.close(resolve));
});

const sentences = [
	'It was late in the evening.',
	'We had waited long enough, all of us.',
	'Nobody came to see the house.',
	'So they went home and slept until noon.',
	'The next day began with rain: cold, grey and endless.',
	'Anna’s brother called twice, yet nobody answered.',
	'Perhaps he should have written a letter instead?',
	'Far away a dog was barking at the moon!',
	'Three ships left port before breakfast.',
	'Their captain, an old friend, waved from above.',
	'Gulls cried while fishermen mended torn nets.',
	'Every child knows that song by heart.',
	'Bread, cheese and wine stood ready on every table.',
	'Music drifted over from some open window.',
	'Later that year everything changed again.',
];

/** Long enough for several chunks. */
const text = sentences.join(' ');

async function speak(
	how: Change,
	type = 'text/event-stream',
): Promise<{ run: NodeRun; shown: string; words: string[]; hints: string[]; requests: number }> {
	[change, contentType] = [how, type];
	const run = await engine.runNode('speak', { text, captions: 'srt', options: { includeWords: true } });
	const srt = run.items[0]?.binary?.data_srt
		? (await engine.bytesOf(run.items[0], 'data_srt')).toString().replace(/^\ufeff/, '')
		: '';
	return {
		run,
		shown: srt
			.split('\n')
			.filter((line) => line && !/^\d+$|-->/.test(line))
			.join(' '),
		words: ((run.items[0]?.json.words as Array<{ text: string }> | undefined) ?? []).map((word) => word.text),
		hints: hintTextsOf(run),
		requests: (await stage.sandbox.requests()).length,
	};
}

const withAlignment =
	(alignment: unknown): Change =>
	(events) =>
		events.map((event) => ({ ...event, alignment }));

/** The last chunk of the text. */
const lastOf = (events: Event[]): number => events.at(-1)!.chunk_seq;

test('the text of these tests comes in several chunks', async () => {
	let chunks = 0;
	const { shown, words, hints } = await speak((events) => {
		chunks = lastOf(events);
		return events;
	});
	expect(chunks).toBeGreaterThanOrEqual(2);
	expect([shown, words.join(' '), hints]).toEqual([text, text, []]);
});

test.each<[string, Change, string]>([
	['every alignment is null', withAlignment(null), 'text/event-stream'],
	['every alignment is missing', withAlignment(undefined), 'text/event-stream'],
	['every alignment is broken', withAlignment({ segments: 'none' }), 'text/event-stream'],
	['no segment has times', withAlignment({ segments: [{ text: 'It' }] }), 'text/event-stream'],
	['the server knows no times', (events) => events, 'audio/mpeg'],
])('keeps the audio without captions, with a hint and billed once: %s', async (_, how, type) => {
	const { run, hints, requests } = await speak(how, type);
	expect(run.error).toBeUndefined();
	expect(
		(await engine.bytesOf(run.items[0])).equals(await stage.sandbox.ttsBytes({ text, format: 'mp3' }, 's2.1-pro')),
	).toBe(true);
	expect([Object.keys(run.items[0]!.binary!), 'words' in run.items[0]!.json]).toEqual([['data'], false]);
	expect(hints).toEqual([
		'Fish Audio gave no times for the words, so there are no captions. The audio is complete. [item 0]',
	]);
	expect(requests).toBe(1);
});

test.each<[string, Change]>([
	[
		'the first chunk',
		(events) => events.map((event) => (event.chunk_seq === 0 ? { ...event, alignment: null } : event)),
	],
	[
		'a chunk in between',
		(events) => events.map((event) => (event.chunk_seq === 1 ? { ...event, alignment: null } : event)),
	],
	[
		'the last chunk',
		(events) => events.map((event) => (event.chunk_seq === lastOf(events) ? { ...event, alignment: null } : event)),
	],
	[
		'a chunk that tells nothing else',
		(events) => events.map((event) => (event.chunk_seq === 1 ? { audio_base64: event.audio_base64 } : event)),
	],
])('puts words without times between those with times: %s', async (_, how) => {
	const { shown, words, hints, requests } = await speak(how);
	expect([shown, words.join(' '), hints, requests]).toEqual([text, text, [], 1]);
});

test('leaves sentences without times out, and says so in a hint', async () => {
	const slow = (event: Event): Record<string, unknown> => {
		const segments = (event.chunk_seq === 0 && event.alignment?.segments.slice(0, 20)) || [];
		return {
			...event,
			alignment: { segments: segments.map((word) => ({ ...word, start: word.start * 20, end: word.end * 20 })) },
		};
	};
	const { shown, hints, requests } = await speak((events) =>
		events.map((event) => ({ ...slow(event), content: '', chunk_audio_offset_sec: null })),
	);
	// The first 20 words, and none of the sentence that ends later.
	expect(shown).toBe(sentences.slice(0, 3).join(' '));
	expect(hints).toEqual([
		expect.stringMatching(
			new RegExp(
				String.raw`^The captions leave out \d+ words, the first of them '\w+': ` +
					String.raw`Fish Audio gave no times for them\. The audio is complete\. \[item 0\]$`,
			),
		),
	]);
	expect(requests).toBe(1);
});

test.each<[string, string]>([
	['the end', 'data: [DONE]\n\n'],
	['a comment', ': alive\n\n'],
	['an event of another name', 'event: ping\ndata: alive\n\n'],
	['an event without audio', 'data: {"type":"usage","bytes":12}\n\n'],
])('ignores %s in addition to the events', async (_, more) => {
	const { shown, hints, requests } = await speak((events) => [more, ...events, more]);
	expect([shown, hints, requests]).toEqual([text, [], 1]);
});

test.each<[string, string, string, number]>([
	[
		'no credit',
		'event: error\ndata: {"message":"Insufficient API credit","status":402}\n\n',
		'The account has no API credit left [item 0]',
		1,
	],
	[
		'a lasting code',
		'data: {"code":"invalid_api_key","message":"Invalid","status":500}\n\n',
		'Fish Audio did not accept the API key [item 0]',
		1,
	],
	[
		'a refusal',
		'event: error\ndata: {"message":"Bad words","status":400}\n\n',
		'Fish Audio refused the request: Bad words [item 0]',
		1,
	],
	[
		'words alone',
		'event: error\ndata: out of voices\n\n',
		'Fish Audio broke off the speech: out of voices [item 0]',
		1,
	],
	[
		'a fault of the server',
		'event: error\ndata: {"message":"oops","status":500}\n\n',
		'Fish Audio failed to answer the request [item 0]',
		2,
	],
	[
		'too many at once',
		'event: error\ndata: {"message":"busy","status":429}\n\n',
		'Fish Audio failed to answer the request [item 0]',
		2,
	],
])('reports an error inside the events: %s', async (_, failure, message, times) => {
	const { run, requests } = await speak((events) => [...events.slice(0, 1), failure]);
	expect([run.error?.message, requests]).toEqual([message, times]);
});
