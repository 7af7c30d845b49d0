import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { Visitor } from '../../test/e2e/support/browser.mts';
import { House } from '../../test/e2e/support/house.mts';
import { installN8n } from '../n8n/install.mts';
import { pack } from '../n8n/placePackage.mts';
import { releases } from '../n8n/releases.mts';
import type { Cleanup } from '../terminal/cleanup.mts';

/** n8n's mark on a node that has run. */
export const done = 'canvas-node-status-success';

/** A real n8n with the nodes in it, and a browser that is signed in to it. */
export interface Studio {
	house: House;
	visitor: Visitor;
}

/** Opens a studio. Its sandbox answers slowly enough that one sees n8n work. */
export async function openStudio(cleanup: Cleanup): Promise<Studio> {
	const folder = await mkdtemp(join(tmpdir(), 'fish-audio-pictures-'));
	cleanup.add(async () => await rm(folder, { recursive: true, force: true }));
	const installed = await installN8n(releases.current, cleanup);
	const tarball = await pack(process.cwd(), folder, cleanup.signal);
	const house = new House({ installed, tarball, sandbox: { latencyMs: 1_200 } });
	cleanup.add(async () => await house.close());
	await house.open();
	await house.addChatModel('http://127.0.0.1:9/v1');
	const visitor = new Visitor();
	cleanup.add(async () => await visitor.leave());
	await visitor.come(house);
	return { house, visitor };
}
