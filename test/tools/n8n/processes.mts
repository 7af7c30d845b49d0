import { execFileSync } from 'node:child_process';

const ps = (...args: string[]): string[] =>
	execFileSync('ps', args, { encoding: 'utf8', maxBuffer: 64_000_000 })
		.split('\n')
		.map((line) => line.trim());

/** Processes with a text in their command line or environment, such as the path of a test's folder. */
export const processesWith = (text: string): string[] =>
	ps('axeww', '-o', 'pid=,args=')
		.filter((line) => line.includes(text))
		.map((line) => line.slice(0, 200));

/** The IDs of listed processes. */
export const idsOf = (lines: string[]): number[] => lines.map((line) => Number.parseInt(line, 10));

/** The IDs of all descendants of a process. */
export function startedBy(pid: number): number[] {
	const pairs = ps('ax', '-o', 'pid=,ppid=').map((line) => line.split(/\s+/).map(Number));
	const below = (parent: number): number[] =>
		pairs.flatMap(([child, of]) => (of === parent ? [child!, ...below(child!)] : []));
	return below(pid);
}

/** The processes among these that still run. */
export const stillRunning = (pids: number[]): string[] =>
	ps('ax', '-o', 'pid=,stat=,args=').filter((line) => pids.includes(Number.parseInt(line, 10)) && !/^\d+ Z/.test(line));

/** Ends the processes that a failed test has left. */
export function killAll(pids: number[]): void {
	for (const pid of pids) {
		try {
			process.kill(pid, 'SIGKILL');
		} catch {
			// It has already ended.
		}
	}
}
