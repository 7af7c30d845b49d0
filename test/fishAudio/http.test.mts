import { drain, failureOf as errorOf, promisedLength, readJson, retryAfterOf, type HttpAnswer } from '../../fishAudio/http.ts';
import { failure, failureOf, inPieces, noon } from '../support/scriptedSend.mts';

interface Body {
	status?: number;
	headers?: Record<string, string>;
	chunks?: Uint8Array[];
	fails?: Error;
}

function answer({ status = 200, headers = {}, chunks = [], fails }: Body): HttpAnswer & { closed: boolean; read: number } {
	async function* body(): AsyncGenerator<Uint8Array> {
		try {
			for (const chunk of chunks) {
				made.read += 1;
				yield chunk;
			}
			if (fails) throw fails;
		} finally {
			made.closed = true;
		}
	}
	const stream = body();
	const made = { status, headers, body: stream, through: () => stream, close: () => undefined, explain: (error: unknown) => error, closed: false, read: 0 };
	return made;
}

const world = { now: () => noon, redact: (words: string) => words.replaceAll('sk-1', '***') };

const text = (words: string, status: number): HttpAnswer => answer({ status, chunks: [Buffer.from(words)] });

describe('retryAfterOf', () => {
	it.each([
		[undefined, undefined],
		['', undefined],
		['  ', undefined],
		['soon', undefined],
		['Infinity', undefined],
		['0', 0],
		['7', 7000],
		[' 7 ', 7000],
		['1.5', 1500],
		['-3', 0],
		['86400', 86_400_000],
		[new Date(noon + 30_000).toUTCString(), 30_000],
		[new Date(noon - 30_000).toUTCString(), 0],
		['Sat, 01 Aug 2026 12:02:00 GMT', 120_000],
	])('%s', (header, wait) => {
		expect(retryAfterOf(header, noon)).toBe(wait);
	});
});

describe('promisedLength', () => {
	it.each([
		[{}, undefined],
		[{ 'content-length': '12' }, 12],
		[{ 'content-length': '0' }, 0],
		[{ 'content-length': '12', 'content-encoding': 'gzip' }, undefined],
		[{ 'content-length': '-1' }, undefined],
		[{ 'content-length': 'many' }, undefined],
		[{ 'content-length': '1e400' }, undefined],
	])('%j', (headers, length) => {
		expect(promisedLength(answer({ headers }))).toBe(length);
	});
});

describe('readJson', () => {
	it('joins chunks before it decodes them', async () => {
		const bytes = Buffer.from(JSON.stringify({ title: 'Zoë 声音 🎙' }));
		expect(await readJson(answer({ chunks: inPieces(bytes, 1) }))).toEqual({ title: 'Zoë 声音 🎙' });
	});

	it.each(['', '<html>', '{"a":', 'null and more'])('takes %j for an answer that did not come whole', async (words) => {
		const error = await failureOf(readJson(text(words, 201)));
		expect(error.kind).toBe('incomplete');
		expect(error.facts.status).toBe(201);
		expect(error.facts.advice).toContain('Base URL');
	});

	it('reads null, which is JSON', async () => {
		expect(await readJson(text('null', 200))).toBeNull();
	});

	it('stops reading, and lets go of, what is too large to be right', async () => {
		const piece = Buffer.alloc(1024 * 1024, 32);
		const given = answer({ chunks: Array<Buffer>(100).fill(piece) });
		expect((await failureOf(readJson(given))).kind).toBe('badAnswer');
		expect(given.read).toBe(33);
		expect(given.closed).toBe(true);
	});

	it('fails as its body fails', async () => {
		const fails = failure('disconnected');
		await expect(readJson(answer({ chunks: [Buffer.from('{}')], fails }))).rejects.toBe(fails);
	});
});

describe('drain', () => {
	it('reads to the end', async () => {
		const given = answer({ chunks: [Buffer.alloc(10), Buffer.alloc(10)] });
		await drain(given);
		expect(given).toMatchObject({ read: 2, closed: true });
	});

	it('does not mind how it ends', async () => {
		await expect(drain(answer({ fails: failure('disconnected') }))).resolves.toBeUndefined();
	});

	it('lets go of a body without an end', async () => {
		const given = answer({ chunks: Array<Buffer>(1000).fill(Buffer.alloc(65_536)) });
		expect(await failureOf(drain(given))).toMatchObject({ kind: 'badAnswer', facts: { advice: expect.stringContaining('over 64 KB') } });
		expect(given.read).toBeLessThan(4);
		expect(given.closed).toBe(true);
	});

	it('does not take a web page for the answer to a change', async () => {
		const page = answer({ headers: { 'content-type': 'text/html; charset=utf-8' } });
		expect(await failureOf(drain(page))).toMatchObject({ kind: 'badAnswer', message: expect.stringContaining('web page') });
	});
});

describe('failureOf', () => {
	it('shows no secret that the server repeats', async () => {
		expect((await errorOf(text('Invalid token Bearer sk-1', 401), world)).facts.apiMessage).toBe('Invalid token Bearer ***');
	});

	const said = async (words: string, status = 400) => (await errorOf(text(words, status), world)).facts.apiMessage;

	it("keeps the API's words: message, detail, or plain text", async () => {
		expect(await said('{"status":400,"message":"bad rate"}')).toBe('bad rate');
		expect(await said('{"detail":"bad rate"}')).toBe('bad rate');
		expect(await said('{"detail":[{"loc":["title"],"msg":"missing"}]}')).toBe('[{"loc":["title"],"msg":"missing"}]');
		expect(await said('Unauthorized\n', 401)).toBe('Unauthorized');
	});

	it.each(['', '   ', '<html><body>502</body></html>', ' \n<!doctype html>', '{}', '{"message":null}', '{"message":"<p>no</p>"}'])(
		'has none in %j',
		async (words) => expect(await said(words)).toBeUndefined(),
	);

	it('cuts long words', async () => {
		expect(await said('x'.repeat(9000))).toHaveLength(500);
	});

	it('tells the status though the body breaks', async () => {
		const error = await errorOf(answer({ status: 503, fails: failure('disconnected') }), world);
		expect(error).toMatchObject({ kind: 'server', facts: { status: 503 } });
	});

	it('keeps the wait the server asked for', async () => {
		const error = await errorOf(answer({ status: 429, headers: { 'retry-after': '3' } }), world);
		expect(error.facts.retryAfter).toBe(3000);
	});

	it('reads no more of a body than is worth it', async () => {
		const given = answer({ status: 500, chunks: Array<Buffer>(1000).fill(Buffer.alloc(65_536, 65)) });
		await errorOf(given, world);
		expect(given.read).toBeLessThan(4);
		expect(given.closed).toBe(true);
	});
});
