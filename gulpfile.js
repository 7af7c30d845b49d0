const { execFile } = require('node:child_process');
const { rm } = require('node:fs/promises');
const { promisify } = require('node:util');

const { build: bundle } = require('esbuild');
const { dest, parallel, series, src } = require('gulp');

const { n8n } = require('./package.json');

const run = promisify(execFile);

/** Sources of what package.json names: `dist/nodes/X/X.node.js` is built of `nodes/X/X.node.ts`. */
const entries = [...n8n.credentials, ...n8n.nodes].map((built) =>
	built.replace(/^dist\//, '').replace(/\.js$/, '.ts'),
);

const clean = async () => await rm('dist', { recursive: true, force: true });

const types = async () => {
	const { stdout } = await run(process.execPath, ['node_modules/typescript/bin/tsc', '-p', 'tsconfig.json']).catch(
		(error) => Promise.reject(new Error(error.stdout || error.message)),
	);
	if (stdout) process.stdout.write(stdout);
};

// One file for each node and credential, with all it needs but n8n-workflow: n8n installs no dependencies.
const bundles = async () => {
	await bundle({
		entryPoints: entries,
		outdir: 'dist',
		outbase: '.',
		bundle: true,
		external: ['n8n-workflow'],
		// Not 'node': packages then give their ES modules, of which only what is used is taken.
		platform: 'neutral',
		mainFields: ['module', 'main'],
		// n8n 1.123 and 2 run on Node 20 and later.
		target: 'node20',
		format: 'cjs',
		minify: true,
		legalComments: 'inline',
	});
};

const icons = () => src('icons/*.svg', { encoding: false }).pipe(dest('dist/icons'));

const codex = () => src('nodes/*/*.node.json').pipe(dest('dist/nodes'));

exports.build = series(clean, types, parallel(bundles, icons, codex));
exports.default = exports.build;
