import { drain, readJson } from '../../../fishAudio/requests/readAnswer.ts';
import { answer, text } from '../../support/bareAnswer.mts';
import { failure } from '../../support/scripted/answers.mts';
import { inPieces } from '../../support/scripted/pieces.mts';
import { failureOf } from '../../support/scripted/rig.mts';

describe('readJson', () => {
	it('joins chunks before it decodes them', async () => {
		const bytes = Buffer.from(JSON.stringify({ title: 'Zoë 声音 🎙' }));
		expect(await readJson(answer({ chunks: inPieces(bytes, 1) }))).toEqual({ title: 'Zoë 声音 🎙' });
	});

	it.each(['', '<html>', '{"a":', 'null and more'])('fails with incomplete on %j, which is not JSON', async (words) => {
		const error = await failureOf(readJson(text(words, 201)));
		expect(error.kind).toBe('incomplete');
		expect(error.facts.status).toBe(201);
		expect(error.facts.advice).toContain('Base URL');
	});

	it('reads null, which is JSON', async () => {
		expect(await readJson(text('null', 200))).toBeNull();
	});

	it('stops reading an answer that is too large, and closes it', async () => {
		const piece = Buffer.alloc(1024 * 1024, 32);
		const given = answer({ chunks: Array<Buffer>(100).fill(piece) });
		expect((await failureOf(readJson(given))).kind).toBe('badAnswer');
		expect(given.read).toBe(33);
		expect(given.closed).toBe(true);
	});

	it('fails with the error of its body', async () => {
		const fails = failure('disconnected');
		await expect(readJson(answer({ chunks: [Buffer.from('{}')], fails }))).rejects.toBe(fails);
	});
});

describe('drain', () => {
	it('reads the body to its end', async () => {
		const given = answer({ chunks: [Buffer.alloc(10), Buffer.alloc(10)] });
		await drain(given);
		expect(given).toMatchObject({ read: 2, closed: true });
	});

	it('ignores a body that breaks off', async () => {
		await expect(drain(answer({ fails: failure('disconnected') }))).resolves.toBeUndefined();
	});

	it('closes a body that does not end', async () => {
		const given = answer({ chunks: Array<Buffer>(1000).fill(Buffer.alloc(65_536)) });
		expect(await failureOf(drain(given))).toMatchObject({
			kind: 'badAnswer',
			facts: { advice: expect.stringContaining('over 64 KB') },
		});
		expect(given.read).toBeLessThan(4);
		expect(given.closed).toBe(true);
	});

	it('fails on a web page', async () => {
		const page = answer({ headers: { 'content-type': 'text/html; charset=utf-8' } });
		expect(await failureOf(drain(page))).toMatchObject({
			kind: 'badAnswer',
			message: expect.stringContaining('web page'),
		});
	});
});
