import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { dirname, extname, join, relative, resolve, sep } from 'node:path';

import { analyzeMetafile, build, type Metafile } from 'esbuild';
import ts from 'typescript';

const root = process.cwd();

/** The folders of the package's source. */
const shippedFolders = ['audio', 'text', 'fishAudio', 'nodes', 'credentials'];

const posix = (path: string): string => relative(root, path).split(sep).join('/');

/** Source files below a folder of the project, as paths from its root. */
function sourcesIn(folder: string): string[] {
	const full = join(root, folder);
	if (!existsSync(full)) return [];
	return readdirSync(full, { recursive: true, withFileTypes: true })
		.filter((entry) => entry.isFile() && /\.(ts|mts|cts|js|mjs|cjs)$/.test(entry.name))
		.map((entry) => posix(join(entry.parentPath, entry.name)))
		.filter((path) => !path.includes('node_modules/'));
}

/** The modules named in imports, exports, `import()`, `require()` and types, found by TypeScript's parser. */
function importsOf(text: string, name = 'source.ts'): string[] {
	const found: string[] = [];
	const visit = (node: ts.Node): void => {
		const isCall =
			ts.isCallExpression(node) &&
			(node.expression.kind === ts.SyntaxKind.ImportKeyword ||
				(ts.isIdentifier(node.expression) && node.expression.text === 'require') ||
				node.expression.getText().startsWith('require.') ||
				node.expression.getText() === 'createRequire');
		if ((ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) && node.moduleSpecifier) {
			found.push((node.moduleSpecifier as ts.StringLiteral).text);
		} else if (ts.isImportTypeNode(node)) found.push(node.argument.getText().slice(1, -1));
		else if (ts.isExternalModuleReference(node)) found.push(node.expression.getText().slice(1, -1));
		else if (isCall) {
			const [first] = node.arguments;
			found.push(first && ts.isStringLiteralLike(first) ? first.text : '(computed)');
		}
		ts.forEachChild(node, visit);
	};
	visit(ts.createSourceFile(name, text, ts.ScriptTarget.Latest, true));
	return found;
}

/** A relative import as a path from the root, any other unchanged. An `import()` has the ending of the built file. */
const target = (from: string, named: string): string =>
	named.startsWith('.') ? posix(resolve(root, dirname(from), named)).replace(/\.js$/, '') : named;

interface Breach {
	file: string;
	imports: string;
}

const nodeFolder = (path: string): string | undefined => /^nodes\/([^/]+)\//.exec(path)?.[1];

/** Features that never import each other. Nodes combine them. */
const features = ['speech', 'voices', 'recordings', 'design', 'transcription', 'account'];

const featureOf = (path: string): string | undefined => features.find((name) => path.startsWith(`fishAudio/${name}/`));

/** Whether a file at `from` may import `to`, by the laws in ARCHITECTURE.md. */
function mayImport(from: string, to: string): boolean {
	const inside = (...folders: string[]): boolean => folders.some((folder) => to.startsWith(`${folder}/`));
	if (from.startsWith('audio/')) return inside('audio');
	if (from.startsWith('text/')) return inside('text');
	if (from.startsWith('fishAudio/')) {
		const other = featureOf(to);
		if (other !== undefined) return other === featureOf(from);
		return inside('fishAudio', 'audio', 'text') || ['@msgpack/msgpack', 'p-limit'].includes(to);
	}
	if (from.startsWith('nodes/')) {
		const own = nodeFolder(from);
		return (
			to === 'n8n-workflow' ||
			inside('nodes/shared', 'fishAudio', 'audio', 'text') ||
			(own !== undefined && inside(`nodes/${own}`))
		);
	}
	if (from.startsWith('credentials/')) return to === 'n8n-workflow' || inside('credentials', 'fishAudio');
	if (from.startsWith('sandbox/')) return !inside(...shippedFolders, 'dist');
	// The check of the service must not share code with what it checks.
	if (from.startsWith('tools/live/')) return !inside(...shippedFolders, 'dist', 'sandbox');
	return true;
}

const breachesOf = (file: string, text: string): Breach[] =>
	importsOf(text, file)
		.map((named) => ({ file, imports: target(file, named) }))
		.filter(({ imports }) => !mayImport(file, imports));

const shipped = shippedFolders.flatMap(sourcesIn);
const read = (file: string): string => readFileSync(join(root, file), 'utf8');

/** The files that a file of the package imports, types included. */
const importedBy = (file: string): string[] =>
	importsOf(read(file), file)
		.filter((named) => named.startsWith('.'))
		.map((named) => target(file, named))
		.flatMap((path) => [`${path}.ts`, `${path}/index.ts`].filter((one) => existsSync(join(root, one))));

/** The circles of a graph, each as the names along it. */
function circlesIn(graph: Map<string, string[]>): string[][] {
	const done = new Set<string>();
	const circles: string[][] = [];
	const visit = (name: string, way: string[]): void => {
		const at = way.indexOf(name);
		if (at >= 0) circles.push([...way.slice(at), name]);
		if (at >= 0 || done.has(name)) return;
		for (const next of graph.get(name) ?? []) visit(next, [...way, name]);
		done.add(name);
	};
	for (const name of graph.keys()) visit(name, []);
	return circles;
}

describe('imports run one way', () => {
	it('in a complete list of source files', () => {
		expect(shipped.length).toBeGreaterThan(40);
		expect(shipped).toEqual(
			expect.arrayContaining([
				'fishAudio/requests/calls.ts',
				'nodes/shared/request/connect.ts',
				'nodes/Speak/Speak.node.ts',
			]),
		);
		expect(sourcesIn('sandbox').length).toBeGreaterThan(20);
		expect(sourcesIn('tools/live').length).toBeGreaterThan(20);
	});

	it('in the shipped code', () => {
		expect(shipped.flatMap((file) => breachesOf(file, read(file)))).toEqual([]);
	});

	it('and never in a circle, types included', () => {
		expect(circlesIn(new Map(shipped.map((file) => [file, importedBy(file)])))).toEqual([]);
		expect(
			circlesIn(
				new Map([
					['a', ['b', 'c']],
					['b', ['c']],
					['c', ['a']],
				]),
			),
		).toEqual([['a', 'b', 'c', 'a']]);
	});

	it('in the sandbox', () => {
		expect(sourcesIn('sandbox').flatMap((file) => breachesOf(file, read(file)))).toEqual([]);
	});

	it('in the check of the service', () => {
		expect(sourcesIn('tools/live').flatMap((file) => breachesOf(file, read(file)))).toEqual([]);
	});

	it('and to files that exist', () => {
		const missing = shipped.flatMap((file) =>
			importsOf(read(file), file)
				.filter((named) => named.startsWith('.'))
				.map((named) => target(file, named))
				.filter(
					(path) =>
						!['', '.ts', '/index.ts'].some(
							(ending) => extname(path + ending) !== '' && existsSync(join(root, path + ending)),
						),
				),
		);
		expect(missing).toEqual([]);
	});

	it('in the bundles, as the bundler sees it', async () => {
		const entries = shipped.filter((file) => /\.(node|credentials)\.ts$/.test(file));
		expect(entries.length).toBeGreaterThanOrEqual(4);
		const { metafile } = await build({
			entryPoints: entries,
			bundle: true,
			write: false,
			metafile: true,
			platform: 'node',
			external: ['n8n-workflow'],
			outdir: 'dist',
			absWorkingDir: root,
			logLevel: 'silent',
		});
		expect(await analyzeMetafile(metafile)).toContain('fishAudio/requests/calls.ts');
		expect(foreign(metafile)).toEqual([]);
	});
});

/** The contents of a bundle that are neither ours nor from an allowed library. */
function foreign(metafile: Metafile): string[] {
	const own = /^(audio|text|fishAudio|nodes|credentials)\//;
	const library = /(^|\/)node_modules\/(@msgpack\/msgpack|p-limit|yocto-queue)\//;
	const files = Object.keys(metafile.inputs).filter((file) => !own.test(file) && !library.test(file));
	const outside = Object.values(metafile.outputs).flatMap(({ imports }) => imports.map(({ path }) => path));
	return [...files, ...outside.filter((path) => path !== 'n8n-workflow')];
}

describe('the check of imports', () => {
	it.each([
		['fishAudio/speech/speech.ts', "import { prices } from '../account/prices';"],
		['fishAudio/requests/retry.ts', "import type { SpeechRequest } from '../speech/speechRequest';"],
		['text/cues.ts', "import { inputError } from '../fishAudio/errors';"],
		['text/cues.ts', "import { fileTypeOf } from '../audio/fileType';"],
		['fishAudio/requests/retry.ts', "import { sleep } from 'n8n-workflow';"],
		['fishAudio/requests/retry.ts', "import { readFile } from 'node:fs/promises';"],
		['fishAudio/requests/retry.ts', "import { connect } from '../../nodes/shared/request/connect';"],
		['fishAudio/requests/retry.ts', "export * from '../../sandbox/world.mts';"],
		['fishAudio/requests/retry.ts', "import FormData from 'form-data';"],
		['fishAudio/requests/retry.ts', "const x = await import('axios');"],
		['fishAudio/requests/retry.ts', "const x = require('axios');"],
		['fishAudio/requests/retry.ts', 'const x = await import(name);'],
		['fishAudio/requests/retry.ts', "type X = import('n8n-workflow').INode;"],
		['audio/wav.ts', "import { inputError } from '../fishAudio/errors';"],
		['nodes/shared/items/item.ts', "import { checkSpeechItem } from '../../Speak/run';"],
		['nodes/Speak/run.ts', "import type { Cursor } from '../VoiceCloneTrigger/cursor';"],
		['nodes/VoiceClone/operations/get.ts', "export { description } from '../../Speak/fields';"],
		['nodes/Speak/run.ts', "import pLimit from 'p-limit';"],
		['nodes/Speak/run.ts', "import { world } from '../../sandbox/world.mts';"],
		['nodes/Speak/run.ts', "import { Buffer } from 'buffer';"],
		['tools/live/facts/speech.mts', "import { formats } from '../../../sandbox/speech/formats.mts';"],
		['tools/live/api.mts', "import { x } from '../../fishAudio/requests/http.ts';"],
		['sandbox/api/speech.mts', "import { formats } from '../../audio/formats.ts';"],
		['sandbox/world.mts', "import { x } from '../nodes/shared/items/item.ts';"],
		['sandbox/world.mts', "import { x } from '../dist/nodes/Speak/Speak.node.js';"],
	])('finds a breach in %s: %s', (file, text) => {
		expect(breachesOf(file, text)).toHaveLength(1);
	});

	it.each([
		['fishAudio/requests/limit.ts', "import pLimit from 'p-limit';"],
		[
			'fishAudio/speech/sampleBody.ts',
			"import { encode } from '@msgpack/msgpack'; import { x } from '../errors'; import { y } from " +
				"'../../audio/wav'; import { z } from './speechRequest';",
		],
		[
			'nodes/Speak/run.ts',
			"import { x } from '../shared/items/item'; import { y } from '../../fishAudio/errors'; import { z } from " +
				"'../../text/cues'; import type { Z } from 'n8n-workflow'; import { f } from './fields';",
		],
		[
			'nodes/VoiceClone/operations/get.ts',
			"import { x } from '../../shared/items/item'; import { y } from './create';",
		],
		['sandbox/world.mts', "import { createServer } from 'node:http'; import { x } from './account.mts';"],
	])('allows in %s: %s', (file, text) => {
		expect(breachesOf(file, text)).toEqual([]);
	});
});

describe('the shipped code', () => {
	const silencers = /eslint-disable|@ts-ignore|@ts-expect-error|@ts-nocheck|prettier-ignore|istanbul ignore/;

	it('disables no tool', () => {
		expect(shipped.filter((file) => silencers.test(read(file)))).toEqual([]);
		expect(silencers.test('// eslint-disable-next-line no-console')).toBe(true);
	});

	it('uses no globals of the process in the client', () => {
		const reaching =
			/\b(process\.|console\.|setTimeout\(|setInterval\(|Date\.now\(|new Date\(\)|Math\.random|\bfetch\()/;
		expect(['audio', 'text', 'fishAudio'].flatMap(sourcesIn).filter((file) => reaching.test(read(file)))).toEqual([]);
		expect(reaching.test('const now = Date.now();')).toBe(true);
	});

	it('imports no module of Node', () => {
		const builtins = shipped.flatMap((file) => importsOf(read(file), file).filter((named) => isBuiltin(named)));
		expect(builtins).toEqual([]);
	});
});

test('no line has more than 120 columns, which prettier does not ensure for texts and comments', () => {
	const folders = [...shippedFolders, 'sandbox', 'examples', 'benchmarks', 'tools', 'test'];
	const width = (line: string): number => line.replaceAll('\t', '  ').length;
	const long = folders
		.flatMap(sourcesIn)
		.filter((file) => /\.m?ts$/.test(file))
		.flatMap((file) =>
			read(file)
				.split('\n')
				.map((line, index) => ({ place: `${file}:${index + 1}`, line })),
		)
		.filter(({ line }) => width(line) > 120);
	expect(long.map(({ place }) => place)).toEqual([]);
});
