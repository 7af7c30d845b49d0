import { existsSync } from 'node:fs';
import { text } from 'node:stream/consumers';
import { parseArgs } from 'node:util';

import { runCommand } from '../terminal/command.mts';
import { Failure } from '../terminal/failure.mts';
import { withSources } from './withSources.mts';

const usage = `Usage: npm run where -- [options] < stack.txt

Says of each place in the built package that a stack trace names which line of the source it was.

  --maps DIR  folder of the source maps of that version (default: sourcemaps, those of the last build; a release
              on GitHub has its own as sourcemaps.tgz)
  --help      show this`;

await runCommand({
	called: 'The search',
	usage,
	run: async (args) => {
		const { values } = parseArgs({ args, options: { maps: { type: 'string', default: 'sourcemaps' } } });
		if (!existsSync(values.maps))
			throw new Failure(`There is no folder ${values.maps}.`, 'Run npm run build, or give the folder by --maps.');
		console.log(withSources(await text(process.stdin), values.maps));
	},
});
