import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { processesWith } from '../tools/n8n/processes.mts';
import { until } from './support/until.mts';

let folder: string;
beforeEach(async () => {
	folder = await mkdtemp(join(tmpdir(), 'fish-audio-servers-'));
	// PostgreSQL may have to run as another user.
	await chmod(folder, 0o755);
});
afterEach(async () => await rm(folder, { recursive: true, force: true }));

test.each(['SIGTERM', 'SIGKILL'] as const)(
	'Redis and PostgreSQL end and leave no files when their parent is ended by %s',
	async (signal) => {
		const child = spawn(process.execPath, ['test/e2e/support/queueServers.mts'], {
			env: { ...process.env, TMPDIR: folder },
			stdio: ['ignore', 'pipe', 'inherit'],
		});
		await once(child.stdout.setEncoding('utf8'), 'data');
		const running = processesWith(folder).join('\n');
		expect(running).toMatch(/postgres -D/);
		expect(running).toMatch(/redis/);
		expect(await readdir(folder)).toHaveLength(2);
		child.kill(signal);
		await until(
			async () => (processesWith(folder).length === 0 && (await readdir(folder)).length === 0 ? true : undefined),
			{ what: 'their end' },
		);
	},
);
