import { execFile } from 'node:child_process';
import { appendFile, cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { copyCheckout } from '../../../tools/verification/checkout.mts';

interface Ended {
	code: number;
	/** The complete output. */
	text: string;
}

let folder: string;
/** A copy of this package for tests to change. */
let copy: string;
/** The scan's folder for temporary files. */
let temporary: string;

beforeEach(async () => {
	folder = await mkdtemp(join(tmpdir(), 'scan-test-'));
	copy = join(folder, 'copy');
	temporary = join(folder, 'tmp');
	await mkdir(temporary);
	await copyCheckout(process.cwd(), copy);
	await cp('dist', join(copy, 'dist'), { recursive: true });
});
afterEach(async () => await rm(folder, { recursive: true, force: true }));

function scan(...args: string[]): Promise<Ended> {
	const env = { ...process.env, TMPDIR: temporary };
	return new Promise((resolve) => {
		execFile(process.execPath, ['tools/verification/scan.mts', ...args], { env }, (error, stdout, stderr) => {
			resolve({ code: error ? Number(error.code) : 0, text: stdout + stderr });
		});
	});
}

async function changeManifest(change: (manifest: { files: string[]; overrides?: object }) => void): Promise<void> {
	const path = join(copy, 'package.json');
	const manifest = JSON.parse(await readFile(path, 'utf8')) as { files: string[] };
	change(manifest);
	await writeFile(path, JSON.stringify(manifest, null, 2));
}

/** The rules that reported findings in a leg, by file. */
function rulesOf(text: string, leg: 'source' | 'package'): Record<string, string[]> {
	const part = text.split(/^ {3}(?=source|package)/m).find((words) => words.startsWith(leg)) ?? '';
	const found: Record<string, string[]> = {};
	let file = '';
	for (const line of part.split('\n')) {
		if (/^\S+\.(ts|js|json)$/.test(line)) file = line;
		const rule = /^ +\d+:\d+ +error .* (\S+)$/.exec(line)?.[1];
		if (rule) (found[file] ??= []).push(rule);
	}
	return found;
}

test('this package passes both legs, and no temporary files are left', async () => {
	const { code, text } = await scan();
	expect(text).toMatch(/source as a clean checkout holds it: \d{2,3} files, nothing found/);
	expect(text).toMatch(/package as npm would publish it: \d+ files, nothing found/);
	expect(code).toBe(0);
	expect(await readdir(temporary)).toEqual([]);
});

test('faults in the source are found there, also by the rules for TypeScript', async () => {
	await appendFile(
		join(copy, 'nodes/Speak/run.ts'),
		'\nexport const home: string = process.env.HOME as string;\nconsole.log(home);\n',
	);
	await appendFile(
		join(copy, 'credentials/FishAudioApi.credentials.ts'),
		'\nexport const home = globalThis as unknown;\n',
	);
	const node = join(copy, 'nodes/VoiceClone/VoiceClone.node.ts');
	await writeFile(node, (await readFile(node, 'utf8')).replace(/\t(usableAsTool: .*|subtitle,)\n/g, ''));
	await rm(join(copy, 'icons/speak.svg'));
	await changeManifest((manifest) => (manifest.overrides = { axios: '1.0.0' }));
	const { code, text } = await scan('--project', copy);
	expect(code).toBe(1);
	expect(rulesOf(text, 'source')).toEqual({
		'package.json': ['@n8n/community-nodes/no-overrides-field'],
		'nodes/Speak/run.ts': ['@n8n/community-nodes/no-restricted-globals', 'no-console'],
		'nodes/Speak/Speak.node.ts': ['@n8n/community-nodes/icon-validation'],
		'nodes/VoiceClone/VoiceClone.node.ts': [
			'@n8n/community-nodes/node-usable-as-tool',
			'@n8n/community-nodes/require-node-description-fields',
		],
		'credentials/FishAudioApi.credentials.ts': ['@n8n/community-nodes/no-restricted-globals'],
	});
	expect(rulesOf(text, 'package')).toEqual({ 'package.json': ['@n8n/community-nodes/no-overrides-field'] });
	expect(text).toContain('n8n would not verify this: source');
});

test('faults only in built files are found in the packed package', async () => {
	await appendFile(join(copy, 'dist/nodes/Speak/Speak.node.js'), '\nsetTimeout(() => {}, 1);\n');
	await appendFile(join(copy, 'index.js'), "\nrequire('node:fs');\n");
	const { code, text } = await scan('--project', copy);
	expect(code).toBe(1);
	expect(text).toMatch(/source .*, nothing found/);
	expect(rulesOf(text, 'package')).toEqual({
		'dist/nodes/Speak/Speak.node.js': ['@n8n/community-nodes/no-restricted-globals'],
		'index.js': ['@n8n/community-nodes/no-restricted-imports'],
	});
});

test('files that the scanner does not see are reported, although it passes silently', async () => {
	await changeManifest((manifest) => (manifest.files = ['index.js']));
	await writeFile(join(copy, '.gitignore'), 'dist/\nnodes/\n');
	const { code, text } = await scan('--project', copy);
	expect(code).toBe(1);
	expect(text).toContain('nodes/Speak/Speak.node.ts is not there to be linted.');
	expect(text).toContain('dist/nodes/Speak/Speak.node.js is not there to be linted.');
	expect(text).toContain('dist/credentials/FishAudioApi.credentials.js is not there to be linted.');
});

test('a package that is not built is reported', async () => {
	await rm(join(copy, 'dist'), { recursive: true });
	const { code, text } = await scan('--project', copy);
	expect(code).toBe(1);
	expect(text).toContain(
		'The package is not built: dist/credentials/FishAudioApi.credentials.js is missing.\nRun: npm run build',
	);
});
