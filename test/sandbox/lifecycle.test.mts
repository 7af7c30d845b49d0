import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { readCommandLine } from '../../sandbox/options.mts';
import { startSandbox } from '../support/sandbox.mts';
import { until } from '../support/until.mts';
import { callApi } from './api.mts';

const run = promisify(execFile);
const MAIN = 'sandbox/main.mts';

let data: string;
beforeAll(async () => {
	data = await mkdtemp(join(tmpdir(), 'sandbox-life-'));
});
afterAll(() => rm(data, { recursive: true, force: true }));

function isRunning(pid: number): boolean {
	try {
		process.kill(pid, 0);
		return true;
	} catch {
		return false;
	}
}

/** Starts the sandbox in a terminal's way and waits for its greeting. */
async function greeted(...args: string[]) {
	const child = spawn(process.execPath, [MAIN, '--data', data, ...args], { stdio: ['ignore', 'pipe', 'inherit'] });
	let out = '';
	child.stdout.setEncoding('utf8').on('data', (text: string) => (out += text));
	await until(async () => out.includes('Ctrl-C'));
	return { child, out };
}

test.each([
	[['--port', 'x'], /--port must be/],
	[['--port', '70000'], /--port must be/],
	[['--training-ms', '-1'], /training-ms/],
	[['--concurrency', '0'], /--concurrency must be/],
	[['--speech', 'song'], /--speech must be/],
	[['--like', 'someone'], /--like must be one of fish-audio, fish-speech, on-premises/],
	[['--whole-after', 'long'], /--whole-after must be/],
	[['--credit-delay-ms', 'soon'], /--credit-delay-ms must be/],
	[['--colour'], /--colour/],
	[['something'], /something/],
])('%j is refused with a clear message', async (args, says) => {
	await expect(run(process.execPath, [MAIN, ...args])).rejects.toMatchObject({
		code: 1,
		stderr: expect.stringMatching(says) as string,
	});
});

test('--help shows the options', async () => {
	expect((await run(process.execPath, [MAIN, '--help'])).stdout).toMatch(/--training-ms/);
});

test.each(['SIGINT', 'SIGTERM'] as const)('it prints its address and key, and %s ends it at once', async (signal) => {
	const { child, out } = await greeted('--key', 'my-key');
	const url = /http:\/\/127\.0\.0\.1:\d+/.exec(out)?.[0];
	expect(out).toMatch(/my-key/);
	expect(out).toContain(data);
	expect((await fetch(`${url}/model`, { headers: { authorization: 'Bearer my-key' } })).status).toBe(200);
	// An open idle connection must not delay the end.
	const idle = connect(Number(new URL(url!).port), '127.0.0.1');
	await once(idle, 'connect');
	child.kill(signal);
	expect(await once(child, 'exit')).toEqual([0, null]);
	idle.destroy();
});

test('it replaces a taken port and says so', async () => {
	const first = await startSandbox();
	const port = new URL(first.url).port;
	const { child, out } = await greeted('--port', port);
	expect(out).toMatch(new RegExp(`Port ${port} is taken`));
	const used = Number(/http:\/\/127\.0\.0\.1:(\d+)/.exec(out)?.[1]);
	expect(used).toBeGreaterThan(Number(port));
	expect(used).toBeLessThanOrEqual(Number(port) + 20);
	child.kill('SIGTERM');
	await once(child, 'exit');
	await first.stop();
	const again = await startSandbox({ port: Number(port) });
	expect(new URL(again.url).port).toBe(port);
	await again.stop();
});

test('without a port people get the usual one, and programs any', () => {
	expect(readCommandLine([]).sandbox.port).toBe(7788);
	expect(readCommandLine(['--json']).sandbox.port).toBe(0);
	expect(readCommandLine(['--port', '0']).sandbox.port).toBe(0);
});

test('the options reach the sandbox', async () => {
	const sandbox = await startSandbox({
		trainingMs: 1,
		concurrency: 2,
		latencyMs: 3,
		creditDelayMs: 4,
		wholeAfter: 0.5,
		speech: 'tone',
		key: 'k',
	});
	expect(sandbox.key).toBe('k');
	expect(await sandbox.settings()).toMatchObject({
		trainingMs: 1,
		concurrency: 2,
		latencyMs: 3,
		creditDelayMs: 4,
		wholeAfter: 0.5,
		speech: 'tone',
	});
	expect((await callApi(sandbox, 'GET', '/model')).status).toBe(200);
	await sandbox.stop();
	expect(isRunning(sandbox.pid)).toBe(false);
});

test('it ends when its input ends', async () => {
	const child = spawn(process.execPath, [MAIN, '--json', '--data', data], { stdio: ['pipe', 'pipe', 'inherit'] });
	await once(child.stdout, 'data');
	child.stdin.end();
	expect(await once(child, 'exit')).toEqual([0, null]);
});

test('it ends when its parent process is killed', async () => {
	const script = `
		const { spawn } = require('node:child_process');
		const command = ['${MAIN}', '--json', '--data', ${JSON.stringify(data)}];
		const child = spawn(process.execPath, command, { stdio: ['ignore', 'pipe', 'inherit'] });
		child.stdout.pipe(process.stdout);`;
	const parent = spawn(process.execPath, ['-e', script], { stdio: ['ignore', 'pipe', 'inherit'] });
	const [line] = (await once(parent.stdout, 'data')) as [Buffer];
	const { url } = JSON.parse(line.toString()) as { url: string };
	expect((await fetch(url)).status).toBe(404);
	parent.kill('SIGKILL');
	await until(() =>
		fetch(url).then(
			() => false,
			() => true,
		),
	);
});
