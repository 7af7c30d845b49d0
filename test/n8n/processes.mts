import { execFileSync } from 'node:child_process';

/** Processes with a text on their command line or in their environment, such as the path of a folder of the test's own. */
export function processesWith(text: string): string[] {
	const all = execFileSync('ps', ['axeww', '-o', 'pid=,args='], { encoding: 'utf8', maxBuffer: 64_000_000 });
	return all
		.split('\n')
		.filter((line) => line.includes(text))
		.map((line) => line.trim().slice(0, 200));
}
