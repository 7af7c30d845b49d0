import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

import { parse } from 'yaml';

interface Step {
	uses?: string;
	run?: string;
	with?: Record<string, unknown>;
	env?: Record<string, string>;
}

interface Workflow {
	on: { push: { branches?: string[]; tags?: string[] }; pull_request?: null };
	permissions: Record<string, string>;
	jobs: Record<string, { container?: string; permissions?: Record<string, string>; strategy?: { matrix: { node: number[] } }; steps: Step[] }>;
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
const commands = (workflow: Workflow, job: string): string[] => workflow.jobs[job]!.steps.flatMap(({ run }) => run ?? []);
const stepsOf = ({ jobs }: Workflow): Step[] => Object.values(jobs).flatMap(({ steps }) => steps);
const stepWith = (workflow: Workflow, job: string, action: string): Step =>
	workflow.jobs[job]!.steps.find(({ uses }) => uses?.startsWith(`${action}@`))!;

describe.each(Object.entries({ ci, publish }))('%s.yml', (_, workflow) => {
	test('calls scripts that exist', () => {
		const words = stepsOf(workflow).flatMap(({ run }) => [...(run ?? '').matchAll(/\bnpm (?:run )?([\w:-]+)/g)].map(([, word]) => word!));
		const own = words.filter((word) => !['ci', 'publish', 'audit'].includes(word));
		expect(own).toContain('test');
		expect(own.filter((word) => !manifest.scripts[word])).toEqual([]);
	});

	test('pins actions by their major version', () => {
		const actions = stepsOf(workflow).flatMap(({ uses }) => uses ?? []);
		expect(actions).toContain('actions/checkout@v6');
		expect(actions.filter((action) => !/^actions\/[\w-]+@v\d+$/.test(action))).toEqual([]);
	});

	test('installs what the lockfile says, before anything else is run', () => {
		for (const job of Object.keys(workflow.jobs)) {
			expect(commands(workflow, job).filter((command) => command.startsWith('npm'))[0]).toBe('npm ci');
		}
	});
});

describe('ci', () => {
	test('does for each push and pull request what the README tells a newcomer, under the oldest Node it promises', () => {
		expect(ci.on).toEqual({ push: { branches: ['main'] }, pull_request: null });
		expect(ci.permissions).toEqual({ contents: 'read' });
		expect(commands(ci, 'test')).toEqual(['npm ci', 'npm test', 'npm run demo -- --yes']);
		expect(manifest.engines.node).toBe('>=20.19');
		expect(ci.jobs['test']!.strategy!.matrix.node).toEqual([20, 24]);
	});

	test('lets the storms loose, and asks for known holes in what ships', () => {
		expect(commands(ci, 'faults')).toEqual(['npm ci', 'npm run test:faults', 'npm audit --omit=dev --omit=peer', 'npm audit || true']);
	});

	test('tests in n8n with what apt brings, and keeps the installed n8n until another one is wanted', () => {
		expect(commands(ci, 'e2e').join('\n')).toMatch(/apt-get install .*chromium redis-server\nnpm ci\nnpm run test:e2e$/);
		expect(ci.jobs['e2e']!.container).toMatch(/^node:24-/);
		const { path, key } = stepWith(ci, 'e2e', 'actions/cache').with as { path: string; key: string };
		expect(path).toBe('~/.cache/n8n-nodes-fish-audio-voice');
		expect(read('n8n/install.mts')).toContain("'.cache'), 'n8n-nodes-fish-audio-voice'");
		expect(key).toContain("hashFiles('n8n/releases.mts'");
	});
});

describe('publish', () => {
	/** Whether a filter of GitHub Actions takes a name. */
	const takes = (filter: string, name: string): boolean =>
		new RegExp(`^${filter.replaceAll('.', '\\.').replaceAll('*', '[^/]*')}$`).test(name);

	test('is started by the tags that n8n-node release makes, and by nothing else', () => {
		expect(Object.keys(publish.on)).toEqual(['push']);
		expect(Object.keys(publish.on.push)).toEqual(['tags']);
		const tags = publish.on.push.tags!;
		// n8n-node leaves the name to release-it, which makes it the version, with a v where the last tag has one.
		expect(manifest.scripts['release']).toBe('n8n-node release');
		expect(read('node_modules/@n8n/node-cli/dist/commands/release.js')).not.toMatch(/tagName/i);
		expect(JSON.parse(read('node_modules/release-it/config/release-it.json'))).toMatchObject({ git: { tagName: null } });
		const starting = (names: string[]): string[] => names.filter((name) => tags.some((filter) => takes(filter, name)));
		const made = [manifest.version, `v${manifest.version}`, '10.20.30'];
		expect(starting([...made, 'main', 'nightly', 'v1'])).toEqual(made);
	});

	test('publishes with provenance, as a trusted publisher and without a token', () => {
		expect(publish.permissions).toEqual({});
		expect(publish.jobs['publish']!.permissions).toEqual({ 'id-token': 'write', contents: 'read' });
		expect(commands(publish, 'publish')).toEqual(['npm ci', 'npm test', 'npm publish --provenance --access public']);
		expect(stepWith(publish, 'publish', 'actions/setup-node').with).toMatchObject({
			'node-version': '^24.8',
			'package-manager-cache': false,
		});
		expect(read('.github/workflows/publish.yml')).not.toMatch(/secrets\.|NODE_AUTH_TOKEN/);
	});

	test('npm publish works there, and nowhere by mistake', () => {
		expect(manifest.scripts['prepublishOnly']).toBe('n8n-node prerelease && npm run build');
		expect(publish.jobs['publish']!.steps.at(-1)!.env).toEqual({ RELEASE_MODE: 'true' });
		const { RELEASE_MODE: _, ...elsewhere } = process.env;
		const prerelease = (env: NodeJS.ProcessEnv) => spawnSync(process.execPath, ['node_modules/@n8n/node-cli/bin/n8n-node.mjs', 'prerelease'], { env });
		expect(prerelease(elsewhere).status).toBe(1);
		expect(prerelease({ ...elsewhere, RELEASE_MODE: 'true' }).status).toBe(0);
	});
});

describe('npm run release', () => {
	test('has the release-it that n8n-node is made for: 21 refuses its arguments', () => {
		expect(manifest.devDependencies['release-it']).toMatch(/^\^19\./);
	});

	test('is done from main, and leaves the changelog to people', () => {
		// n8n-node gives the branch in a way that release-it does not read, and has auto-changelog write over CHANGELOG.md.
		expect(manifest['release-it']).toEqual({ git: { requireBranch: 'main' } });
		expect(manifest['auto-changelog']).toEqual({ stdout: true });
	});
});
