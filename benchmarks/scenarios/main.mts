import { existsSync, readFileSync, writeFileSync } from 'node:fs';

import { setTimeout as wait } from 'node:timers/promises';

import { scenarios, type Arguments, type ScenarioName } from './scenarios.mts';

/** Runs the scenario that the parent chose and prints its cost as a line of JSON. */
const [name, given] = process.argv.slice(2) as [ScenarioName, string];

const isLinux = existsSync('/proc/self/clear_refs');

/** Resets the peak (Linux, proc_pid_clear_refs(5)). On other systems the peak is that of the entire process. */
const forgetPeak = (): void => {
	if (isLinux) writeFileSync('/proc/self/clear_refs', '5');
};

/** Waits while V8 returns the memory of the start to the system. */
async function settle(): Promise<void> {
	for (let round = 0; round < 5; round++) {
		(globalThis as { gc?: () => void }).gc?.();
		await wait(100);
	}
}

const peak = (): number =>
	1024 *
	(isLinux
		? Number(/VmHWM:\s+(\d+) kB/.exec(readFileSync('/proc/self/status', 'utf8'))?.[1])
		: process.resourceUsage().maxRSS);

const { run, stop } = await scenarios[name](JSON.parse(given) as Arguments);
await settle();
forgetPeak();
const before = process.cpuUsage();
const started = performance.now();
const facts = await run();
const milliseconds = performance.now() - started;
const { user, system } = process.cpuUsage(before);
const peakBytes = peak();
await stop?.();
process.stdout.write(
	`\n${JSON.stringify({ milliseconds, cpuMilliseconds: (user + system) / 1000, peakBytes, facts })}\n`,
);
process.exit(0);
