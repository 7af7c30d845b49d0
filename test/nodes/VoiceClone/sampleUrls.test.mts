import { createHash } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createRequire } from 'node:module';

import type { INodeExecutionData, INodeParameters } from 'n8n-workflow';

import { shortenDeadlines } from '../../faults/support/deadlines.mts';
import { megabyte } from '../../faults/support/memory.mts';
import { startHttp, type BareServer } from '../../faults/support/server.mts';
import { requestCounts, stopRun } from '../../faults/support/stopRun.mts';
import { until } from '../../support/until.mts';
import { flood } from '../../support/flood.mts';
import { mp3, wav } from '../../support/sounds.mts';
import { startEngine, type NodeRun } from '../../support/engine.mts';
import { n8n } from '../../support/line.mts';
import { shortenWaits } from '../../support/shortWaits.mts';
import { setStage } from '../../support/stage.mts';

const require = createRequire(import.meta.url);
const stage = setStage();
shortenWaits();

type Answer = (response: ServerResponse, request: IncomingMessage) => void;

/** The answers of a test's server, by path. */
let answers: Record<string, Answer> = {};
let web: BareServer;

beforeAll(async () => {
	// Proxy settings differ between computers.
	process.env['NO_PROXY'] = '*';
	web = await startHttp((request, response) => {
		// So that an open connection is one that is in use.
		response.shouldKeepAlive = false;
		const answer = answers[new URL(request.url!, 'http://web').pathname];
		if (answer) answer(response, request);
		else response.writeHead(404, { 'content-type': 'text/plain' }).end('Nothing here');
	});
});
afterEach(() => {
	answers = {};
	web.seen.length = 0;
});
afterAll(async () => await web.stop());

const file =
	(bytes: Buffer, headers: Record<string, string> = {}): Answer =>
	(response) =>
		void response.writeHead(200, headers).end(bytes);
const anna = wav({ seconds: 12 });
const hashOf = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');

const privately = { allowPrivateAddresses: true };
const parametersOf = (sampleUrls: unknown, more: INodeParameters = {}): INodeParameters => ({
	operation: 'create',
	title: 'Anna',
	sampleSource: 'urls',
	sampleUrls: sampleUrls as string,
	options: privately,
	...more,
});
const create = async (
	sampleUrls: unknown,
	more: INodeParameters = {},
	items?: INodeExecutionData[],
): Promise<NodeRun> => await stage.engine.runNode('voiceClone', parametersOf(sampleUrls, more), items);

async function sentFiles(): Promise<Array<Record<string, unknown>>> {
	const posts = (await stage.sandbox.requests()).filter(({ method, body }) => method === 'POST' && body);
	return posts.flatMap(({ body }) => (body as { files: Array<Record<string, unknown>> }).files);
}

/** The failure of Create with URLs. Nothing may have been sent to Fish Audio. */
async function failureOf(
	sampleUrls: unknown,
	more: INodeParameters = {},
): Promise<{ message: string; description: string }> {
	const { error, items } = await create(sampleUrls, more);
	expect([items, await stage.sandbox.requests()]).toEqual([[], []]);
	expect(error?.message).toMatch(/ \[item 0\]$/);
	return { message: error!.message.replace(' [item 0]', ''), description: error!.description ?? '' };
}

describe('a recording on the web', () => {
	test('becomes a voice, byte for byte, and its server gets no key', async () => {
		answers = { '/voices/anna.wav': file(anna, { 'content-type': 'audio/x-wav' }) };
		const { items, error } = await create(`${web.url}/voices/anna.wav?token=1`);
		expect(error).toBeUndefined();
		expect(items).toMatchObject([
			{ json: { title: 'Anna', sampleFiles: [{ fileName: 'anna.wav', seconds: 12 }] }, pairedItem: { item: 0 } },
		]);
		expect(await sentFiles()).toEqual([
			{ name: 'voices', filename: 'anna.wav', type: 'audio/wav', bytes: anna.length, sha256: hashOf(anna) },
		]);
		expect(web.seen).toEqual([expect.stringMatching(/^GET \/voices\/anna\.wav\?token=1 /)]);
		expect(web.seen[0]).not.toContain(stage.sandbox.key);
		const headers = JSON.parse(web.seen[0]!.slice(web.seen[0]!.indexOf('{'))) as Record<string, string>;
		expect(Object.keys(headers).sort()).toEqual(['accept', 'accept-encoding', 'connection', 'host', 'user-agent']);
	});

	test.each<[string, (url: string) => unknown]>([
		['by commas', (url) => `${url}/a.wav, ${url}/b.mp3,${url}/c,d.wav`],
		['by lines', (url) => `\n${url}/a.wav\r\n ${url}/b.mp3 \n\n${url}/c,d.wav,`],
		['by semicolons', (url) => `${url}/a.wav; ${url}/b.mp3;${url}/c,d.wav;`],
		['with signs that nobody sees', (url) => `\u200b${url}/a.wav\u2060, \ufeff${url}/b.mp3,\u200e${url}/c,d.wav\u200b`],
		['by spaces', (url) => ` ${url}/a.wav ${url}/b.mp3   ${url}/c,d.wav `],
		['by tabs, as a row of a sheet', (url) => `${url}/a.wav\t${url}/b.mp3\t\t${url}/c,d.wav`],
		['by bars', (url) => `${url}/a.wav | ${url}/b.mp3|${url}/c,d.wav`],
		['by a mixture', (url) => `${url}/a.wav , ${url}/b.mp3 ;\n| ${url}/c,d.wav ,;`],
		['as a list by expression', (url) => `={{ ["${url}/a.wav", "", " ${url}/b.mp3", "${url}/c,d.wav"] }}`],
	])('may be one of several, as %s', async (_, write) => {
		const b = await mp3(44_100, 128, 11);
		answers = { '/a.wav': file(anna), '/b.mp3': file(b), '/c,d.wav': file(anna) };
		const { error } = await create(write(web.url), { options: { ...privately, transcripts: 'A.\nB.\nC.' } });
		expect(error).toBeUndefined();
		const sent = await sentFiles();
		expect(sent.map(({ filename, type, sha256 }) => [filename, type, sha256])).toEqual([
			['a.wav', 'audio/wav', hashOf(anna)],
			['b.mp3', 'audio/mpeg', hashOf(b)],
			['c,d.wav', 'audio/wav', hashOf(anna)],
		]);
	});

	test('may have separators of URLs inside its own URL', async () => {
		answers = { '/a,b;c|d%20e.wav': file(anna) };
		const { error } = await create(`${web.url}/a,b;c|d e.wav`);
		expect(error).toBeUndefined();
		expect((await sentFiles()).map(({ sha256 }) => sha256)).toEqual([hashOf(anna)]);
	});

	test.each([' ', ',', '; ', 'a', 'a:', 'a.', ', a', '\t|'])(
		'a million characters that are no URL, %j, are refused at once',
		async (signs) => {
			const { message } = await failureOf(`x${signs.repeat(1_000_000 / signs.length)}x`);
			expect(message.length).toBeLessThan(300);
		},
	);

	test('may differ for each item', async () => {
		answers = { '/a.wav': file(anna), '/b.wav': file(wav({ seconds: 11 })) };
		const items = ['a', 'b'].map((name) => ({ json: { name } }));
		const { items: out } = await create(
			`={{ "${web.url}/" + $json.name + ".wav" }}`,
			{ title: '={{ $json.name }}' },
			items,
		);
		expect(
			out.map(({ json, pairedItem }) => [
				json.title,
				(json.sampleFiles as Array<{ seconds: number }>)[0]!.seconds,
				pairedItem,
			]),
		).toEqual([
			['a', 12, { item: 0 }],
			['b', 11, { item: 1 }],
		]);
	});

	test.each([
		['/Meine%20Stimme%20%C3%BC.wav', 'Meine Stimme ü.wav'],
		['/%E0%A4%A.wav', '%E0%A4%A.wav'],
		['/..%2f..%2fetc%2fpasswd', 'passwd.wav'],
		['/download', 'download.wav'],
		['/', 'Sample 1.wav'],
	])('at %s is sent as %s', async (path, name) => {
		answers = { [path]: file(anna) };
		expect((await create(web.url + path)).error).toBeUndefined();
		expect((await sentFiles()).map(({ filename }) => filename)).toEqual([name]);
	});

	test('is downloaded once, even if it is sent several times', async () => {
		answers = { '/a.wav': file(anna) };
		await stage.sandbox.fault({
			match: { method: 'POST' },
			fault: { kind: 'reset', phase: 'upload', afterBytes: 50_000 },
		});
		expect((await create(`${web.url}/a.wav`)).error).toBeUndefined();
		expect(web.seen).toHaveLength(1);
		expect((await sentFiles()).at(-1)).toMatchObject({ sha256: hashOf(anna) });
	});

	test('may be compressed, and may have a wrong type', async () => {
		const { gzipSync } = require('node:zlib') as typeof import('node:zlib');
		answers = { '/a': file(gzipSync(anna), { 'content-type': 'text/html', 'content-encoding': 'gzip' }) };
		expect((await create(`${web.url}/a`)).error).toBeUndefined();
		expect(await sentFiles()).toMatchObject([{ filename: 'a.wav', type: 'audio/wav', sha256: hashOf(anna) }]);
	});
});

describe('before anything is sent', () => {
	test.each([
		['={{ "" }}', "'Sample URLs' is empty"],
		[' ,\n', "'Sample URLs' is empty"],
		['=  {{ [] }}', "'Sample URLs' is empty"],
		['example', 'Sample 1 is not a web address'],
		['example.com/a.wav', 'Sample 1 is not a web address'],
		['http://', 'Sample 1 is not a web address'],
		['={{ $json }}', "'Sample URLs' is not a text"],
		['ftp://example.com/a.wav', 'Sample 1 is not a web address: example.com/a.wav'],
		['file:///etc/passwd', 'Sample 1 is not a web address: file:'],
		['javascript:alert(1)', 'Sample 1 is not a web address: javascript:'],
		['data:audio/wav;base64,UklGRg==', 'Sample 1 is not a web address: data:'],
		[
			'https://anna:secret@example.com/a.wav?x=1',
			'Sample 1 has a user name or a password in its URL: example.com/a.wav',
		],
		['https://anna@example.com/a.wav', 'Sample 1 has a user name or a password in its URL: example.com/a.wav'],
		['WEB/a.wav, ftp://example.com/b.wav', 'Sample 2 is not a web address: example.com/b.wav'],
		[Array(21).fill('WEB/a.wav').join(), 'There are 21 samples, and Fish Audio takes at most 20'],
	])('%j is refused', async (urls, message) => {
		answers = { '/a.wav': file(anna) };
		const { message: shown, description } = await failureOf(urls.replaceAll('WEB', web.url));
		expect(shown).toBe(message);
		expect(description).toBeTruthy();
		expect(description).not.toContain('secret');
		expect(web.seen).toEqual([]);
	});

	test.each<[string, INodeParameters]>([
		["'Title' is empty", { title: ' ' }],
		["'Visibility' cannot be 'public'", { visibility: 'public' }],
		["'Wait Timeout (Seconds)' is 0", { waitUntilTrained: true, waitTimeout: 0 }],
		["'Transcripts' has 2 entries for 1 sample", { options: { ...privately, transcripts: ['a', 'b'] } }],
		[
			"'Transcripts' and 'Transcribe Samples First' are both given",
			{ options: { ...privately, transcripts: 'a', transcribeSamples: true } },
		],
	])('%s is reported, and nothing is downloaded', async (message, more) => {
		answers = { '/a.wav': file(anna) };
		expect((await failureOf(`${web.url}/a.wav`, more)).message).toContain(message);
		expect(web.seen).toEqual([]);
	});

	test.each([
		'127.0.0.1',
		'127.1',
		'2130706433',
		'0x7f.1',
		'0177.0.0.1',
		'localhost',
		'localhost.',
		'LOCALHOST',
		'0.0.0.0',
		'[::1]',
		'[::]',
		'[::ffff:127.0.0.1]',
		'①②⑦.0.0.1',
		'10.0.0.1',
		'172.16.0.1',
		'172.31.255.255',
		'192.168.0.1',
		'169.254.169.254',
		'[fc00::1]',
		'[fe80::1]',
		'printer.local',
		'metadata.google.internal',
		'redis',
	])('%s is refused as private', async (host) => {
		const url = `http://${host}:${web.port}/a.wav?token=secret`;
		const { message, description } = await failureOf(url, { options: {} });
		expect(message).toBe(`Sample 1 is at a private address: ${new URL(url).host}/a.wav`);
		expect(description).toContain("'Allow Private Addresses'");
		expect(message + description).not.toContain('secret');
		expect(web.seen).toEqual([]);
	});

	test.each(['/file/bot1:secret/voice.ogg?x=secret', '/secret/voice.ogg#secret'])(
		'%s is reported without its folders',
		async (path) => {
			const { message, description } = await failureOf(`http://127.0.0.1:${web.port}${path}`, { options: {} });
			expect(message).toBe(`Sample 1 is at a private address: 127.0.0.1:${web.port}/…/voice.ogg`);
			expect(message + description).not.toContain('secret');
		},
	);

	test('a bad URL of one item stops the node, or is the error of that item', async () => {
		answers = { '/a.wav': file(anna) };
		const items = [`${web.url}/a.wav`, 'ftp://x/y'].map((url) => ({ json: { url } }));
		const titled = { title: "={{ $itemIndex === 0 ? 'Anna' : 'Ben' }}" };
		const { error } = await create('={{ $json.url }}', titled, items);
		expect(error?.message).toBe('Sample 1 is not a web address: x/y [item 1]');
		expect(await stage.sandbox.requests()).toEqual([]);
		const { items: out } = await stage.engine.runNode('voiceClone', parametersOf('={{ $json.url }}', titled), items, {
			onError: 'continueRegularOutput',
		});
		expect(out.map(({ json, pairedItem }) => [json.title ?? json.error, pairedItem])).toEqual([
			['Anna', { item: 0 }],
			['Sample 1 is not a web address: x/y [item 1]', { item: 1 }],
		]);
	});
});

const redirect =
	(location: string, status = 302): Answer =>
	(response) =>
		void response.writeHead(status, { location }).end('Over there');

describe('a redirect', () => {
	test.each([301, 302, 303, 307, 308])('of status %d is followed, also to another path', async (status) => {
		answers = {
			'/first': redirect('/second/b.wav', status),
			'/second/b.wav': redirect(`${web.url}/third`, status),
			'/third': file(anna),
		};
		expect((await create(`${web.url}/first?token=1`)).error).toBeUndefined();
		expect(web.seen.map((line) => line.split(' ')[1])).toEqual(['/first?token=1', '/second/b.wav', '/third']);
		expect(await sentFiles()).toMatchObject([{ filename: 'first.wav', sha256: hashOf(anna) }]);
	});

	test('is followed at most five times', async () => {
		answers = { '/round': redirect('/round') };
		const { message } = await failureOf(`${web.url}/round`);
		expect(message).toBe(`Sample 1 is redirected too often: 127.0.0.1:${web.port}/round`);
		expect(web.seen).toHaveLength(6);
	});

	test('that leads nowhere is reported', async () => {
		answers = { '/a': (response) => void response.writeHead(302).end() };
		expect((await failureOf(`${web.url}/a`)).message).toContain('answered with status 302');
	});

	describe('from a public name', () => {
		// A public name that leads to this computer: the only way to a first request that is allowed.
		const dns = require('node:dns') as typeof import('node:dns');
		const { lookup } = dns;
		beforeAll(() => {
			const here = (name: string, options: unknown, done: (...given: unknown[]) => void): void =>
				lookup(name === 'recordings.example.com' ? '127.0.0.1' : name, options as object, done as never);
			dns.lookup = here as unknown as typeof lookup;
		});
		afterAll(() => void (dns.lookup = lookup));

		test.each([
			['http://127.0.0.1:PORT/secret?key=1', 'Sample 1 is at a private address: 127.0.0.1:PORT/secret'],
			['http://localhost:PORT/secret', 'Sample 1 is at a private address: localhost:PORT/secret'],
			['//[::ffff:127.0.0.1]:PORT/secret', 'Sample 1 is at a private address: [::ffff:7f00:1]:PORT/secret'],
			['http://169.254.169.254/latest/meta-data/', 'Sample 1 is at a private address: 169.254.169.254/…/meta-data'],
			['file:///etc/passwd', 'Sample 1 is not a web address: file:'],
			[
				'http://a:b@recordings.example.com:PORT/secret',
				'Sample 1 has a user name or a password in its URL: recordings.example.com:PORT/secret',
			],
			['http://[', 'Sample 1 is not a web address'],
		])('to %s is not followed', async (location, message) => {
			const here = (text: string): string => text.replace('PORT', String(web.port));
			answers = { '/a.wav': redirect(here(location)), '/secret': file(anna) };
			const { message: shown, description } = await failureOf(
				`http://recordings.example.com:${web.port}/a.wav?token=1`,
				{ options: {} },
			);
			expect(shown).toBe(here(message));
			expect(description).toContain(`recordings.example.com:${web.port}/a.wav redirects to it.`);
			expect(web.seen).toHaveLength(1);
		});
	});
});

test("n8n's own protection also applies with Allow Private Addresses", async () => {
	answers = { '/a.wav': file(anna) };
	const { SsrfProtectionConfig } = n8n.config() as { SsrfProtectionConfig: new () => { enabled: boolean } };
	const protection = n8n.di().Container.get(SsrfProtectionConfig);
	protection.enabled = true;
	const { message, description } = await failureOf(`${web.url}/a.wav?token=secret`).finally(
		() => void (protection.enabled = false),
	);
	expect(message).toBe(
		`n8n did not send the request to 127.0.0.1:${web.port}/a.wav: The request was blocked because it resolves ` +
			'to a restricted IP address',
	);
	expect(description).toBe('Check the URL of sample 1, and what this n8n is allowed to connect to.');
	expect(web.seen).toEqual([]);
});

describe('a file that is too large', () => {
	const tooMuch = {
		message: 'Sample 1 is larger than 100 MB',
		description: expect.stringContaining('/a.wav') as unknown,
	};

	test('is refused by its stated size, before it is read', async () => {
		answers = { '/a.wav': (response) => void response.writeHead(200, { 'content-length': '100000001' }).write(anna) };
		expect(await failureOf(`${web.url}/a.wav`)).toEqual(tooMuch);
		await until(() => web.open() === 0);
	});

	// That it is not held in memory is another test, which runs alone.
	test('is refused during the download if it has no end', async () => {
		answers = { '/a.wav': (response) => flood(response, anna) };
		const before = web.bytes().written;
		expect(await failureOf(`${web.url}/a.wav`)).toEqual(tooMuch);
		await until(() => web.open() === 0);
		expect(web.bytes().written - before).toBeLessThan(100_000_000 + 16 * megabyte);
	});

	test('is refused by its uncompressed size', async () => {
		const { gzipSync } = require('node:zlib') as typeof import('node:zlib');
		const bomb = gzipSync(Buffer.concat([anna, Buffer.alloc(110_000_000)]));
		answers = { '/a.wav': file(bomb, { 'content-encoding': 'gzip' }) };
		expect(await failureOf(`${web.url}/a.wav`)).toEqual(tooMuch);
	});
});

describe('a file that is not a recording', () => {
	const page = Buffer.from(
		'<!DOCTYPE html><html><head><title>Log in</title></head><body>Please log in to go on</body></html>',
	);
	const webm = Buffer.concat([Buffer.from('\x1a\x45\xdf\xa3', 'latin1'), Buffer.alloc(100)]);

	test.each<[string, Answer, string, string]>([
		[
			'a page',
			file(page, { 'content-type': 'text/html; charset=utf-8' }),
			'Sample 1 is a web page and not a recording',
			'has to be public',
		],
		['a page that does not say so', file(page), 'Sample 1 is a web page and not a recording', 'has to be public'],
		[
			'the beginning of a page',
			file(Buffer.from('<html>'), { 'content-type': 'text/html' }),
			'Sample 1 is a web page and not a recording',
			'has to be public',
		],
		[
			'JSON',
			file(Buffer.from('{"error":"expired"}'), { 'content-type': 'application/json' }),
			'Sample 1 is not audio',
			'contains text',
		],
		[
			'a picture',
			file(Buffer.concat([Buffer.from('\xff\xd8\xff\xe0', 'latin1'), Buffer.alloc(100)])),
			'Sample 1 is not audio',
			'contains JPEG',
		],
		['WebM', file(webm), 'Sample 1 is in a format that Fish Audio does not take', 'WAV, MP3, M4A, Opus or FLAC'],
		['an empty file', file(Buffer.alloc(0)), 'Sample 1 is empty', 'returned a file of 0 bytes'],
		[
			'an answer without a body',
			(response) => void response.writeHead(204).end(),
			'Sample 1 is empty',
			'returned a file of 0 bytes',
		],
		[
			'a 401',
			(response) => void response.writeHead(401).end(page),
			'the server answered with status 401',
			'without a login',
		],
		[
			'a 403',
			(response) => void response.writeHead(403).end(page),
			'the server answered with status 403',
			'without a login',
		],
		[
			'a 404',
			(response) => void response.writeHead(404).end(page),
			'the server answered with status 404',
			'Check the URL',
		],
		[
			'a 500',
			(response) => void response.writeHead(500).end(anna),
			'the server answered with status 500',
			'try again later',
		],
		[
			'a connection that breaks during the file',
			(response) => void response.writeHead(200, { 'content-length': '500000' }).write(anna, () => response.destroy()),
			'The connection to',
			'was lost',
		],
		['a connection that closes at once', (response) => void response.destroy(), 'The connection to', 'was lost'],
	])('%s is reported', async (_, answer, message, detail) => {
		answers = { '/a.wav': answer };
		const failure = await failureOf(`${web.url}/a.wav?token=secret`);
		expect(failure.message).toContain(message);
		expect(`${failure.message} ${failure.description}`).toContain(detail);
		expect(`${failure.message} ${failure.description}`).toContain(`127.0.0.1:${web.port}/a.wav`);
		expect(`${failure.message} ${failure.description}`).not.toContain('secret');
		await until(() => web.open() === 0);
	});

	test('is not read to its end: the connection is closed', async () => {
		answers = {
			'/a.wav': (response) => {
				const { Readable } = require('node:stream') as typeof import('node:stream');
				const source = Readable.from(
					(function* () {
						for (;;) yield page;
					})(),
				);
				response.once('close', () => source.destroy());
				source.pipe(response.writeHead(200));
			},
		};
		const before = web.bytes().written;
		expect((await failureOf(`${web.url}/a.wav`)).message).toBe('Sample 1 is a web page and not a recording');
		await until(() => web.open() === 0);
		expect(web.bytes().written - before).toBeLessThan(16 * megabyte);
	});

	test('a server that is down is reported', async () => {
		const gone = await startHttp(() => undefined);
		await gone.stop();
		const { message, description } = await failureOf(`${gone.url}/a.wav?token=secret`);
		expect(message).toBe(`127.0.0.1:${gone.port}/a.wav cannot be reached`);
		expect(description).toContain('the URL of sample 1');
		expect(description).not.toContain('secret');
	});
});

describe.each<[string, Answer]>([
	['before its answer', () => undefined],
	['during its answer', (response) => void response.writeHead(200, { 'content-length': '500000' }).write(anna)],
	[
		'in a redirect',
		(response, request) => (request.url === '/hang' ? undefined : redirect('/hang')(response, request)),
	],
])('a server that hangs %s', (_, answer) => {
	const hanging = (): void => void (answers = { '/a.wav': answer, '/hang': () => undefined });

	test('is not waited for beyond the deadline', async () => {
		hanging();
		const restore = shortenDeadlines(400);
		const { message, description } = await failureOf(`${web.url}/a.wav`).finally(restore);
		expect(message).toMatch(/^127\.0\.0\.1:\d+\/(a\.wav|hang) did not finish its answer within 300 seconds$/);
		expect(description).toContain('Try again later');
		await until(() => web.open() === 0);
	});

	test.each(['stopWorkflow', 'continueRegularOutput'] as const)(
		'is given up at once when the execution is stopped, with %s',
		async (onError) => {
			hanging();
			const asked = requestCounts(stage.sandbox);
			const { status, message, outcomes, requests } = await stopRun(
				stage.engine,
				{ ...asked, inFlight: () => web.open() },
				{
					type: 'voiceClone',
					parameters: parametersOf(`${web.url}/a.wav`),
					items: [{ json: {} }],
					onError,
					ready: () => web.seen.length > 0,
				},
			);
			expect([status, outcomes, requests]).toEqual(['canceled', 0, 0]);
			expect(message).toMatch(/^The execution was canceled/);
		},
	);
});

test("URLs work with n8n's binary data in memory", async () => {
	answers = {
		'/a.wav': file(anna),
		'/page': file(Buffer.from('<html>no</html>')),
		'/cut': (response) =>
			void response.writeHead(200, { 'content-length': '500000' }).write(anna, () => response.destroy()),
	};
	const engine = await startEngine({
		credential: { apiKey: stage.sandbox.key, baseUrl: stage.sandbox.url },
		binaryMode: 'default',
	});
	const run = async (path: string): Promise<NodeRun> =>
		await engine.runNode('voiceClone', parametersOf(web.url + path));
	const runs = [await run('/a.wav'), await run('/page'), await run('/cut')];
	await engine.stop();
	expect(runs.map(({ error }) => error?.message)).toEqual([
		undefined,
		'Sample 1 is a web page and not a recording [item 0]',
		`The connection to 127.0.0.1:${web.port}/cut was lost [item 0]`,
	]);
	expect(await sentFiles()).toMatchObject([{ filename: 'a.wav', sha256: hashOf(anna) }]);
});

test('a silent or cut recording is refused after the download, and nothing is sent', async () => {
	answers = {
		'/a.wav': file(anna),
		'/silent.wav': file(Buffer.from(anna).fill(0, 44)),
		'/head.wav': file(anna.subarray(0, 44)),
	};
	expect(await failureOf(`${web.url}/a.wav, ${web.url}/silent.wav`)).toEqual({
		message: 'Sample 2 is silent',
		description: expect.stringMatching(
			/^The file at 127\.0\.0\.1:\d+\/silent\.wav is silent from beginning to end\. Check that the right microphone/,
		),
	});
	expect((await failureOf(`${web.url}/head.wav`)).message).toBe('Sample 1 holds no sound');
});
