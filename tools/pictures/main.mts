import { readFile, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';

import { runCommand } from '../terminal/command.mts';
import { Failure } from '../terminal/failure.mts';
import { say, size } from '../terminal/words.mts';
import { animatedPng } from './animatedPng.mts';
import { speedPicture, speedsIn } from './speedPicture.mts';
import type { Studio } from './studio.mts';

const usage = `Usage: npm run pictures -- [picture ...]

Draws pictures of the documents again: all, or those named.

  first-run   docs/images/first-run.png, recorded in the editor of a real n8n
  panels      the panels in docs, such as docs/images/speak.png
  recipes     docs/images/recipe-*.png, the workflows of examples in the editor of a real n8n
  speed       docs/images/speed.svg, from the figures in benchmarks/RESULTS.md
  --help      show this

All but the last need Chromium.`;

/** The examples that have a card in the README. */
const cards = ['ads-batch', 'nightly-ivr', 'dub-a-video', 'dialogue', 'design-and-clone', 'assistant-with-a-voice'];

async function keep(name: string, drawn: Buffer | string): Promise<void> {
	const path = `docs/images/${name}`;
	await writeFile(path, drawn);
	say(`${path}: ${size(Buffer.byteLength(drawn))}`);
}

type Open = () => Promise<Studio>;

const pictures: Record<string, (open: Open) => Promise<void>> = {
	'first-run': async (open) => {
		const { firstRun } = await import('./firstRun.mts');
		await keep('first-run.png', animatedPng(await firstRun(await open())));
	},
	panels: async (open) => {
		const { panels } = await import('./panels.mts');
		for (const [name, drawn] of Object.entries(await panels(await open()))) await keep(`${name}.png`, drawn);
	},
	recipes: async (open) => {
		const { recipeCard } = await import('./recipeCard.mts');
		for (const example of cards) await keep(`recipe-${example}.png`, await recipeCard(await open(), example));
	},
	speed: async () => await keep('speed.svg', speedPicture(speedsIn(await readFile('benchmarks/RESULTS.md', 'utf8')))),
};

await runCommand({
	called: 'The drawing',
	usage,
	run: async (args, cleanup) => {
		process.chdir(dirname(dirname(import.meta.dirname)));
		const names = args.length > 0 ? args : Object.keys(pictures);
		const unknown = names.find((name) => !pictures[name]);
		if (unknown !== undefined) throw new Failure(`There is no picture '${unknown}'.`, usage);
		let studio: Promise<Studio> | undefined;
		const open: Open = async () =>
			await (studio ??= import('./studio.mts').then(async ({ openStudio }) => await openStudio(cleanup)));
		for (const name of names) await pictures[name]!(open);
	},
});
