import { existsSync, readFileSync, writeFileSync } from 'node:fs';

import { setTimeout as wait } from 'node:timers/promises';

import { scenarios, type Arguments, type ScenarioName } from './scenarios.mts';

/** Runs one scenario and prints what it took as a line of JSON. The parent chooses it. */
const [name, given] = process.argv.slice(2) as [ScenarioName, string];

const isLinux = existsSync('/proc/self/clear_refs');

/** From here on the peak is counted anew (proc_pid_clear_refs(5)). Elsewhere it is that of the whole process. */
const forgetPeak = (): void => {
	if (isLinux) writeFileSync('/proc/self/clear_refs', '5');
};

/** What the start has left behind is given back to the system in V8's own time. */
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
