import base from './jest.config.mjs';

/** All tests of faults, the long ones too: faults that never cease. */
export default {
	...base,
	testMatch: ['<rootDir>/test/faults/**/*.test.mts'],
	testPathIgnorePatterns: ['/node_modules/'],
	testTimeout: 300_000,
};
