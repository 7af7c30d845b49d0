import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdir, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

import { startSandbox } from '../support/sandbox.mts';

interface Ended {
	code: number | null;
	/** All that was printed. */
	text: string;
}

let folder: string;
let out: string;
let temporary: string;

beforeEach(async () => {
	folder = await mkdtemp(join(tmpdir(), 'demo-test-'));
	out = join(folder, 'out');
	temporary = join(folder, 'tmp');
	await mkdir(temporary);
});
afterEach(async () => await rm(folder, { recursive: true, force: true }));

interface Settings {
	script?: string;
	args?: string[];
	env?: Record<string, string>;
	answers?: string;
	/** Sends Ctrl-C once this is printed. */
	interruptAt?: string;
}

async function demo({
	script = 'examples/demo.mts',
	args = [],
	env = {},
	answers = '',
	interruptAt,
}: Settings = {}): Promise<Ended> {
	const { FISH_AUDIO_API_KEY: _, FISH_AUDIO_BASE_URL: __, ...inherited } = process.env;
	const child = spawn(process.execPath, [resolve(script), '--out', out, ...args], {
		env: { ...inherited, TMPDIR: temporary, ...env },
	});
	let text = '';
	let interrupted = false;
	const take = (chunk: string): void => {
		text += chunk;
		if (interrupted || interruptAt === undefined || !text.includes(interruptAt)) return;
		interrupted = true;
		child.kill('SIGINT');
	};
	child.stdout.setEncoding('utf8').on('data', take);
	child.stderr.setEncoding('utf8').on('data', take);
	child.stdin.end(answers);
	const [code] = (await once(child, 'close')) as [number | null];
	return { code, text };
}

/** Temporary folders and processes; the sandbox has its folder on its command line. */
async function leftBehind(): Promise<string[]> {
	const processes = execFileSync('ps', ['-eo', 'args'], { encoding: 'utf8' }).split('\n');
	return [...(await readdir(temporary)), ...processes.filter((line) => line.includes(temporary))];
}

const times = (text: string, part: string): number => text.split(part).length - 1;

/** Kilobits per second by the first frame's header, MPEG-1 Layer III. */
const bitrates = [0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320];

function mp3Seconds(bytes: Buffer): number {
	expect(bytes.readUInt16BE(0) & 0xfffe).toBe(0xfffa);
	return (bytes.length * 8) / (bitrates[bytes[2]! >> 4]! * 1000);
}

function samplesOf(wav: Buffer): Int16Array {
	return Int16Array.from({ length: (wav.length - 44) / 2 }, (_, index) => wav.readInt16LE(44 + index * 2));
}

function expectWav(wav: Buffer, sampleRate: number): void {
	expect([wav.toString('latin1', 0, 4), wav.toString('latin1', 8, 16)]).toEqual(['RIFF', 'WAVEfmt ']);
	expect(wav.readUInt32LE(4)).toBe(wav.length - 8);
	expect([wav.readUInt16LE(20), wav.readUInt16LE(22)]).toEqual([1, 1]);
	expect([wav.readUInt32LE(24), wav.readUInt16LE(34)]).toEqual([sampleRate, 16]);
	expect(wav.readUInt32LE(40)).toBe(wav.length - 44);
	const samples = samplesOf(wav);
	const loudness = Math.sqrt(samples.reduce((sum, sample) => sum + sample ** 2, 0) / samples.length);
	expect(loudness).toBeGreaterThan(1_000);
	expect(samples.reduce((peak, sample) => Math.max(peak, Math.abs(sample)), 0)).toBeLessThan(32_700);
}

test('clones a voice, waits for it and speaks', async () => {
	const { code, text } = await demo();
	expect(text).not.toContain('stopped with an error');
	expect(code).toBe(0);
	expect(await readdir(out)).toEqual(['instant-clone.mp3', 'phone-greeting.wav', 'recordings', 'summer-sale-ad.mp3']);
	for (const name of ['recording-1.wav', 'recording-2.wav']) {
		const recording = await readFile(join(out, 'recordings', name));
		expectWav(recording, 44_100);
		expect(recording.length).toBeGreaterThan(10 * 2 * 44_100);
	}
	const greeting = await readFile(join(out, 'phone-greeting.wav'));
	expectWav(greeting, 8_000);
	expect(greeting.length / 16_000).toBeGreaterThan(5);
	for (const name of ['summer-sale-ad.mp3', 'instant-clone.mp3']) {
		const seconds = mp3Seconds(await readFile(join(out, name)));
		expect(seconds).toBeGreaterThan(3);
		expect(seconds).toBeLessThan(15);
	}
	expect(times(text, 'the trigger fires')).toBe(1);
	expect(text).toMatch(/the private voice 'Demo Voice' \([0-9a-f]{32}\) is trained\./);
	expect(text).not.toContain('sandbox-key');
	expect(await leftBehind()).toEqual([]);
});

test('uses an account when there is a key, asks first, and deletes the voice', async () => {
	const key = 'a-key-of-an-account';
	const account = await startSandbox({ trainingMs: 1_000, key });
	try {
		const env = { FISH_AUDIO_API_KEY: key, FISH_AUDIO_BASE_URL: account.url };
		const declined = await demo({ env, answers: 'n\n' });
		expect(declined).toMatchObject({ code: 0, text: expect.stringContaining('Nothing was done') });
		expect(await account.requests()).toEqual([]);

		const { code, text } = await demo({ env, answers: 'y\ny\n' });
		expect(text).toContain('Deleted.');
		expect(code).toBe(0);
		const requests = await account.requests();
		const models = requests.filter(({ path }) => path === '/v1/tts').map(({ headers }) => headers['model']);
		expect(models).toEqual(['s2.1-pro-free', 's2.1-pro-free', 's2.1-pro-free']);
		expect(requests.filter(({ method }) => method === 'DELETE').map(({ status }) => status)).toEqual([204]);
		expect(text).not.toContain(key);
		expect(await leftBehind()).toEqual([]);
	} finally {
		await account.stop();
	}
});

test('prints an error and exits with 1', async () => {
	const account = await startSandbox({ key: 'another-key' });
	try {
		const env = { FISH_AUDIO_API_KEY: 'a-wrong-key', FISH_AUDIO_BASE_URL: account.url };
		const { code, text } = await demo({ env, args: ['--yes'] });
		expect(code).toBe(1);
		expect(text).toContain('The demo stopped with an error.');
		expect(text).not.toContain('a-wrong-key');
		expect(text).not.toMatch(/^\s+at /m);
		expect(await leftBehind()).toEqual([]);
	} finally {
		await account.stop();
	}
});

test('Ctrl-C stops everything', async () => {
	const { code, text } = await demo({ interruptAt: 'waits until the voice is trained' });
	expect(code).toBe(130);
	expect(text).toContain('Stopped.');
	expect(await leftBehind()).toEqual([]);
});

test('says so when the nodes are not built', async () => {
	const elsewhere = join(folder, 'project');
	await mkdir(join(elsewhere, 'node_modules/n8n-core'), { recursive: true });
	await cp('package.json', join(elsewhere, 'package.json'));
	for (const part of ['examples', 'tools/terminal']) await cp(part, join(elsewhere, part), { recursive: true });
	const { code, text } = await demo({ script: join(elsewhere, 'examples/demo.mts') });
	expect(code).toBe(1);
	expect(text).toContain('Run: npm run build');
});
