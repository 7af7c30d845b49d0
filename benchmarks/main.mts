import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

import { Cleanup } from '../tools/terminal/cleanup.mts';
import { runCommand } from '../tools/terminal/command.mts';
import { Failure } from '../tools/terminal/failure.mts';
import { captions } from './goals/captions.mts';
import { concurrency } from './goals/concurrency.mts';
import type { Benchmark, Finding, Size } from './goals/goal.mts';
import { download, memoryMode, upload } from './goals/largeFiles.mts';
import { manyItems } from './goals/manyItems.mts';
import { packageSize } from './goals/package.mts';
import { phone } from './goals/phone.mts';
import { queue } from './goals/queue.mts';
import { sharedAccount } from './goals/sharedAccount.mts';
import { subtitles } from './goals/subtitles.mts';
import { throughput } from './goals/throughput.mts';
import { burst, idlePoll, returnAll } from './goals/voices.mts';
import { report, section, summary } from './report.mts';

const usage = `Usage: npm run bench -- [options] [benchmark ...]

Measures all goals, or those named. Writes benchmarks/RESULTS.md after measuring all, and prints the sections for it
after measuring those named.
Needs Linux, curl, Redis and PostgreSQL, 5 GB of disk, and about 30 minutes without other load.

  --quick     measure little, to check that everything works; writes nothing
  --help      show this

Benchmarks: `;

const benchmarks: Record<string, Benchmark> = {
	throughput,
	concurrency,
	subtitles,
	sharedAccount,
	manyItems,
	upload,
	download,
	memoryMode,
	returnAll,
	idlePoll,
	burst,
	captions,
	phone,
	queue,
	packageSize,
};

const full: Size = {
	rounds: 5,
	largeFile: 1024 ** 3,
	lines: 200,
	latency: 300,
	requestsAtATime: [1, 2, 5, 10, 15],
	promptLatency: 2_400,
	promptRounds: 12,
	manyItems: 10_000,
	library: 100_000,
	list: 10_000,
	burst: 10_000,
	subtitles: 2_000,
	events: 5_000,
};
const quick: Size = {
	rounds: 1,
	largeFile: 4 * 1024 ** 2,
	lines: 10,
	latency: 20,
	requestsAtATime: [1, 5],
	promptLatency: 20,
	promptRounds: 2,
	manyItems: 50,
	library: 300,
	list: 300,
	burst: 300,
	subtitles: 20,
	events: 50,
};

const project = dirname(dirname(fileURLToPath(import.meta.url)));

function chosen(names: string[]): string[] {
	const unknown = names.find((name) => !benchmarks[name]);
	if (unknown !== undefined)
		throw new Failure(`There is no benchmark '${unknown}'`, `There are: ${Object.keys(benchmarks).join(', ')}`);
	return names.length > 0 ? names : Object.keys(benchmarks);
}

await runCommand({
	called: 'The measurement',
	usage: usage + Object.keys(benchmarks).join(', '),
	run: async (args, cleanup) => {
		const { values, positionals } = parseArgs({
			args,
			options: { quick: { type: 'boolean' } },
			allowPositionals: true,
		});
		const names = chosen(positionals);
		process.chdir(project);
		const size = values.quick ? quick : full;
		const folder = await mkdtemp(join(tmpdir(), 'fish-audio-bench-'));
		cleanup.add(async () => await rm(folder, { recursive: true, force: true }));
		const findings: Finding[] = [];
		for (const name of names) {
			const own = new Cleanup();
			const stop = cleanup.add(async () => await own.run());
			const finding = await benchmarks[name]!({ size, folder, cleanup: own });
			await stop();
			findings.push(finding);
			console.log(summary(finding));
		}
		if (values.quick) return;
		if (positionals.length > 0) return console.log(`\n${findings.map(section).join('\n\n')}`);
		await writeFile(join(project, 'benchmarks/RESULTS.md'), report(findings, size.rounds));
		console.log('\nWritten to benchmarks/RESULTS.md');
	},
});
