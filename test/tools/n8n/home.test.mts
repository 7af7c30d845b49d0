import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

import { openHome, tellRunning } from '../../../tools/n8n/home.mts';
import { Cleanup } from '../../../tools/terminal/cleanup.mts';
import { until } from '../../e2e/support/until.mts';

let folder: string;
let home: string;
let cleanup: Cleanup;

beforeEach(async () => {
	folder = await mkdtemp(join(tmpdir(), 'fish-audio-home-'));
	home = join(folder, 'new', 'home');
	cleanup = new Cleanup();
});
afterEach(async () => {
	await cleanup.run();
	await rm(folder, { recursive: true, force: true });
});

const permissions = async (path: string): Promise<string> => ((await stat(path)).mode & 0o777).toString(8);

test('creates a folder and a login that only the user can read, and finds them again', async () => {
	const login = await openHome(home, cleanup);
	expect(login).toEqual({
		email: 'you@example.com',
		password: expect.stringMatching(/^(?=.*[a-z])(?=.*[A-Z])(?=.*\d).{12,64}$/),
	});
	expect([await permissions(home), await permissions(join(home, 'login.json'))]).toEqual(['700', '600']);
	await cleanup.run();
	expect(await openHome(home, cleanup)).toEqual(login);
});

test('allows one run at a time in a folder, and says where it runs', async () => {
	await openHome(home, cleanup);
	await expect(openHome(home, new Cleanup())).rejects.toThrow(`it is being started already, in ${home}.`);
	await tellRunning(home, 'http://127.0.0.1:5678', cleanup);
	await expect(openHome(home, new Cleanup())).rejects.toMatchObject({
		message: 'it is running already at http://127.0.0.1:5678',
		advice: expect.stringMatching(/password are in .*login\.json\. .*--home/),
	});
	await cleanup.run();
	expect(await readdir(home)).not.toContain('running.json');
	cleanup = new Cleanup();
	await openHome(home, cleanup);
});

test('a killed run does not block the folder, and its address is forgotten', async () => {
	const urlOf = (path: string): string => JSON.stringify(pathToFileURL(resolve(path)).href);
	const code = `
		const { openHome, tellRunning } = await import(${urlOf('tools/n8n/home.mts')});
		const { Cleanup } = await import(${urlOf('tools/terminal/cleanup.mts')});
		const cleanup = new Cleanup();
		await openHome(${JSON.stringify(home)}, cleanup);
		await tellRunning(${JSON.stringify(home)}, 'http://127.0.0.1:5678', cleanup);
		setInterval(() => undefined, 1_000);`;
	const other = spawn(process.execPath, ['--input-type=module', '--eval', code], { stdio: 'ignore' });
	try {
		await until(async () => await readFile(join(home, 'running.json')).catch(() => undefined));
		await expect(openHome(home, cleanup)).rejects.toThrow('it is running already');
	} finally {
		other.kill('SIGKILL');
		await once(other, 'exit');
	}
	await openHome(home, cleanup);
	expect(await readdir(home)).not.toContain('running.json');
});

test("the user's own n8n is left alone", async () => {
	await mkdir(join(home, '.n8n'), { recursive: true });
	await expect(openHome(home, cleanup)).rejects.toThrow('was not created by this command, so it is left alone');
	expect(await readdir(home)).toEqual(['.n8n']);
});

test('a run that was killed during the first start does no harm', async () => {
	await mkdir(home, { recursive: true });
	await writeFile(join(home, 'login.json'), '{"email":"you@ex');
	await writeFile(join(home, 'running.json'), '{"ur');
	const login = await openHome(home, cleanup);
	expect(JSON.parse(await readFile(join(home, 'login.json'), 'utf8'))).toEqual(login);
});
