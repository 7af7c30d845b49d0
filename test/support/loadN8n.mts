import { cp, mkdir, mkdtemp, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import type { PackageDirectoryLoader } from 'n8n-core';
import type { INodeType, INodeTypes } from 'n8n-workflow';

import { checkBuilt } from './built.mts';
import { freeTimers, libFolder, line, n8n } from './line.mts';
import { packageName } from './workflow.mts';

const require = createRequire(import.meta.url);
const project = process.cwd();

export type Core = typeof import('n8n-core');
export type Lib = typeof import('n8n-workflow');

/** Loads n8n-core. It reads its settings when it is first required, so they are set before. */
export async function loadCore(binaryMode: string): Promise<{ core: Core; lib: Lib; folder: string }> {
	const folder = await mkdtemp(join(tmpdir(), 'fish-audio-n8n-'));
	Object.assign(process.env, {
		N8N_USER_FOLDER: folder,
		N8N_ENCRYPTION_KEY: 'a key for tests only',
		N8N_DEFAULT_BINARY_DATA_MODE: binaryMode,
		N8N_RUNNERS_ENABLED: 'false',
		N8N_LOG_LEVEL: 'silent',
		// The other engine of n8n 1 needs Node 22.
		...(line === 1 && { N8N_EXPRESSION_ENGINE: 'legacy' }),
		// The machine may have a proxy for loopback traffic.
		NO_PROXY: '127.0.0.1,localhost',
	});
	require('reflect-metadata');
	const core = n8n.core();
	freeTimers();
	return { core, lib: n8n.lib(), folder };
}

/**
 * Installs the package where n8n installs it, next to the `n8n-workflow` of n8n 1. Loaded from the project, it would
 * find the project's `n8n-workflow` of n8n 2.
 */
async function placePackage(folder: string): Promise<string> {
	const modules = join(folder, '.n8n/nodes/node_modules');
	const placed = join(modules, packageName);
	await mkdir(modules, { recursive: true });
	await symlink(libFolder(), join(modules, 'n8n-workflow'), 'dir');
	for (const part of ['dist', 'package.json']) await cp(join(project, part), join(placed, part), { recursive: true });
	return placed;
}

/** Loads the built package like n8n. */
export async function loadPackage(core: Core, folder: string): Promise<PackageDirectoryLoader> {
	checkBuilt();
	const loader = new core.PackageDirectoryLoader(line === 1 ? await placePackage(folder) : project);
	await loader.loadAll();
	return loader;
}

/** The tool of a node as n8n makes it: a type of its own name, which runs the same code. */
const toolOf = (type: INodeType): INodeType =>
	Object.create(type, {
		description: { value: { ...type.description, name: `${type.description.name}Tool` } },
	}) as INodeType;

/** The node types of workflows: the package's own, and `more` by their full type. */
export function nodeTypesOf(loader: PackageDirectoryLoader, lib: Lib, more: Record<string, INodeType>): INodeTypes {
	const find = (type: string): INodeType => {
		const name = type.startsWith(`${packageName}.`) ? type.slice(packageName.length + 1) : type;
		const own = loader.nodeTypes[name.replace(/Tool$/, '')]?.type as INodeType | undefined;
		const found = (own && name.endsWith('Tool') ? toolOf(own) : own) ?? more[type] ?? more[name];
		if (!found) throw new Error(`No node type ${type}`);
		return found;
	};
	return {
		getByName: find,
		getByNameAndVersion: (type, version) => lib.NodeHelpers.getVersionedNodeType(find(type), version),
		getKnownTypes: () => ({}),
	};
}
