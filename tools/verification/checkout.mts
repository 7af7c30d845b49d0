import { execFile } from 'node:child_process';
import { cp } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

import { Failure } from '../terminal/failure.mts';

const run = promisify(execFile);

/** The files in a folder that git does not ignore, committed or not. */
async function notIgnored(folder: string, repository: string): Promise<string[]> {
	// With a repository of its own it also works in a folder without one, or of another user. Git's hooks set theirs in
	// the environment.
	const env = { ...process.env, GIT_DIR: repository, GIT_WORK_TREE: folder, GIT_INDEX_FILE: join(repository, 'index') };
	const git = (...args: string[]) => run('git', args, { cwd: folder, env, maxBuffer: 64_000_000 });
	try {
		await git('init', '--quiet');
		const { stdout } = await git('ls-files', '--others', '--exclude-standard', '-z');
		// A name with a slash at its end is another repository.
		return stdout.split('\0').filter((file) => file !== '' && !file.endsWith('/'));
	} catch (error) {
		if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
		throw new Failure('git is not there. It tells what a checkout of the source holds.', 'Install git.');
	}
}

/** Copies what a clean checkout of a project would have if everything were committed. */
export async function copyCheckout(project: string, into: string): Promise<void> {
	const files = await notIgnored(project, `${into}.git`);
	await Promise.all(files.map((file) => cp(join(project, file), join(into, file))));
}
