import { existsSync, readFileSync } from 'node:fs';
import { dirname, isAbsolute, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

import { Cleanup } from './demo/cleanup.mts';
import { DemoFailure } from './demo/failure.mts';
import type { DemoOptions } from './demo/run.mts';

const usage = `Usage: npm run demo -- [options]

  --out DIR   folder for the audio files (default: out)
  --yes       answer every question with yes
  --help      show this

With FISH_AUDIO_API_KEY set it uses your Fish Audio account, else the sandbox.`;

class Interrupted extends Error {}

function readOptions(args: string[], from: string, project: string): DemoOptions | undefined {
	const text = { type: 'string' } as const;
	const flag = { type: 'boolean' } as const;
	const { values } = parseArgs({ args, options: { out: text, yes: flag, help: flag } });
	if (values.help) return undefined;
	const out = resolve(from, values.out ?? join(project, 'out'));
	const near = relative(from, out);
	const shownOut = (near.startsWith('..') || isAbsolute(near) ? out : near || '.').replaceAll('\\', '/');
	return { out, shownOut, yes: values.yes ?? false };
}

function checkBuilt(project: string): void {
	if (!existsSync(join(project, 'node_modules/n8n-core'))) {
		throw new DemoFailure("n8n's engine is not installed", 'Run: npm ci');
	}
	const { n8n } = JSON.parse(readFileSync(join(project, 'package.json'), 'utf8')) as { n8n: { nodes: string[] } };
	const missing = n8n.nodes.find((node) => !existsSync(join(project, node)));
	if (missing) throw new DemoFailure(`The nodes are not built: ${missing} is missing`, 'Run: npm run build');
}

const interruption = (): Promise<never> =>
	new Promise((_, fail) => {
		for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
			process.once(signal, () => fail(new Interrupted('Stopped')));
		}
	});

async function run(options: DemoOptions, cleanup: Cleanup): Promise<void> {
	const { runDemo } = await import('./demo/run.mts');
	await runDemo(options, cleanup);
}

function tellFailure(error: unknown): void {
	if (error instanceof Interrupted) return console.log('\n\nStopped.');
	console.error(`\nThe demo could not go on. ${(error as Error).message}`);
	// n8n's errors keep their advice in the description.
	const { advice, description, code } = error as { advice?: string; description?: string; code?: string };
	if (advice ?? description) console.error(advice ?? description);
	if (code?.startsWith('ERR_PARSE_ARGS')) console.error(`\n${usage}`);
}

async function main(): Promise<number> {
	const from = process.cwd();
	const project = dirname(dirname(fileURLToPath(import.meta.url)));
	const cleanup = new Cleanup();
	try {
		const options = readOptions(process.argv.slice(2), from, project);
		if (!options) {
			console.log(usage);
			return 0;
		}
		checkBuilt(project);
		// The sandbox and the engine are found from there.
		process.chdir(project);
		await Promise.race([run(options, cleanup), interruption()]);
		return 0;
	} catch (error) {
		tellFailure(error);
		return error instanceof Interrupted ? 130 : 1;
	} finally {
		await cleanup.run();
	}
}

process.exit(await main());
