import { base } from './jest.config.mjs';

/** The tests in the real n8n and a real browser: one after the other, since each starts servers of its own. */
export default {
	...base,
	testMatch: ['<rootDir>/test/e2e/**/*.test.mts'],
	globalSetup: '<rootDir>/test/e2e/support/setUp.mts',
	globalTeardown: '<rootDir>/test/e2e/support/tearDown.mts',
	maxWorkers: 1,
	testTimeout: 120_000,
};
