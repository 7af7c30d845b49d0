import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

import type { Arguments, ScenarioName } from '../scenarios/scenarios.mts';

/** What one run of a scenario took. */
export interface Measured<T = unknown> {
	milliseconds: number;
	/** Processor time of the process, of all its threads. */
	cpuMilliseconds: number;
	/** The most memory the process held while the scenario ran (VmHWM). */
	peakBytes: number;
	/** What the scenario itself tells. */
	facts: T;
}

/** The most memory of each run, in bytes. */
export const peaks = (measured: Measured[]): number[] => measured.map(({ peakBytes }) => peakBytes);

/** How long each run took, in milliseconds. */
export const times = (measured: Measured[]): number[] => measured.map(({ milliseconds }) => milliseconds);

const program = fileURLToPath(new URL('../scenarios/main.mts', import.meta.url));

/** Runs a scenario in a process of its own: memory and processor time are then its alone. */
export async function measure<T>(name: ScenarioName, args: Arguments): Promise<Measured<T>> {
	const { stdout } = await promisify(execFile)(process.execPath, ['--expose-gc', program, name, JSON.stringify(args)], {
		maxBuffer: 2 ** 26,
	});
	return JSON.parse(stdout.slice(stdout.lastIndexOf('\n{') + 1)) as Measured<T>;
}

/** Runs several measurements in turns, so that what else the machine does meets them alike. */
export async function inTurns<Name extends string>(
	rounds: number,
	measurements: Record<Name, () => Promise<Measured>>,
): Promise<Record<Name, Measured[]>> {
	const names = Object.keys(measurements) as Name[];
	const found = Object.fromEntries(names.map((name) => [name, [] as Measured[]])) as Record<Name, Measured[]>;
	for (let round = 0; round < rounds; round++) {
		for (const name of names) found[name].push(await measurements[name]());
	}
	return found;
}
