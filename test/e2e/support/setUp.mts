import { spawnSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { installN8n } from '../../../tools/n8n/install.mts';
import { pack } from '../../../tools/n8n/placePackage.mts';
import { withProgress } from '../../../tools/n8n/progress.mts';
import { findPrograms } from '../../../tools/n8n/queue/programs.mts';
import { releases } from '../../../tools/n8n/releases.mts';
import { Cleanup } from '../../../tools/terminal/cleanup.mts';
import { Failure } from '../../../tools/terminal/failure.mts';
import { checkBuilt } from '../../support/built.mts';
import { chromium, screenshots } from './places.mts';

function checkProgram(path: string, debianPackage: string): void {
	if (spawnSync(path, ['--version']).status === 0) return;
	throw new Failure(
		`${path} is not there, and the tests in n8n need it. On Debian and Ubuntu: apt-get install ${debianPackage}`,
	);
}

/** Runs once for all files: installs both lines of n8n, and packs the package as npm would publish it. */
export default async function setUp(): Promise<void> {
	checkBuilt();
	checkProgram(chromium, 'chromium');
	findPrograms();
	await rm(screenshots, { recursive: true, force: true });
	const cleanup = new Cleanup();
	for (const signal of ['SIGINT', 'SIGTERM'] as const)
		process.once(signal, () => void cleanup.run().finally(() => process.exit(130)));
	for (const [line, release] of Object.entries(releases)) {
		process.env[`E2E_N8N_${line.toUpperCase()}`] = await withProgress(
			`n8n ${release.version}`,
			async (see) => await installN8n(release, cleanup, see),
		);
	}
	const folder = await mkdtemp(join(tmpdir(), 'fish-audio-e2e-'));
	process.env['E2E_FOLDER'] = folder;
	process.env['E2E_TARBALL'] = await pack(process.cwd(), folder);
}
