const { execFile } = require('node:child_process');
const { mkdir, rm, writeFile } = require('node:fs/promises');
const { basename, dirname, relative } = require('node:path');
const { promisify } = require('node:util');

const { build, transform } = require('esbuild');
const { dest, parallel, series, src } = require('gulp');

const { n8n } = require('./package.json');

const run = promisify(execFile);

/** Sources of what package.json names: `dist/nodes/X/X.node.js` is built of `nodes/X/X.node.ts`. */
const entries = [...n8n.credentials, ...n8n.nodes].map((built) => built.replace(/^dist\//, '').replace(/\.js$/, '.ts'));

/** Folder of the source maps: they tell what a place in the bundle was, and are no part of the package. */
const maps = 'sourcemaps';

const clean = async () => {
	for (const folder of ['dist', maps]) await rm(folder, { recursive: true, force: true });
};

const types = async () => {
	const { stdout } = await run(process.execPath, ['node_modules/typescript/bin/tsc', '-p', 'tsconfig.json']).catch(
		(error) => Promise.reject(new Error(error.stdout || error.message)),
	);
	if (stdout) process.stdout.write(stdout);
};

/** For both steps of bundling. n8n 1.123 and 2 run on Node 20 and later. */
const smallest = { target: 'node20', minify: true, legalComments: 'inline' };

async function write(path, text) {
	await mkdir(dirname(path), { recursive: true });
	await writeFile(path, text);
}

// With all they need but n8n-workflow, since n8n installs no dependencies. What several need stands once, in
// dist/shared: three nodes that carry it each would weigh two thirds more. esbuild parts ES modules only, so they
// become CommonJS in a second step.
const bundles = async () => {
	const { outputFiles } = await build({
		...smallest,
		entryPoints: entries,
		outdir: 'dist',
		outbase: '.',
		chunkNames: 'shared/[hash]',
		bundle: true,
		splitting: true,
		external: ['n8n-workflow'],
		// Not 'node': packages then give their ES modules, of which only what is used is taken.
		platform: 'neutral',
		mainFields: ['module', 'main'],
		format: 'esm',
		// Read by the second step, which leaves it out.
		sourcemap: 'inline',
		write: false,
	});
	await Promise.all(
		outputFiles.map(async ({ path, text }) => {
			const { code, map } = await transform(text, {
				...smallest,
				format: 'cjs',
				// An import() becomes a require() that runs later.
				supported: { 'dynamic-import': false },
				sourcefile: basename(path),
				sourcemap: 'external',
			});
			await write(path, code);
			await write(`${maps}/${relative('dist', path)}.map`, map);
		}),
	);
};

const icons = () => src('icons/*.svg', { encoding: false }).pipe(dest('dist/icons'));

const codex = () => src('nodes/*/*.node.json').pipe(dest('dist/nodes'));

exports.build = series(clean, types, parallel(bundles, icons, codex));
exports.default = exports.build;
