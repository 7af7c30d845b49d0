import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';

import { parse } from 'yaml';

interface Step {
	uses?: string;
	run?: string;
	with?: Record<string, unknown>;
	env?: Record<string, string>;
}

interface Workflow {
	on: {
		push?: { branches?: string[]; tags?: string[] };
		pull_request?: null;
		schedule?: Array<{ cron: string }>;
		workflow_dispatch?: null;
	};
	permissions: Record<string, string>;
	jobs: Record<
		string,
		{
			container?: string;
			needs?: string | string[];
			permissions?: Record<string, string>;
			strategy?: { matrix: Record<string, unknown[]> };
			steps: Step[];
		}
	>;
}

const read = (path: string): string => readFileSync(path, 'utf8');
const readWorkflow = (name: string): Workflow => parse(read(`.github/workflows/${name}.yml`)) as Workflow;

const manifest = JSON.parse(read('package.json')) as {
	version: string;
	scripts: Record<string, string>;
	devDependencies: Record<string, string>;
	engines: { node: string };
	'release-it': object;
	'auto-changelog': object;
};
const ci = readWorkflow('ci');
const publish = readWorkflow('publish');
const contract = readWorkflow('contract');
const workflows = { ci, publish, contract };
const commands = (workflow: Workflow, job: string): string[] =>
	workflow.jobs[job]!.steps.flatMap(({ run }) => run ?? []);
const stepsOf = ({ jobs }: Workflow): Step[] => Object.values(jobs).flatMap(({ steps }) => steps);
const stepWith = (workflow: Workflow, job: string, action: string): Step =>
	workflow.jobs[job]!.steps.find(({ uses }) => uses?.startsWith(`${action}@`))!;

test('each workflow is tested here', () => {
	expect(readdirSync('.github/workflows').sort()).toEqual(
		Object.keys(workflows)
			.map((name) => `${name}.yml`)
			.sort(),
	);
});

describe.each(Object.entries(workflows))('%s.yml', (name, workflow) => {
	test('calls scripts and files that exist', () => {
		const words = stepsOf(workflow).flatMap(({ run }) =>
			[...(run ?? '').matchAll(/\bnpm (?:run )?([\w:-]+)/g)].map(([, word]) => word!),
		);
		const own = words.filter((word) => !['ci', 'pack', 'publish', 'audit'].includes(word));
		expect(own.filter((word) => !manifest.scripts[word])).toEqual([]);
		const files = stepsOf(workflow).flatMap(({ run }) =>
			[...(run ?? '').matchAll(/\bnode (\S+)/g)].map(([, file]) => file!),
		);
		expect(files.filter((file) => !existsSync(file))).toEqual([]);
	});

	test("uses only GitHub's own actions, pinned by commit, with the version as a comment", () => {
		const lines = read(`.github/workflows/${name}.yml`)
			.split('\n')
			.filter((line) => /^\s*-? uses:/.test(line));
		expect(lines).toHaveLength(stepsOf(workflow).filter(({ uses }) => uses).length);
		expect(
			lines.filter((line) => !/ uses: (actions|github)\/[\w/-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/.test(line)),
		).toEqual([]);
	});

	test('uses one version of each action', () => {
		const pins = new Set(stepsOf(workflow).flatMap(({ uses }) => uses ?? []));
		expect(new Set([...pins].map((pin) => pin.split('@')[0])).size).toBe(pins.size);
	});

	test('has at most the right to read by default', () => {
		expect([{}, { contents: 'read' }]).toContainEqual(workflow.permissions);
	});

	test('installs from the lockfile before it runs anything of the project', () => {
		for (const job of Object.keys(workflow.jobs)) {
			const [first] = commands(workflow, job).filter((command) => /^npm (?!publish)/.test(command));
			expect(['npm ci', undefined]).toContain(first);
		}
	});
});

describe('ci', () => {
	test("runs a newcomer's commands of the README for each push and pull request, on all Nodes", () => {
		expect(ci.on).toEqual({ push: { branches: ['main'] }, pull_request: null });
		expect(ci.permissions).toEqual({ contents: 'read' });
		expect(commands(ci, 'test')).toEqual(['npm ci', 'npm test', 'npm run demo -- --yes']);
		expect(manifest.engines.node).toBe('>=20.19');
		expect(ci.jobs['test']!.strategy!.matrix['node']).toEqual([20, 22, 24]);
	});

	test('runs all rows of the tests of faults', () => {
		expect(commands(ci, 'faults')).toEqual(['npm ci', 'npm run test:faults -- ${{ matrix.row }}']);
		const rows = [...read('test/faults/main.mts').matchAll(/^\t'([\d-]+)': \{/gm)].map(([, row]) => row);
		expect(rows.length).toBeGreaterThan(3);
		expect(ci.jobs['faults']!.strategy!.matrix['row']).toEqual(rows);
	});

	test('runs every kind of test, as .ci/run does', () => {
		const scripts = ['test', 'coverage', 'test:slow', 'test:faults', 'test:e2e'];
		const all = Object.keys(ci.jobs)
			.flatMap((job) => commands(ci, job))
			.join('\n');
		const ownRun = read('.ci/run');
		for (const script of scripts) {
			const command = new RegExp(`npm (run )?${script}(\\s|$)`, 'm');
			expect(all).toMatch(command);
			expect(ownRun).toMatch(command);
		}
		const { test: loop, coverage, 'test:slow': slow } = manifest.scripts;
		const kindsOf = (...texts: Array<string | undefined>): string[] =>
			[...texts.join(' && ').matchAll(/jest --selectProjects ((?:\w+ ?)+)/g)].map(([, kinds]) => kinds!.trim());
		expect([kindsOf(loop), kindsOf(slow)]).toEqual([['unit nodes'], ['slow', 'alone']]);
		// Those of npm test once more, and those of sound, with the coverage.
		expect(kindsOf(coverage)).toEqual(['unit sound nodes']);
		// The runs of jest: these, one for each row of faults, and one for the tests in n8n.
		const rows = ci.jobs['faults']!.strategy!.matrix['row']!;
		expect(ownRun).toContain(`-eq ${kindsOf(loop, coverage, slow).length + rows.length + 1}\n`);
	});

	test('checks for known vulnerabilities in what ships', () => {
		expect(commands(ci, 'audit')).toEqual(['npm ci', 'npm audit --omit=dev --omit=peer', 'npm audit || true']);
	});

	test('runs the tests in n8n with packages from apt, and caches n8n until its versions change', () => {
		expect(commands(ci, 'e2e').join('\n')).toMatch(
			/apt-get install .*chromium redis-server postgresql\nnpm ci\nnpm run test:e2e$/,
		);
		expect(ci.jobs['e2e']!.container).toMatch(/^node:24-/);
		const { path, key } = stepWith(ci, 'e2e', 'actions/cache').with as { path: string; key: string };
		expect(path).toBe('~/.cache/n8n-nodes-fish-audio-voice');
		expect(read('tools/n8n/install.mts')).toContain("'.cache'), 'n8n-nodes-fish-audio-voice'");
		expect(key).toContain("hashFiles('tools/n8n/releases.mts'");
	});
});

describe('publish', () => {
	/** Whether a filter of GitHub Actions matches a name. */
	const matches = (filter: string, name: string): boolean =>
		new RegExp(`^${filter.replaceAll('.', '\\.').replaceAll('*', '[^/]*')}$`).test(name);

	test('is started only by the tags that n8n-node release creates', () => {
		expect(Object.keys(publish.on)).toEqual(['push']);
		expect(Object.keys(publish.on.push!)).toEqual(['tags']);
		const tags = publish.on.push!.tags!;
		// n8n-node leaves the name to release-it: the version, with a v if the last tag has one.
		expect(manifest.scripts['release']).toBe('n8n-node release');
		expect(read('node_modules/@n8n/node-cli/dist/commands/release.js')).not.toMatch(/tagName/i);
		expect(JSON.parse(read('node_modules/release-it/config/release-it.json'))).toMatchObject({
			git: { tagName: null },
		});
		const starting = (names: string[]): string[] =>
			names.filter((name) => tags.some((filter) => matches(filter, name)));
		const made = [manifest.version, `v${manifest.version}`, '10.20.30'];
		expect(starting([...made, 'main', 'nightly', 'v1'])).toEqual(made);
	});

	const permissionsOf = (job: string) => publish.jobs[job]!.permissions;

	test('the job that may publish only runs npm publish, on what a job without that right has tested and packed', () => {
		expect(publish.permissions).toEqual({});
		expect(Object.keys(publish.jobs)).toEqual(['package', 'publish', 'release']);
		expect(permissionsOf('package')).toEqual({ contents: 'read' });
		expect(commands(publish, 'package')).toEqual([
			'npm ci',
			'npm test',
			'npm run coverage',
			'npm run test:slow',
			'npm run build',
			'mkdir package && npm pack --ignore-scripts --pack-destination package',
			'tar -czf package/sourcemaps.tgz sourcemaps',
		]);
		expect(stepWith(publish, 'package', 'actions/checkout').with).toEqual({ 'persist-credentials': false });
		expect(permissionsOf('publish')).toEqual({ 'id-token': 'write' });
		expect(publish.jobs['publish']!.needs).toBe('package');
		expect(publish.jobs['publish']!.steps.map(({ uses, run }) => run ?? uses!.split('@')[0])).toEqual([
			'actions/setup-node',
			'actions/download-artifact',
			'npm publish ./n8n-nodes-fish-audio-voice-*.tgz --ignore-scripts --provenance --access public',
		]);
		for (const job of ['package', 'publish']) {
			expect(stepWith(publish, job, 'actions/setup-node').with).toEqual({
				'node-version': '^24.8',
				'package-manager-cache': false,
			});
		}
		const [up, down] = [
			stepWith(publish, 'package', 'actions/upload-artifact'),
			stepWith(publish, 'publish', 'actions/download-artifact'),
		];
		expect(up.with).toEqual({ name: down.with!['name'], path: 'package/', 'if-no-files-found': 'error' });
		expect(read('.github/workflows/publish.yml')).not.toMatch(/secrets\.|NODE_AUTH_TOKEN/);
	});

	test('the release on GitHub gets the source maps, which are not in the package', () => {
		expect(permissionsOf('release')).toEqual({ contents: 'write' });
		expect(publish.jobs['release']!.needs).toContain('publish');
		expect(commands(publish, 'release').at(-1)).toBe('gh release upload "$TAG" sourcemaps.tgz --clobber');
	});

	test('npm publish works there, and cannot be run elsewhere by mistake', () => {
		expect(manifest.scripts['prepublishOnly']).toBe('n8n-node prerelease && npm run build');
		const { RELEASE_MODE: _, ...elsewhere } = process.env;
		const prerelease = (env: NodeJS.ProcessEnv) =>
			spawnSync(process.execPath, ['node_modules/@n8n/node-cli/bin/n8n-node.mjs', 'prerelease'], { env });
		expect(prerelease(elsewhere).status).toBe(1);
		expect(prerelease({ ...elsewhere, RELEASE_MODE: 'true' }).status).toBe(0);
	});
});

describe('npm run release', () => {
	test('uses the release-it that n8n-node needs, since version 21 refuses its arguments', () => {
		expect(manifest.devDependencies['release-it']).toMatch(/^\^19\./);
	});

	test('runs on main, and does not write the changelog', () => {
		// n8n-node passes the branch in a form that release-it ignores, and lets auto-changelog overwrite CHANGELOG.md.
		expect(manifest['release-it']).toEqual({ git: { requireBranch: 'main' } });
		expect(manifest['auto-changelog']).toEqual({ stdout: true });
	});
});

describe('maintenance', () => {
	const weekly = /^\d+ \d+ \* \* [0-6]$/;

	test("the contract is compared weekly with the vendor's document", () => {
		expect(Object.keys(contract.on).sort()).toEqual(['schedule', 'workflow_dispatch']);
		expect(contract.on.schedule!.map(({ cron }) => weekly.test(cron))).toEqual([true]);
		expect(commands(contract, 'contract')).toEqual(['node tools/contract/main.mts']);
		expect(manifest.scripts['check:contract']).toBe('node tools/contract/main.mts');
	});

	test('packages and actions are updated, and those of n8n together', () => {
		interface Update {
			'package-ecosystem': string;
			groups: Record<string, { patterns: string[] }>;
			ignore?: Array<{ 'dependency-name': string }>;
		}
		const { updates } = parse(read('.github/dependabot.yml')) as { updates: Update[] };
		expect(updates.map((update) => update['package-ecosystem'])).toEqual(['npm', 'github-actions']);
		const [npm] = updates;
		expect(npm!.groups['n8n']!.patterns).toEqual(['n8n-*', '@n8n/*']);
		const ignored = npm!.ignore!.map((one) => one['dependency-name']);
		expect(ignored.filter((name) => !manifest.devDependencies[name])).toEqual([]);
	});
});
