import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

import type { Arguments, ScenarioName } from '../scenarios/scenarios.mts';

/** The cost of one run of a scenario. */
export interface Measured<T = unknown> {
	milliseconds: number;
	/** CPU time of the process, all threads included. */
	cpuMilliseconds: number;
	/** Peak memory of the process while the scenario ran (VmHWM). */
	peakBytes: number;
	/** The scenario's own results. */
	facts: T;
}

/** Peak memory of each run, in bytes. */
export const peaks = (measured: Measured[]): number[] => measured.map(({ peakBytes }) => peakBytes);

/** How long each run took, in milliseconds. */
export const times = (measured: Measured[]): number[] => measured.map(({ milliseconds }) => milliseconds);

const program = fileURLToPath(new URL('../scenarios/main.mts', import.meta.url));

/** Runs a scenario in a separate process, so that memory and CPU time are its own. */
export async function measure<T>(name: ScenarioName, args: Arguments): Promise<Measured<T>> {
	const { stdout } = await promisify(execFile)(process.execPath, ['--expose-gc', program, name, JSON.stringify(args)], {
		maxBuffer: 2 ** 26,
	});
	return JSON.parse(stdout.slice(stdout.lastIndexOf('\n{') + 1)) as Measured<T>;
}

/** Runs several measurements in turns, so that other load on the machine affects them equally. */
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
