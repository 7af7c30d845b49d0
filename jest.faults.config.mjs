import { base, workerIdleMemoryLimit } from './jest.config.mjs';

/**
 * The tests of faults, the long ones included: random storms, and faults that never cease. `test/faults/main.mts` says
 * which run where.
 */
export default {
	...base,
	testMatch: ['<rootDir>/test/faults/**/*.test.mts'],
	testTimeout: 300_000,
	// They measure memory and time.
	maxWorkers: 1,
	workerIdleMemoryLimit,
};
