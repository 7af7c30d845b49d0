import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** A package of a test: additional fields of its manifest, and its files. */
export interface TestPackage {
	version: string;
	manifest?: Record<string, unknown>;
	files?: Record<string, string>;
}

async function pack(name: string, { version, manifest, files = {} }: TestPackage, folder: string): Promise<Buffer> {
	const all = { ...files, 'package.json': JSON.stringify({ name, version, ...manifest }) };
	for (const [path, text] of Object.entries(all)) {
		const file = join(folder, name, 'package', path);
		await mkdir(dirname(file), { recursive: true });
		await writeFile(file, text);
	}
	const tarball = join(folder, `${name}.tgz`);
	await run('tar', ['-czf', tarball, '-C', join(folder, name), 'package']);
	return await readFile(tarball);
}

/** An npm registry for a test. Requests for unknown packages are never answered. */
export async function startRegistry(packages: Record<string, TestPackage>, folder: string) {
	const asked: string[] = [];
	const tarballs = new Map<string, Buffer>();
	for (const [name, made] of Object.entries(packages)) tarballs.set(name, await pack(name, made, folder));
	const server = createServer((request, response) => {
		const [, name = '', file] = (request.url ?? '').split('/');
		asked.push(request.url ?? '');
		const made = packages[name];
		if (!made) return;
		if (file) return void response.end(tarballs.get(name));
		const { version, manifest } = made;
		const about = {
			name,
			version,
			...manifest,
			dist: { tarball: `http://${request.headers.host}/${name}/package.tgz` },
		};
		response.setHeader('content-type', 'application/json');
		response.end(JSON.stringify({ name, 'dist-tags': { latest: version }, versions: { [version]: about } }));
	});
	await once(server.listen(0, '127.0.0.1'), 'listening');
	return {
		url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
		/** The requested paths. */
		asked,
		async stop(): Promise<void> {
			server.closeAllConnections();
			await new Promise((done) => server.close(done));
			await rm(folder, { recursive: true, force: true });
		},
	};
}
