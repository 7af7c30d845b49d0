import base from './jest.config.mjs';

/** The long tests of faults: random storms, and faults that never cease. The short ones run with all others. */
export default {
	...base,
	testMatch: ['<rootDir>/test/faults/long/**/*.test.mts'],
	testPathIgnorePatterns: ['/node_modules/'],
	testTimeout: 300_000,
};
