import { createRequire } from 'node:module';
import { resolve } from 'node:path';

const require = createRequire(import.meta.url);

/** The line of n8n that tests run on: 1 (n8n 1.123) if `N8N_LINE=1`, otherwise 2 (n8n 2.41). */
export const line = process.env['N8N_LINE'] === '1' ? 1 : 2;

const corePath = require.resolve(line === 1 ? 'n8n-core-1' : 'n8n-core');

/** Finds the packages that n8n's core uses. */
const requireOfCore = createRequire(corePath);

/** n8n's packages of that line. They read their settings when they are first required. */
export const n8n = {
	core: () => require(corePath) as typeof import('n8n-core'),
	lib: () => requireOfCore('n8n-workflow') as typeof import('n8n-workflow'),
	di: () => requireOfCore('@n8n/di') as typeof import('@n8n/di'),
	config: () => requireOfCore('@n8n/config') as object,
};

/** The folder of that line's `n8n-workflow`. */
export const libFolder = (): string => resolve(requireOfCore.resolve('n8n-workflow/package.json'), '..');

/** n8n 1 has a timer for its SSH clients that would keep a finished process alive. */
export function freeTimers(): void {
	if (line === 2) return;
	const { SSHClientsManager } = requireOfCore('./execution-engine/ssh-clients-manager') as {
		SSHClientsManager: new () => { cleanupTimer: NodeJS.Timeout };
	};
	n8n.di().Container.get(SSHClientsManager).cleanupTimer.unref();
}
