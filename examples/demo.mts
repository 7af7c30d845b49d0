import { existsSync, readFileSync } from 'node:fs';
import { dirname, isAbsolute, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

import { runCommand } from '../tools/terminal/command.mts';
import { Failure } from '../tools/terminal/failure.mts';
import type { DemoOptions } from './demo/run.mts';

const usage = `Usage: npm run demo -- [options]

  --out DIR   folder for the audio files (default: out)
  --yes       answer every question with yes
  --help      show this

With FISH_AUDIO_API_KEY set it uses your Fish Audio account, else the sandbox.`;

const project = dirname(dirname(fileURLToPath(import.meta.url)));

function readOptions(args: string[]): DemoOptions {
	const from = process.cwd();
	const { values } = parseArgs({ args, options: { out: { type: 'string' }, yes: { type: 'boolean' } } });
	const out = resolve(from, values.out ?? join(project, 'out'));
	const near = relative(from, out);
	const shownOut = (near.startsWith('..') || isAbsolute(near) ? out : near || '.').replaceAll('\\', '/');
	return { out, shownOut, yes: values.yes ?? false };
}

function checkBuilt(): void {
	if (!existsSync(join(project, 'node_modules/n8n-core'))) {
		throw new Failure("n8n's engine is not installed", 'Run: npm ci');
	}
	const { n8n } = JSON.parse(readFileSync(join(project, 'package.json'), 'utf8')) as { n8n: { nodes: string[] } };
	const missing = n8n.nodes.find((node) => !existsSync(join(project, node)));
	if (missing) throw new Failure(`The nodes are not built: ${missing} is missing`, 'Run: npm run build');
}

await runCommand({
	called: 'The demo',
	usage,
	run: async (args, cleanup) => {
		const options = readOptions(args);
		checkBuilt();
		// The sandbox and the engine are found from there.
		process.chdir(project);
		const { runDemo } = await import('./demo/run.mts');
		await runDemo(options, cleanup);
	},
});
