import { spawn } from 'node:child_process';
import { once } from 'node:events';

import { startSandbox, type RunningSandbox } from '../../support/sandbox.mts';
import { until } from '../../support/until.mts';

const KEY = 'a-very-secret-key';

let sandbox: RunningSandbox;
beforeAll(async () => {
	sandbox = await startSandbox({ key: KEY, speech: 'tone' });
});
afterAll(() => sandbox.stop());
beforeEach(async () => {
	await sandbox.clearFaults();
	await sandbox.removeVoices();
	await sandbox.clearRequests();
});

/** Starts the command as in a shell, but without a terminal. */
function start(args: string[], environment: Record<string, string> = {}) {
	const env = {
		PATH: process.env['PATH'] ?? '',
		FISH_AUDIO_API_KEY: KEY,
		FISH_AUDIO_BASE_URL: sandbox.url,
		...environment,
	};
	const child = spawn(process.execPath, ['tools/live/main.mts', ...args], { env, stdio: ['ignore', 'pipe', 'pipe'] });
	let out = '';
	for (const stream of [child.stdout, child.stderr])
		stream.setEncoding('utf8').on('data', (text: string) => (out += text));
	const ended = once(child, 'close').then(([code]) => ({ code: code as number, out }));
	return { child, ended };
}

test('it states the cost, checks each fact, prints the table, and exits with 0', async () => {
	const { code, out } = await start(['--yes', '--only', 'lists.']).ended;
	expect(out).toMatch(
		/^This checks 10 facts at http.* and costs about 0\.00 cents of your API credit, and at most 5\.00 cents\.$/m,
	);
	expect(out).toMatch(/^\| `lists\.window` \(measured\) \| .* \| ✓ page 10: 100 · page 11: 0 \|$/m);
	expect(out).toMatch(new RegExp(`^${sandbox.url}, \\d{4}-\\d\\d-\\d\\d: 10 as expected, 0 different, 0 skipped`, 'm'));
	expect([code, (await sandbox.stats()).voices]).toEqual([0, 0]);
});

test('it exits with 1 if the service behaves differently, and shows how', async () => {
	await sandbox.fault({
		match: { path: 'api-credit' },
		fault: { kind: 'status', status: 503, message: `Busy, said ${KEY}` },
		times: -1,
	});
	const { code, out } = await start(['--yes', '--only', 'account.credit']).ended;
	expect(code).toBe(1);
	expect(out).toMatch(/✗ account\.credit-is-text/);
});

test.each(['fish-speech', 'on-premises'] as const)('it shows how a server like %s differs', async (like) => {
	const other = await startSandbox({ key: KEY, speech: 'tone', like });
	const { code, out } = await start(['--yes', '--only', 'account.'], { FISH_AUDIO_BASE_URL: other.url }).ended;
	await other.stop();
	expect(code).toBe(1);
	expect(out).toMatch(/^\| `account\.credit-is-text` .* \| ✗ 404 · undefined, undefined \|$/m);
	expect(out).toMatch(/^\| `account\.concurrency-headers` .* \| ✗ none · none \|$/m);
});

test('it never prints the key, even if the server repeats it', async () => {
	await sandbox.fault({
		match: { path: '^/v1/tts$' },
		fault: { kind: 'status', status: 500, message: `Your key ${KEY} is fine` },
		times: -1,
	});
	const { out } = await start(['--yes', '--only', 'speech.speed']).ended;
	expect(out).toMatch(/Your key \*\*\* is fine/);
	expect(out).not.toContain(KEY);
});

test.each([
	['as an argument', ['--yes', KEY], {}],
	['in the address', ['--yes'], { FISH_AUDIO_BASE_URL: `http://127.0.0.1:9/${KEY}` }],
	['as a word of an ID', ['--yes', '--only', KEY], {}],
])('it does not print a key that was entered %s by mistake', async (_where, args, environment) => {
	const { code, out } = await start(args, environment).ended;
	expect([code, out.includes('***'), out.includes(KEY)]).toEqual([1, true, false]);
});

test('without a key it says how to set one', async () => {
	const { code, out } = await start(['--yes'], { FISH_AUDIO_API_KEY: ' ' }).ended;
	expect(code).toBe(1);
	expect(out).toMatch(/There is no key\.\nSet your key in the environment: FISH_AUDIO_API_KEY=… npm run check:live/);
});

test('it reports at once a server that cannot be reached or does not accept the key', async () => {
	const nowhere = await start(['--yes'], { FISH_AUDIO_BASE_URL: 'http://127.0.0.1:9' }).ended;
	expect([
		nowhere.code,
		/http:\/\/127\.0\.0\.1:9 cannot be reached: /.test(nowhere.out),
		/\| fact \||deleted/.test(nowhere.out.slice(nowhere.out.indexOf('cannot be'))),
	]).toEqual([1, true, false]);
	const refused = await start(['--yes'], { FISH_AUDIO_API_KEY: 'another-key' }).ended;
	expect([refused.code, /does not accept the key\./.test(refused.out), refused.out.includes('| fact |')]).toEqual([
		1,
		true,
		false,
	]);
});

test('without a terminal it spends nothing unless --yes is set', async () => {
	const { code, out } = await start([]).ended;
	expect(code).toBe(1);
	expect(out).toMatch(/There is no terminal to confirm the spending\.\nAdd --yes/);
	expect(await sandbox.requests()).toEqual([]);
});

test.each([
	[['--limit-cents', 'many'], /--limit-cents cannot be 'many'/],
	[['--limit-cents', '-1'], /--limit-cents/],
	[['--only', 'no-such-fact'], /No fact has 'no-such-fact'/],
	[['--colour'], /--colour/],
])('%j is refused with a clear message', async (args, says) => {
	const { code, out } = await start(['--yes', ...args]).ended;
	expect([code, says.test(out)]).toEqual([1, true]);
});

test('facts that would exceed the limit are skipped', async () => {
	const { code, out } = await start(['--yes', '--limit-cents', '0.99', '--only', 'design.']).ended;
	expect(code).toBe(0);
	expect(out).toMatch(/0 as expected, 0 different, 9 skipped/);
	expect((await sandbox.requests()).filter(({ method }) => method === 'POST')).toEqual([]);
});

test.each(['SIGINT', 'SIGTERM'] as const)('%s: created voices are deleted before it ends', async (signal) => {
	await sandbox.fault({ match: { method: 'PATCH' }, fault: { kind: 'hang' }, times: -1 });
	const { child, ended } = start(['--yes', '--only', 'voices.']);
	await until(async () => (await sandbox.requests()).some(({ method }) => method === 'PATCH'));
	expect((await sandbox.stats()).voices).toBeGreaterThan(0);
	child.kill(signal);
	const { code, out } = await ended;
	expect([code, (await sandbox.stats()).voices]).toEqual([130, 0]);
	expect(out).toMatch(/Stopped\.$/m);
});

test('Ctrl-C during the creation of a voice: the voice is deleted, too', async () => {
	await sandbox.fault({ match: { method: 'POST', path: '^/model$' }, fault: { kind: 'slow', delayMs: 1000 } });
	const { child, ended } = start(['--yes', '--only', 'voices.made']);
	await until(async () => (await sandbox.stats()).voices === 1);
	child.kill('SIGINT');
	expect((await ended).code).toBe(130);
	expect((await sandbox.stats()).voices).toBe(0);
});
