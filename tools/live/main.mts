import { runCommand } from '../../terminal/command.mts';
import { checkFacts } from './check.mts';
import { facts } from './facts/index.mts';
import { readOptions, usage } from './options.mts';

await runCommand({
	called: 'The check',
	usage,
	run: (args, cleanup) => checkFacts(facts, readOptions(args, process.env), cleanup),
});
