import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

import { pack, unpack } from '../n8n/placePackage.mts';
import type { Cleanup } from '../terminal/cleanup.mts';
import { runCommand } from '../terminal/command.mts';
import { Failure } from '../terminal/failure.mts';
import { say } from '../terminal/words.mts';
import { copyCheckout } from './checkout.mts';
import { loadScanner, scan, type Leg } from './scanner.mts';

const usage = `Usage: npm run scan

Lints the source and the packed package with n8n's own scanner, as n8n does before it verifies a package;
but before it is published, and without the network.

Options of node tools/verification/scan.mts:

  --project DIR   folder of the package (default: this one)
  --help          show this`;

function readProject(args: string[]): string {
	const { values } = parseArgs({ args, options: { project: { type: 'string' } } });
	return resolve(values.project ?? dirname(dirname(dirname(fileURLToPath(import.meta.url)))));
}

/** The built files that n8n loads. */
async function loadedFiles(project: string): Promise<string[]> {
	const { n8n } = JSON.parse(await readFile(join(project, 'package.json'), 'utf8')) as {
		n8n: Record<'credentials' | 'nodes', string[]>;
	};
	const files = [...n8n.credentials, ...n8n.nodes];
	const missing = files.find((file) => !existsSync(join(project, file)));
	if (missing) throw new Failure(`The package is not built: ${missing} is missing.`, 'Run: npm run build');
	return files;
}

async function temporaryFolder(cleanup: Cleanup): Promise<string> {
	const folder = await mkdtemp(join(tmpdir(), 'fish-audio-scan-'));
	cleanup.add(() => rm(folder, { recursive: true, force: true }));
	return folder;
}

/** Does the same as the scanner's `analyzePackageByName`, which takes only published packages. */
async function scanProject(project: string, folder: string): Promise<string[]> {
	const built = await loadedFiles(project);
	const scanner = await loadScanner(folder);
	const source: Leg = {
		called: 'source as a clean checkout holds it',
		folder: join(folder, 'source'),
		patterns: scanner.SOURCE_FILE_PATTERNS,
		mustSee: built.map((file) => file.replace(/^dist\//, '').replace(/\.js$/, '.ts')),
	};
	const packed: Leg = {
		called: 'package as npm would publish it',
		folder: join(folder, 'package'),
		patterns: ['**/*.js', 'package.json'],
		mustSee: built,
	};
	await copyCheckout(project, source.folder);
	await unpack(await pack(project, folder), packed.folder);
	const bad: string[] = [];
	for (const leg of [source, packed]) {
		const { files, findings } = await scan(scanner, leg);
		say(`${leg.called}: ${files} files, ${findings ? 'and this was found:' : 'nothing found'}`);
		if (!findings) continue;
		console.log(`\n${findings}\n`);
		bad.push(leg.called);
	}
	return bad;
}

await runCommand({
	called: 'The scan',
	usage,
	run: async (args, cleanup) => {
		const project = readProject(args);
		const bad = await scanProject(project, await temporaryFolder(cleanup));
		if (bad.length > 0) throw new Failure(`n8n would not verify this: ${bad.join('; ')}.`);
	},
});
