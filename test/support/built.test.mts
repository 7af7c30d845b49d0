import { mkdir, mkdtemp, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

import { checkBuilt } from './built.mts';

const notBuilt = 'The package is not built from its sources as they are now: run "npm run build" first';
let project: string;

async function write(path: string, second: number): Promise<void> {
	await mkdir(dirname(join(project, path)), { recursive: true });
	await writeFile(join(project, path), '');
	await utimes(join(project, path), second, second);
}

/** Sets the times of folders as if nothing had been added since. */
const settle = async (...folders: string[]): Promise<void> => {
	for (const folder of folders) await utimes(join(project, folder), 100, 100);
};

beforeEach(async () => {
	project = await mkdtemp(join(tmpdir(), 'built-'));
	await write('nodes/Speak/Speak.node.ts', 100);
	await write('fishAudio/errors.ts', 90);
	await write('dist/nodes/Speak/Speak.node.js', 200);
	await write('dist/shared/a.js', 200);
	// Copied files keep their times.
	await write('dist/nodes/Speak/Speak.node.json', 50);
	await settle('nodes', 'nodes/Speak', 'fishAudio');
});
afterEach(async () => await rm(project, { recursive: true, force: true }));

test('a package that was built after its sources is accepted', () => checkBuilt(project));

test.each<[string, () => Promise<void>]>([
	['with a changed source', async () => await write('fishAudio/errors.ts', 300)],
	['with an added source', async () => await write('fishAudio/new.ts', 90)],
	['with a removed source', async () => await rm(join(project, 'nodes/Speak/Speak.node.ts'))],
	['that was partly built', async () => await write('dist/shared/a.js', 95)],
	['that was not built', async () => await rm(join(project, 'dist'), { recursive: true })],
])('a package %s is refused', async (_, change) => {
	await change();
	expect(() => checkBuilt(project)).toThrow(notBuilt);
});
