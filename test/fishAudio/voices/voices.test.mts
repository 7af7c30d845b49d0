import { createdAt } from '../../../fishAudio/voices/voice.ts';
import { visibilityNotice } from '../../../fishAudio/voices/visibility.ts';
import { failure, json, plain, status } from '../../support/scripted/answers.mts';
import { file, voice } from '../../support/scripted/inputs.mts';
import { failureOf, rig, type Rig } from '../../support/scripted/rig.mts';
import type { Answerer } from '../../support/scripted/transport.mts';

const id = voice()._id;
const training = (state: string) => json(voice({ state }));

describe('get', () => {
	it('gives the voice unchanged', async () => {
		const r = rig([json(voice({ extra: [1], like_count: 3 }))]);
		expect(await r.client.voices.get(id)).toEqual(voice({ extra: [1], like_count: 3 }));
		expect(r.asked()).toEqual([`GET /model/${id}`]);
	});

	it.each([null, [], 'x', {}, { _id: id }, { ...voice(), state: 5 }])(
		'fails on %j, which is not a voice',
		async (body) => {
			expect((await failureOf(rig([json(body)]).client.voices.get(id))).kind).toBe('badAnswer');
		},
	);

	it.each(['', '.', '..', 'a/b', '../wallet/self', 'a?b', 'a#b', '%2e%2e'])(
		'never requests another path with the id %j',
		async (odd) => {
			const r = rig([json(voice())]);
			await Promise.allSettled([
				r.client.voices.get(odd),
				r.client.voices.update(odd, { title: 'x' }),
				r.client.voices.delete(odd),
			]);
			const asked = r.requests
				.map(({ path }) => new URL(path, 'https://api.fish.audio'))
				.filter(({ pathname, search, hash }) => !/^\/model\/[^/]+$/.test(pathname) || search || hash);
			expect(asked).toEqual([]);
		},
	);
});

describe('createdAt', () => {
	it.each([
		['2026-08-01T12:00:00Z', '2026-08-01T12:00:00Z'],
		['2026-08-01T12:00:00.123456Z', '2026-08-01T12:00:00.123456Z'],
		['2026-08-01T14:00:00+02:00', '2026-08-01T14:00:00+02:00'],
		// Without a time zone, Date would take that of n8n.
		['2026-08-01T12:00:00', '2026-08-01T12:00:00Z'],
		['2026-08-01T12:00:00.123456', '2026-08-01T12:00:00.123456Z'],
	])('reads %s as %s', (given, meant) => {
		const parse = jest.spyOn(Date, 'parse');
		expect(createdAt(voice({ created_at: given }))).toBe(Date.parse(meant));
		expect(parse).toHaveBeenNthCalledWith(1, meant);
		parse.mockRestore();
	});

	it.each(['', 'yesterday'])('is undefined for %j', (given) =>
		expect(createdAt(voice({ created_at: given }))).toBeUndefined(),
	);
});

describe('visibilityNotice', () => {
	it.each([
		['private', 'private', undefined],
		['private', undefined, undefined],
		[undefined, 'public', undefined],
		['unlist', 'private', "Fish Audio made the voice 'Anna' Private, not Unlisted."],
		['private', 'public', "Fish Audio made the voice 'Anna' Public, not Private."],
		['private', 'friends', "Fish Audio made the voice 'Anna' friends, not Private."],
	] as const)('for %s requested and %s given: %s', (wanted, visibility, said) => {
		const notice = visibilityNotice(wanted, voice({ visibility }));
		if (said === undefined) expect(notice).toBeUndefined();
		else expect(notice).toContain(said);
	});
});

describe('update', () => {
	const patched: Answerer = ({ method }) => (method === 'PATCH' ? plain('') : json(voice({ title: 'New' })));

	it('sends only what changes, and reads the voice again', async () => {
		const r = rig(patched);
		expect((await r.client.voices.update(id, { title: 'New', tags: ['a'] })).title).toBe('New');
		expect(r.asked()).toEqual([`PATCH /model/${id}`, `GET /model/${id}`]);
		expect(r.requests[0]?.json).toEqual({ title: 'New', tags: ['a'] });
	});

	it('clears a description and removes all tags', async () => {
		const r = rig(patched);
		await r.client.voices.update(id, { description: '', tags: [] });
		expect(r.requests[0]?.json).toEqual({ description: '', tags: [] });
	});

	it('sends a cover image in a form', async () => {
		const r = rig(patched);
		await r.client.voices.update(id, {
			title: 'New',
			tags: ['a', 'b'],
			coverImage: file('picture', 'c.png', 'image/png'),
		});
		expect(r.requests[0]?.parts).toEqual([
			{ name: 'title', value: 'New' },
			{ name: 'tags', value: 'a' },
			{ name: 'tags', value: 'b' },
			{ name: 'cover_image', value: 'picture', fileName: 'c.png', mimeType: 'image/png' },
		]);
	});

	it('removes all tags together with a new cover image', async () => {
		const r = rig(patched);
		await r.client.voices.update(id, { tags: [], coverImage: file('picture', 'c.png', 'image/png') });
		const removesTags = r.requests.some(
			({ parts, json: body }) =>
				parts.some(({ name }) => name === 'tags') || JSON.stringify(body ?? '').includes('"tags":[]'),
		);
		expect(removesTags).toBe(true);
	});

	it('is repeated after a failure: changing twice changes nothing more', async () => {
		const r = rig([failure('disconnected'), plain(''), json(voice())]);
		await r.client.voices.update(id, { title: 'New' });
		expect(r.asked()).toEqual([`PATCH /model/${id}`, `PATCH /model/${id}`, `GET /model/${id}`]);
	});

	it('does not read the voice after a failed change', async () => {
		const r = rig([status(403)]);
		expect((await failureOf(r.client.voices.update(id, { title: 'New' }))).kind).toBe('forbidden');
		expect(r.requests).toHaveLength(1);
	});

	it('fails when the voice cannot be read after the change', async () => {
		const r = rig(({ method }) => (method === 'PATCH' ? plain('') : status(403)));
		expect((await failureOf(r.client.voices.update(id, { title: 'New' }))).kind).toBe('forbidden');
	});

	it('ignores a connection that is lost after the status', async () => {
		const r = rig([{ ...plain('x'), failure: failure('disconnected') }, json(voice())]);
		await expect(r.client.voices.update(id, { title: 'New' })).resolves.toBeDefined();
	});
});

describe('delete', () => {
	it('deletes', async () => {
		const r = rig([plain('')]);
		await expect(r.client.voices.delete(id)).resolves.toBeUndefined();
		expect(r.asked()).toEqual([`DELETE /model/${id}`]);
		expect(r.requests[0]?.answerBody).toBe('ended');
	});

	it('fails when there is no such voice', async () => {
		const r = rig([status(404)]);
		expect((await failureOf(r.client.voices.delete(id))).kind).toBe('notFound');
		expect(r.requests).toHaveLength(1);
	});

	it.each(['disconnected', 'timeout'] as const)('succeeds when the voice is gone after %s', async (kind) => {
		const r = rig([failure(kind), status(404)]);
		await expect(r.client.voices.delete(id)).resolves.toBeUndefined();
		expect(r.requests).toHaveLength(2);
	});

	it('succeeds when the voice is gone after a 500', async () => {
		await expect(rig([status(500), status(404)]).client.voices.delete(id)).resolves.toBeUndefined();
	});

	it.each([
		['429', status(429)],
		['unreachable', failure('unreachable')],
	])('fails when the voice is missing after %s, since that request was not taken', async (_, first) => {
		expect((await failureOf(rig([first, status(404)]).client.voices.delete(id))).kind).toBe('notFound');
	});

	it('counts the tries of each delete separately', async () => {
		const r = rig([failure('disconnected'), status(404), status(404)]);
		await r.client.voices.delete(id);
		expect((await failureOf(r.client.voices.delete(id))).kind).toBe('notFound');
	});

	it('passes other failures on', async () => {
		expect((await failureOf(rig([failure('disconnected'), status(403)]).client.voices.delete(id))).kind).toBe(
			'forbidden',
		);
		const bug = new TypeError('bug');
		await expect(rig([bug]).client.voices.delete(id)).rejects.toBe(bug);
	});
});

describe('waitUntilTrained', () => {
	const wait = async (r: Rig, state: string, deadline: number) =>
		await r.client.voices.waitUntilTrained(voice({ state }), deadline);

	it('sends nothing when the voice is trained', async () => {
		const r = rig([status(500)]);
		expect((await wait(r, 'trained', 60_000)).state).toBe('trained');
		expect(r.requests).toEqual([]);
	});

	it('looks again, less and less often, until it is trained', async () => {
		const r = rig([training('created'), training('training'), training('training'), training('trained')]);
		expect((await wait(r, 'created', 60_000)).state).toBe('trained');
		expect(r.clock.waits).toEqual([1000, 1500, 2250, 3375]);
	});

	it('waits at most ten seconds between two looks', async () => {
		const r = rig(({ number }) => training(number < 60 ? 'training' : 'trained'));
		await wait(r, 'training', 3_600_000);
		expect(Math.max(...r.clock.waits)).toBe(10_000);
	});

	it('fails with its id when training fails, at once or later', async () => {
		for (const r of [rig([status(500)]), rig([training('failed')])]) {
			const error = await failureOf(wait(r, r.requests.length === 0 ? 'failed' : 'training', 60_000));
			expect(error).toMatchObject({ kind: 'trainingFailed', facts: { voiceId: id } });
			expect(error.message).toContain("'Anna'");
			expect(error.facts.advice).toContain(id);
		}
		const later = rig([training('failed')]);
		expect((await failureOf(wait(later, 'training', 60_000))).kind).toBe('trainingFailed');
		expect(later.requests).toHaveLength(1);
	});

	it.each([0, 1, 500, 1000, 7_777, 60_000])('ends after %i ms with a last look and names the id', async (deadline) => {
		const r = rig([training('training')]);
		const started = r.clock.now();
		const error = await failureOf(wait(r, 'training', deadline));
		expect(error).toMatchObject({ kind: 'trainingTimeout', facts: { voiceId: id } });
		expect(error.facts.advice).toContain(id);
		expect(r.clock.now() - started).toBe(deadline);
		if (deadline > 0) expect(r.requests.at(-1)?.startedAt).toBe(started + deadline);
	});

	it('succeeds when the look at the deadline finds it trained', async () => {
		const r = rig(({ startedAt }, clock) =>
			training(
				clock.now() - startedAt === 0 && clock.waits.reduce((sum, one) => sum + one, 0) >= 5000
					? 'trained'
					: 'training',
			),
		);
		expect((await wait(r, 'training', 5000)).state).toBe('trained');
	});

	it('does not go past its deadline when looks fail', async () => {
		const r = rig(() => ({ ...status(503), delay: 30_000 }));
		const started = r.clock.now();
		const error = await failureOf(wait(r, 'training', 10_000));
		// A look in flight may end; no repeats may follow.
		expect(r.clock.now() - started).toBeLessThanOrEqual(10_000 + 30_000);
		expect(error.facts.voiceId).toBe(id);
	});

	it.each([
		['busy', status(429)],
		['failing', status(503)],
		['out of reach', failure('unreachable')],
	])('continues after a look at an API that is %s', async (_, passing) => {
		const r = rig([passing, passing, training('trained')]);
		expect((await wait(r, 'training', 60_000)).state).toBe('trained');
		expect(r.clock.waits).toEqual([1000, 1500, 2250]);
	});

	it('keeps the id of the voice when a look fails', async () => {
		const error = await failureOf(wait(rig([status(401)]), 'training', 60_000));
		expect(error).toMatchObject({ kind: 'unauthorized', facts: { voiceId: id } });
	});

	it('ends when the execution is stopped', async () => {
		const stop = failure('cancelled');
		const r = rig([training('training')]);
		r.world.sleep = async () => await Promise.reject(stop);
		await expect(wait(r, 'training', 60_000)).rejects.toBe(stop);
		expect(r.requests).toEqual([]);
	});
});
