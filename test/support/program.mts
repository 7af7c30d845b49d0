import { build } from 'esbuild';
import { randomUUID } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { resolve } from 'node:path';

/** Bundles a TypeScript file into a program that any Node of the tests can run. The caller removes it. */
export async function programOf(file: string): Promise<{ path: string; remove(): Promise<void> }> {
	// A folder from which it finds the project's packages.
	const path = resolve(`node_modules/.cache/fish-audio-tests/${randomUUID()}.mjs`);
	await build({
		entryPoints: [file],
		outfile: path,
		bundle: true,
		packages: 'external',
		platform: 'node',
		format: 'esm',
		target: 'node20',
	});
	return { path, remove: async () => await rm(path, { force: true }) };
}
