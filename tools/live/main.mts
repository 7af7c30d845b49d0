import type { Cleanup } from '../terminal/cleanup.mts';
import { runCommand } from '../terminal/command.mts';
import { checkFacts } from './check.mts';
import { facts } from './facts/index.mts';
import { readOptions, usage } from './options.mts';
import { redacted } from './redact.mts';

/** Failure messages must not contain the key either. */
async function run(args: string[], cleanup: Cleanup): Promise<number> {
	try {
		return await checkFacts(facts, readOptions(args, process.env), cleanup);
	} catch (error) {
		if (error instanceof Error)
			error.message = redacted(error.message, process.env['FISH_AUDIO_API_KEY']?.trim() ?? '');
		throw error;
	}
}

await runCommand({ called: 'The check', usage, run });
