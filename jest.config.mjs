/** Tests are run by Node 24 on the built package in `dist` and on the sources, which swc turns into CommonJS. */
export default {
	testMatch: ['<rootDir>/test/**/*.test.mts'],
	// They have configurations of their own.
	testPathIgnorePatterns: ['/node_modules/', '<rootDir>/test/e2e/', '<rootDir>/test/faults/long/'],
	moduleFileExtensions: ['ts', 'mts', 'js', 'mjs', 'cjs', 'json', 'node'],
	transform: {
		'\\.(m?ts|js)$': [
			'@swc/jest',
			{
				jsc: { parser: { syntax: 'typescript' }, target: 'es2023' },
				module: { type: 'commonjs' },
			},
		],
	},
	// p-limit and its queue come as ES modules only.
	transformIgnorePatterns: ['/node_modules/(?!(p-limit|yocto-queue)/)', '/dist/'],
	testTimeout: 30_000,
	// A process that has run a hundred files holds gigabytes, and what collects garbage to measure it then takes half a minute.
	workerIdleMemoryLimit: '1GB',
	maxWorkers: 2,
};
