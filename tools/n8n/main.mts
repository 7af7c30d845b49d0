import { dirname, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';

import { runCommand } from '../terminal/command.mts';
import { Failure } from '../terminal/failure.mts';
import { releases } from './releases.mts';
import type { N8nCommandOptions } from './run.mts';

const usage = `Usage: npm run n8n -- [options]

  --key KEY     use Fish Audio with your key; better in FISH_AUDIO_API_KEY, since npm prints what it starts
                (default: the sandbox)
  --port N      port of the editor (default: 5678; another one where it is taken)
  --home DIR    where this n8n keeps its workflows and files (default: .n8n-home)
  --n8n LINE    current (${releases.current.version}, the default) or previous (${releases.previous.version})
  --help        show this`;

const project = dirname(dirname(import.meta.dirname));

function readOptions(args: string[]): N8nCommandOptions {
	const text = { type: 'string' } as const;
	const { values } = parseArgs({ args, options: { key: text, port: text, home: text, n8n: text } });
	const port = Number(values.port ?? 5678);
	if (!Number.isInteger(port) || port < 1 || port > 65_535) {
		throw new Failure(`--port cannot be '${values.port}'.`, 'Give a whole number from 1 to 65535.');
	}
	const line = values.n8n ?? 'current';
	if (line !== 'current' && line !== 'previous')
		throw new Failure(`--n8n cannot be '${line}'.`, 'Give current or previous.');
	const key = (values.key ?? process.env['FISH_AUDIO_API_KEY'])?.trim() || undefined;
	return { key, port, home: resolve(values.home || join(project, '.n8n-home')), line };
}

await runCommand({
	called: 'n8n',
	usage,
	run: async (args, cleanup) => {
		const options = readOptions(args);
		// The key is only for the credential. Child processes would inherit it.
		delete process.env['FISH_AUDIO_API_KEY'];
		// The sandbox is found from there.
		process.chdir(project);
		const { runN8n } = await import('./run.mts');
		await runN8n(options, cleanup);
	},
});
