import { Api } from '../../../tools/live/api.mts';
import { facts } from '../../../tools/live/facts/index.mts';
import { Cleanup } from '../../../tools/terminal/cleanup.mts';
import { startSandbox, type RunningSandbox } from '../../support/sandbox.mts';

/** The facts that `npm run check:live` checks at the service. All must be true of the sandbox. */
let sandbox: RunningSandbox;
let api: Api;
const cleanup = new Cleanup();
beforeAll(async () => {
	sandbox = await startSandbox();
	api = new Api({ baseUrl: sandbox.url, key: sandbox.key }, cleanup);
});
afterAll(() => sandbox.stop());

test.each(facts)('$id: $expected', async (fact) => {
	expect(await fact.check(api)).toMatchObject({ ok: true });
});

test('everything created by the checks is deleted', async () => {
	expect((await sandbox.stats()).voices).toBeGreaterThan(2);
	await cleanup.run();
	expect(api.left).toEqual([]);
	expect((await sandbox.stats()).voices).toBe(0);
});
