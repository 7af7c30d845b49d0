// Runs a server that is not a Node program. It stops when this script's parent ends, for any reason, and its folder is
// removed.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { rm } from 'node:fs/promises';

import type { Kept } from './keep.mts';

const { program, args, folder, as } = JSON.parse(process.argv[2] ?? '') as Kept;
const child = spawn(program, args, { cwd: folder, stdio: 'inherit', ...as });
// PostgreSQL waits for its clients on SIGTERM, but not on SIGINT.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => child.kill('SIGINT'));
const [code] = await once(child, 'exit').catch((error: unknown) => {
	console.error(String(error));
	return [1];
});
await rm(folder, { recursive: true, force: true, maxRetries: 5 });
process.exit(Number(code ?? 1));
