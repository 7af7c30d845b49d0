import { readFile, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';

import type { Cleanup } from '../terminal/cleanup.mts';
import { runCommand } from '../terminal/command.mts';
import { Failure } from '../terminal/failure.mts';
import { say, size } from '../terminal/words.mts';
import { animatedPng } from './animatedPng.mts';
import { speedPicture, speedsIn } from './speedPicture.mts';

const usage = `Usage: npm run pictures -- [picture ...]

Draws pictures of the README again:

  first-run   docs/images/first-run.png, recorded in the editor of a real n8n; needs Chromium
  speed       docs/images/speed.svg, from the figures in benchmarks/RESULTS.md
  --help      show this`;

interface Picture {
	path: string;
	draw(cleanup: Cleanup): Promise<Buffer | string>;
}

const pictures: Record<string, Picture> = {
	'first-run': {
		path: 'docs/images/first-run.png',
		draw: async (cleanup) => {
			const { firstRun } = await import('./firstRun.mts');
			return animatedPng(await firstRun(cleanup));
		},
	},
	speed: {
		path: 'docs/images/speed.svg',
		draw: async () => speedPicture(speedsIn(await readFile('benchmarks/RESULTS.md', 'utf8'))),
	},
};

await runCommand({
	called: 'The drawing',
	usage,
	run: async (args, cleanup) => {
		process.chdir(dirname(dirname(import.meta.dirname)));
		const names = args.length > 0 ? args : Object.keys(pictures);
		for (const name of names) {
			const picture = pictures[name];
			if (!picture) throw new Failure(`There is no picture '${name}'.`, usage);
			const drawn = await picture.draw(cleanup);
			await writeFile(picture.path, drawn);
			say(`${picture.path}: ${size(Buffer.byteLength(drawn))}`);
		}
	},
});
