import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rm, stat, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { promisify } from 'node:util';

import { pack, unpack } from '../tools/n8n/placePackage.mts';
import { withSources } from '../tools/where/withSources.mts';
import { startEngine } from './support/engine.mts';

const project = process.cwd();

interface Manifest {
	name: string;
	main: string;
	files: string[];
	n8n: { credentials: string[]; nodes: string[]; strict: boolean };
	scripts: Record<string, string>;
	dependencies?: object;
	overrides?: object;
	peerDependencies: Record<string, string>;
	engines: { node: string };
}

let folder: string;
let unpacked: string;
let manifest: Manifest;

async function filesBelow(from: string): Promise<string[]> {
	const entries = await readdir(from, { recursive: true, withFileTypes: true });
	return entries.filter((entry) => entry.isFile()).map((entry) => relative(from, join(entry.parentPath, entry.name)));
}

beforeAll(async () => {
	folder = await mkdtemp(join(tmpdir(), 'fish-audio-pack-'));
	manifest = JSON.parse(await readFile(join(project, 'package.json'), 'utf8')) as Manifest;
	unpacked = join(folder, 'package');
	await unpack(await pack(project, folder), unpacked);
}, 60_000);

afterAll(async () => await rm(folder, { recursive: true, force: true }));

test('the tarball has only the files that n8n loads and the documents', async () => {
	const files = await filesBelow(unpacked);
	const papers = ['LICENSE', 'README.md', 'index.js', 'package.json'];
	expect(files.filter((file) => !file.startsWith('dist/')).sort()).toEqual(papers);
	const nodes = ['Speak', 'VoiceClone', 'VoiceCloneTrigger'].flatMap((name) => [
		`dist/nodes/${name}/${name}.node.js`,
		`dist/nodes/${name}/${name}.node.json`,
	]);
	const icons = ['fishAudio', 'speak', 'voiceClone'].flatMap((name) => [
		`dist/icons/${name}.svg`,
		`dist/icons/${name}.dark.svg`,
	]);
	const isShared = (file: string): boolean => /^dist\/shared\/\w+\.js$/.test(file);
	expect(files.filter((file) => file.startsWith('dist/') && !isShared(file)).sort()).toEqual(
		['dist/credentials/FishAudioApi.credentials.js', ...icons, ...nodes].sort(),
	);
	expect(files.some(isShared)).toBe(true);
});

test('everything named in package.json exists', () => {
	for (const file of [manifest.main, ...manifest.n8n.credentials, ...manifest.n8n.nodes]) {
		expect([file, existsSync(join(unpacked, file))]).toEqual([file, true]);
	}
});

test('nothing has to be installed, run or overridden', () => {
	expect(manifest.dependencies ?? {}).toEqual({});
	expect(manifest.peerDependencies).toEqual({ 'n8n-workflow': '*' });
	expect(manifest.overrides).toBeUndefined();
	expect(Object.keys(manifest.scripts).filter((name) => /^(pre|post)?install$|^prepare$/.test(name))).toEqual([]);
	expect(manifest.n8n.strict).toBe(true);
});

test('built files only require n8n-workflow and each other', async () => {
	for (const file of (await filesBelow(unpacked)).filter((name) => name.endsWith('.js'))) {
		const code = await readFile(join(unpacked, file), 'utf8');
		const required = [...code.matchAll(/\b(?:require|import)\(\s*["']([^"']+)["']/g)].map(([, name]) => name);
		const isThere = (name = ''): boolean => /^\.\.?\//.test(name) && existsSync(join(unpacked, file, '..', name));
		expect([file, required.filter((name) => name !== 'n8n-workflow' && !isThere(name))]).toEqual([file, []]);
	}
});

test('dist weighs less than 430 KB', async () => {
	const sizes = await Promise.all(
		(await filesBelow(join(unpacked, 'dist'))).map(async (file) => (await stat(join(unpacked, 'dist', file))).size),
	);
	expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(430_000);
});

/** Loads all nodes and the credential without what is slow to make, and prints which files of `dist` that took. */
const loadAll = `
	require('n8n-workflow');
	for (const name of ['Segmenter', 'DisplayNames', 'DateTimeFormat', 'NumberFormat', 'Collator'])
		Intl[name] = class { constructor() { throw new Error('Intl.' + name + ' was made at load'); } };
	const { n8n } = require('./package.json');
	for (const file of [...n8n.credentials, ...n8n.nodes]) new (Object.values(require('./' + file))[0])();
	const loaded = Object.keys(require.cache).filter((path) => path.startsWith(require('path').resolve('dist')));
	console.log(JSON.stringify(loaded));
`;

test('n8n loads the nodes without the decoders of sound and without data of languages', async () => {
	const { stdout } = await promisify(execFile)(process.execPath, ['-e', loadAll], { cwd: project });
	const loaded = JSON.parse(stdout) as string[];
	expect(loaded.length).toBeGreaterThan(manifest.n8n.nodes.length);
	const code = await Promise.all(loaded.map(async (file) => await readFile(file, 'utf8')));
	// The name of Opus in WebM: where it stands, the readers and decoders do.
	expect(code.filter((text) => text.includes('A_OPUS'))).toEqual([]);
});

test('a position in a bundle can be mapped to its line of the source, by source maps outside the package', async () => {
	const files = await filesBelow(unpacked);
	expect(files.filter((file) => file.endsWith('.map'))).toEqual([]);
	const bundles = files.filter((file) => file.endsWith('.js') && file.startsWith('dist/'));
	// Each of these is in one line of the source.
	const texts = [
		'has another sample rate or number of channels',
		'Whether voices that were already trained',
		'https://api.fish.audio',
		'did not accept the API key',
		'The server at this Base URL',
		'One Voice From All Items',
	];
	const mapped = new Set<string>();
	for (const file of bundles) {
		const code = await readFile(join(unpacked, file), 'utf8');
		expect(code).not.toContain('sourceMappingURL');
		for (const words of texts.filter((one) => code.includes(one))) {
			const before = code.slice(0, code.indexOf(words)).split('\n');
			const trace =
				'    at Pe ' +
				`(/home/node/.n8n/nodes/node_modules/${manifest.name}/${file}:${before.length}:` +
				`${before.at(-1)!.length + 1})`;
			const [, source, line] = /^    at Pe \((\w[\w./]+\.ts):(\d+):\d+\)$/.exec(withSources(trace, 'sourcemaps'))!;
			expect((await readFile(source!, 'utf8')).split('\n')[Number(line) - 1]).toContain(words);
			mapped.add(words);
			mapped.add(file);
		}
	}
	expect([...mapped]).toEqual(expect.arrayContaining([...texts, ...manifest.n8n.nodes, ...manifest.n8n.credentials]));
});

test('a position that is in no bundle stays unchanged', () => {
	const trace = 'Error: no\n    at x (node:internal/process:1:2)\n    at y (/n8n/dist/workflow.js:3:4)\n';
	expect(withSources(trace, 'sourcemaps')).toBe(trace);
});

test("n8n's own loader loads the package from a folder like n8n's", async () => {
	const engine = await startEngine({ credential: { apiKey: 'unused', baseUrl: 'http://127.0.0.1' } });
	await mkdir(join(unpacked, 'node_modules'));
	await symlink(join(project, 'node_modules/n8n-workflow'), join(unpacked, 'node_modules/n8n-workflow'));
	const Loader = engine.loader.constructor as new (directory: string) => typeof engine.loader;
	const loader = new Loader(unpacked);
	await loader.loadAll();
	expect(Object.keys(loader.nodeTypes).sort()).toEqual(['speak', 'voiceClone', 'voiceCloneTrigger']);
	expect(Object.keys(loader.credentialTypes)).toEqual(['fishAudioApi']);
	for (const { type } of Object.values(loader.nodeTypes)) {
		expect(type.description).toMatchObject({
			iconUrl: { light: expect.stringMatching(/\.svg$/), dark: expect.stringMatching(/\.dark\.svg$/) },
			codex: { categories: ['Marketing', 'Communication'], alias: expect.arrayContaining(['Fish Audio']) },
		});
	}
	expect(loader.credentialTypes['fishAudioApi']!.type).toMatchObject({
		supportedNodes: expect.arrayContaining(['speak', 'voiceClone', 'voiceCloneTrigger']),
	});
	await engine.stop();
});

test("the lockfile does not override the user's registry", async () => {
	expect(await readFile(join(project, 'package-lock.json'), 'utf8')).not.toContain('"resolved": "http');
});
