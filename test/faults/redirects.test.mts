import { setStage } from '../support/stage.mts';
import { calls, fullItem } from './support/calls.mts';
import { startHttp, type BareServer } from './support/server.mts';

const stage = setStage();

let other: BareServer;
let connections = 0;
beforeAll(async () => {
	other = await startHttp((_, response) => void response.end('{}'));
});
afterAll(async () => await other.stop());
beforeEach(() => void (connections = other.seen.length + other.open()));

const redirected = 'The base URL sends requests to another address';
const statuses = [301, 302, 303, 307, 308];

describe.each(calls)('a redirect of $name', ({ type, parameters, request }) => {
	test.each(statuses)('is not followed to another host, with neither key nor body: %i', async (status) => {
		await stage.sandbox.fault({ fault: { kind: 'redirect', location: `${other.url}/v1/tts`, status }, times: -1 });
		const { error } = await stage.engine.runNode(type, parameters, [await fullItem(stage.engine)]);
		expect(error).toMatchObject({
			message: `${redirected} [item 0]`,
			description: expect.stringContaining('Base URL'),
		});
		expect(other.seen.length + other.open()).toBe(connections);
		expect(other.bytes()).toEqual({ read: 0, written: 0 });
		expect((await stage.sandbox.requests()).map(({ method }) => method)).toEqual([request.method]);
	});

	test('in a loop is requested once', async () => {
		await stage.sandbox.fault({
			fault: { kind: 'redirect', location: `${stage.sandbox.url}/again`, status: 307 },
			times: -1,
		});
		const { error } = await stage.engine.runNode(type, parameters, [await fullItem(stage.engine)]);
		expect(error?.message).toBe(`${redirected} [item 0]`);
		expect(await stage.sandbox.requests()).toHaveLength(1);
	});
});

test.each(statuses)('a poll does not follow a %i', async (status) => {
	await stage.sandbox.fault({ fault: { kind: 'redirect', location: other.url, status } });
	await expect(stage.engine.trigger().poll()).rejects.toThrow(redirected);
	expect(other.bytes()).toEqual({ read: 0, written: 0 });
	expect(await stage.sandbox.requests()).toHaveLength(1);
});
