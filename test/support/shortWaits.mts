import { createRequire } from 'node:module';
import { join } from 'node:path';

import { libFolder } from './line.mts';

type Sleep = (milliseconds: number, stop?: AbortSignal) => Promise<void>;

const require = createRequire(import.meta.url);

/** How many times shorter the waits are. */
const shorter = 50;

/** The module from which `n8n-workflow` of n8n 2 has its `sleep`. */
const sleepModule = (): { sleep: Sleep } =>
	require(createRequire(join(libFolder(), 'package.json')).resolve('@n8n/utils/sleep')) as { sleep: Sleep };

/**
 * Shortens the waits of nodes between attempts, looks and polls, in the tests of this file or `describe`. Deadlines of
 * requests stay as they are. Not for tests that do something during a wait.
 */
export function shortenWaits(): void {
	let restore = (): void => undefined;
	beforeAll(() => {
		const module = sleepModule();
		const { sleep } = module;
		module.sleep = async (milliseconds, stop) => await sleep(milliseconds / shorter, stop);
		restore = () => void (module.sleep = sleep);
	});
	afterAll(() => restore());
}
