/** All but p-limit and its queue, which come as ES modules only. */
const packagesAsTheyAre = '/node_modules/(?!(p-limit|yocto-queue)/)';

/**
 * The tests run on Node 24. Those of the client import the sources, which swc turns into CommonJS; those of the nodes
 * load the built package from `dist`. Every test file is of one kind, see `kinds`; `test/kinds.test.mts` holds that.
 */
export const base = {
	rootDir: import.meta.dirname,
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
	// TypeScript wants an ending in import(): the one of the built file.
	moduleNameMapper: { '^\\./readFile\\.js$': './readFile.ts' },
	transformIgnorePatterns: [packagesAsTheyAre, '/dist/'],
	testTimeout: 30_000,
};

/**
 * A worker that holds more is replaced after its file: garbage is collected slowly in a process that holds gigabytes.
 */
export const workerIdleMemoryLimit = '1GB';

/** Patterns of the files of each kind, from `test/`. */
const kinds = {
	/** Sound files made, joined and compared with what other decoders say of them. They run with the coverage. */
	sound: ['audio/(join|levels|measure)/**/*'],
	/** The client and the pure parts of the nodes: no n8n, no `dist`. For the loop while you write. */
	unit: [
		'(audio|text|fishAudio)/**/*',
		'importLaw',
		'documents',
		'nodes/VoiceCloneTrigger/cursor',
		'nodes/VoiceClone/privateHost',
		'nodes/Speak/distinctNames',
		'nodes/Speak/explainRefusal',
		'nodes/Speak/fit',
		'nodes/shared/fields/simplifyVoice',
		'nodes/shared/files/fileNames',
		'nodes/shared/files/languageFolder',
	],
	/** The nodes on n8n's engine against the sandbox, the package and the workflows. */
	nodes: ['(nodes|credentials)/**/*', 'package', 'kinds', 'examples/workflows', 'tools/verification/workflows'],
	/** What measures memory or time, or needs both cores: one file at a time, each in a process of its own. */
	alone: [
		'text/growth/*',
		'nodes/longTextInMemory',
		'nodes/VoiceClone/endlessSample',
		'nodes/shared/kept',
		'nodes/shared/request/wait',
		'faults/*',
		'benchmarks/*',
	],
	/** All others: the sandbox, the tools and the demo. */
	slow: ['**/*'],
};

/** These have configurations of their own. */
const elsewhere = ['e2e/**/*', 'faults/long/*'];

/** A file that several kinds match is of the first of these. */
const precedence = ['alone', 'sound', 'unit', 'nodes', 'slow'];

const root = import.meta.dirname.replaceAll('\\', '/');
const filesOf = (names) => names.map((name) => `${root}/test/${name}.test.mts`);

const projects = precedence.map((kind, index) => ({
	...base,
	// The first pattern that fits a file counts.
	transform: {
		'/dist/(nodes|credentials|shared)/.*\\.js$': '<rootDir>/test/support/builtFiles.mjs',
		...base.transform,
	},
	transformIgnorePatterns: [packagesAsTheyAre],
	displayName: kind,
	testMatch: [
		...filesOf(kinds[kind]),
		...filesOf([...precedence.slice(0, index).flatMap((earlier) => kinds[earlier]), ...elsewhere]).map(
			(pattern) => `!${pattern}`,
		),
	],
}));

export default {
	projects,
	// Not taken from the projects.
	testTimeout: base.testTimeout,
	// One for each core: jest leaves one core free otherwise, which is half of a small machine.
	maxWorkers: '100%',
	workerIdleMemoryLimit,
	// What runs from `dist` counts for its sources.
	coverageProvider: 'v8',
	// Percent of the lines, just below what the tests of sound, client and nodes reached when it was last measured.
	coverageThreshold: {
		'./audio/': { lines: 98 },
		'./text/': { lines: 97 },
		'./fishAudio/': { lines: 96 },
		'./nodes/': { lines: 97 },
		'./credentials/': { lines: 97 },
	},
	collectCoverageFrom: ['{audio,text,fishAudio,nodes,credentials}/**/*.ts', 'dist/**/*.js'],
	// No pages: the linter would take their scripts for ours.
	coverageReporters: ['text-summary', 'json-summary', 'lcovonly'],
};
