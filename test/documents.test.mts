import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

import { speechCost } from '../fishAudio/account/prices.ts';
import { isAnimated } from '../tools/pictures/animatedPng.mts';
import { speedPicture, speedsIn } from '../tools/pictures/speedPicture.mts';

const read = (path: string): string => readFileSync(path, 'utf8');

/** The documents for people, as paths from the root, without those in `test` and `benchmarks`. */
const documents = ['.', 'docs', '.github']
	.flatMap((folder) =>
		readdirSync(folder, { recursive: folder !== '.', encoding: 'utf8' }).map((name) => join(folder, name)),
	)
	.map((path) => path.replaceAll('\\', '/'))
	.filter((path) => path.endsWith('.md'));

const manifest = JSON.parse(read('package.json')) as {
	scripts: Record<string, string>;
	devDependencies: Record<string, string>;
};

/** All matches of a pattern's first group in a text. */
const found = (text: string, pattern: RegExp): string[] => [...text.matchAll(pattern)].map(([, group]) => group!);

/** Folders created by tools. */
const made = /^(dist|node_modules|screenshots|sourcemaps)(\/|$)/;

const roots = readdirSync('.').filter((name) => !made.test(name) && !name.startsWith('.n8n'));

/** Paths of the project in backticks, which begin with a folder or file in the root. */
const pathsIn = (text: string): string[] =>
	found(text, /`([^`\s]+)`/g)
		.filter((path) => roots.includes(path.split('/')[0]!) && !path.includes('<'))
		.map((path) => path.replace(/\/$/, ''));

/** Names of source files in backticks, without a folder. */
const fileNamesIn = (text: string): string[] => found(text, /`(\w+\.m?ts)`/g);

/** The names of all source files. */
const fileNames = new Set(
	['audio', 'text', 'fishAudio', 'nodes', 'credentials', 'sandbox', 'tools', 'test', 'benchmarks', 'examples'].flatMap(
		(folder) => readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((path) => basename(path)),
	),
);

/** Paths in code blocks, such as those of the map and of commands. */
const pathsInCode = (text: string): string[] =>
	found(text, /^```\w*\n([^]*?)^```/gm).flatMap((code) => found(code, /(?<=\s)((?:test|tools)\/[\w./]+\.m?ts)\b/g));

/** The anchor that GitHub gives a heading. */
const anchorOf = (heading: string): string =>
	heading
		.toLowerCase()
		.replace(/[^\p{L}\p{N}\s_-]/gu, '')
		.replaceAll(' ', '-');

const anchorsIn = (text: string): string[] => found(text, /^#+ (.+)$/gm).map(anchorOf);

/** Relative links and pictures, in Markdown or in HTML. */
const linksIn = (text: string): string[] =>
	found(text, /(?:\]\(|\b(?:src|href|srcset)=")([^)\s"]+)/g).filter((link) => !/^[a-z]+:/.test(link));

/** Broken relative links of a document. */
function deadLinks(document: string): string[] {
	return linksIn(read(document)).filter((link) => {
		const [path = '', anchor] = link.split('#');
		const target = path === '' ? document : join(dirname(document), path);
		if (!existsSync(target)) return true;
		return anchor !== undefined && !anchorsIn(read(target)).includes(anchor);
	});
}

/** The folders of a map: names that end with a slash, indented by two spaces for each level. */
function foldersOf(map: string): string[] {
	const way: string[] = [];
	return map.split('\n').flatMap((line) => {
		const [, indent = '', names = ''] = /^( *)((?:[\w/]+\/ {0,2})+)/.exec(line) ?? [];
		way.length = indent.length / 2;
		const paths = found(names, /([\w/]+)\//g).map((name) => [...way, name].join('/'));
		way.push(names.trim().replace(/\/$/, ''));
		return paths;
	});
}

describe('the documents', () => {
	it('are found', () => {
		expect(documents).toEqual(
			expect.arrayContaining(['README.md', 'ARCHITECTURE.md', 'docs/sandbox.md', '.github/pull_request_template.md']),
		);
		expect(documents.length).toBeGreaterThan(25);
	});

	it.each(documents)('%s: every path exists', (document) => {
		const text = read(document);
		expect([...pathsIn(text), ...pathsInCode(text)].filter((path) => !existsSync(path))).toEqual([]);
		expect(fileNamesIn(text).filter((name) => !fileNames.has(name))).toEqual([]);
	});

	it.each(documents)('%s: every link leads somewhere', (document) => {
		expect(deadLinks(document)).toEqual([]);
	});

	it.each(documents)('%s: every npm script exists', (document) => {
		const scripts = found(read(document), /\bnpm run\s+([\w:]+)/g);
		expect(scripts.filter((name) => !Object.hasOwn(manifest.scripts, name))).toEqual([]);
	});

	it('would not pass with wrong paths', () => {
		expect(linksIn('[a](b.md#c) ![d](e.png) <img src="f.png"> [g](https://h.com)')).toEqual([
			'b.md#c',
			'e.png',
			'f.png',
		]);
		expect(pathsIn('`audio/gone.ts`, `text`, `Speak/x`, `nodes/<X>` and `test/faults/`')).toEqual([
			'audio/gone.ts',
			'text',
			'test/faults',
		]);
		expect(pathsInCode('```sh\nnpx jest test/gone.test.mts\n```\n')).toEqual(['test/gone.test.mts']);
		expect(anchorsIn('## What is repeated, and what is billed\n### `a` b\n')).toEqual([
			'what-is-repeated-and-what-is-billed',
			'a-b',
		]);
	});
});

test('the library page names every library, and no other', () => {
	const tables = read('docs/decisions/0003-libraries.md').match(/^\| `.*$/gm)!;
	const named = tables.flatMap((row) => found(row.split('|')[1]!, /`([^`]+)`/g));
	expect([...new Set(named)].sort()).toEqual(Object.keys(manifest.devDependencies).sort());
});

test('the map in ARCHITECTURE.md has exactly the existing folders', () => {
	const folders = foldersOf(/^## The map\n+```\n([^]*?)```/m.exec(read('ARCHITECTURE.md'))![1]!);
	expect(folders.filter((path) => !existsSync(path))).toEqual([]);
	const mapped = ['audio', 'text', 'fishAudio', 'nodes', 'nodes/VoiceClone', 'nodes/shared', 'sandbox', 'tools'];
	const there = mapped.flatMap((folder) =>
		readdirSync(folder, { withFileTypes: true })
			.filter((entry) => entry.isDirectory())
			.map(({ name }) => `${folder}/${name}`),
	);
	expect(there.filter((path) => !folders.includes(path))).toEqual([]);
});

test('the list of decisions names every decision', () => {
	const files = readdirSync('docs/decisions').filter((name) => name !== 'README.md');
	expect(found(read('docs/decisions/README.md'), /\]\((\d[^)]+)\)/g)).toEqual(files.sort());
});

test('the table of repeats in ARCHITECTURE.md agrees with the code', () => {
	const words: Record<string, string> = {
		0: 'no',
		1: 'yes',
		again: 'again',
		onceMore: 'once more',
		lookFirst: 'look, then again',
		onlyLook: 'only look',
		giveUp: 'never',
	};
	const code = [...read('fishAudio/requests/repeat.ts').matchAll(/^\t(\w+): \{ (billed: .*) \},$/gm)].map(
		([, incident, row]) => {
			const cell = (column: string): string => words[new RegExp(`\\b${column}: '?(\\w+)`).exec(row!)![1]!]!;
			return [incident, ...['nothing', 'money', 'falseError', 'duplicate', 'billed'].map(cell)];
		},
	);
	expect(code.length).toBeGreaterThan(8);
	const rows = [...read('ARCHITECTURE.md').matchAll(/^\| [^|]*\(`([a-z]\w+)`\) \|(.*)\|$/gm)];
	const documented = rows.map(([, incident, cells]) => [
		incident,
		// Footnote numbers do not belong to a cell.
		...cells!.split('|').map((cell) => cell.replace(/[¹²]/, '').trim()),
	]);
	expect(documented).toEqual(code);
});

/** The text of all sources that write messages; texts that are split over lines are put together. */
const messageSources = (): string =>
	['nodes', 'fishAudio', 'audio']
		.flatMap((folder) => readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) => join(folder, name)))
		.filter((path) => path.endsWith('.ts'))
		.map((path) => read(path).replace(/['"`]\s*\+\s*['"`]/g, ''))
		.join('\n');

/** The messages of the page of errors that no source has, around the values they are about. */
function unknownMessages(page: string, sources: string): string[] {
	const messages = found(page, /^\| ([^|]+?) \|[^|]+\|[^|]+\|$/gm).filter((name) => !/^(message|-+)$/.test(name));
	return messages.filter((message) => !message.split('…').every((words) => sources.includes(words)));
}

test('the messages on the page of errors are in the code', () => {
	const [page, sources] = [read('docs/errors.md'), messageSources()];
	expect(page.match(/^\| /gm)!.length).toBeGreaterThan(40);
	expect(unknownMessages(page, sources)).toEqual([]);
	const chinese = found(read('docs/zh-CN.md'), /^\| ([A-Z][^|`]*) \| [^|]+ \|$/gm).filter((name) => name.includes(' '));
	expect(chinese.length).toBeGreaterThan(3);
	expect(unknownMessages(chinese.map((message) => `| ${message} | a | b |`).join('\n'), sources)).toEqual([]);
	expect(unknownMessages('| The … is gone | a | b |\n| … is new | a | b |\n', '`The ${file} is gone`')).toEqual([
		'… is new',
	]);
});

test('the costs of common jobs are those of the prices in the code', () => {
	const rows = [...read('docs/limits-and-billing.md').matchAll(/^\| .* \| ([\d,]+) \| \$([\d.]+) \|$/gm)];
	expect(rows.length).toBeGreaterThan(3);
	const amounts = rows.map(([, bytes, usd]) => [Number(bytes!.replace(',', '')), Number(usd)]);
	expect(amounts).toEqual(amounts.map(([bytes]) => [bytes, speechCost('s2.1-pro', bytes!)]));
});

test('README fits on a page, and each version in CHANGELOG on a screen', () => {
	expect(read('README.md').trimEnd().split('\n').length).toBeLessThanOrEqual(150);
	const versions = read('CHANGELOG.md')
		.split(/^(?=## )/m)
		.slice(1);
	expect(versions.length).toBeGreaterThan(0);
	expect(versions.filter((version) => version.trimEnd().split('\n').length > 20)).toEqual([]);
});

test('README warns before it invites', () => {
	const text = read('README.md');
	const warning = text.split('\n').findIndex((line) => line.includes('never been run with a real Fish Audio account'));
	expect(warning).toBeGreaterThan(0);
	expect(warning).toBeLessThan(20);
});

test('README names the workflow and the node to start with as they are', () => {
	const { name, nodes } = JSON.parse(read('examples/clone-and-announce.json')) as {
		name: string;
		nodes: Array<{ name: string }>;
	};
	expect(read('README.md')).toContain(`*${name}*`);
	expect(nodes.map((node) => node.name)).toContain('Introduce Itself');
});

test('README has the costs and times of the page about them', () => {
	const [readme, page] = [read('README.md'), read('docs/limits-and-billing.md')];
	const costs = found(readme, /^\| [^|]+ \| (\$[\d.]+) \| about [^|]+ \|$/gm);
	const times = found(readme, /^\| [^|]+ \| [^|]+ \| (about [^|]+) \|$/gm);
	expect([costs.length, times.length]).toEqual([4, 5]);
	expect(costs.filter((cost) => !page.includes(cost))).toEqual([]);
	expect(times.filter((time) => !page.includes(`| ${time} |`))).toEqual([]);
});

test('the picture of the speed and the table beside it have the measured figures', () => {
	const speeds = speedsIn(read('benchmarks/RESULTS.md'));
	expect(speeds.map(({ requests }) => requests)).toEqual([1, 2, 5, 10, 15]);
	expect(read('docs/images/speed.svg')).toBe(speedPicture(speeds));
	const rows = [...read('docs/limits-and-billing.md').matchAll(/^\| (\d+) \| (\d+) \| (\d+) \|$/gm)];
	const beside = rows.map(([, requests, lines]) => ({ requests: Number(requests), lines: Number(lines) }));
	expect(beside).toEqual(expect.arrayContaining(speeds));
});

test('README moves, and is not slow to load', () => {
	const picture = readFileSync('docs/images/first-run.png');
	expect(isAnimated(picture)).toBe(true);
	expect(picture.length).toBeLessThan(1_500_000);
});

test('every picture is in a document', () => {
	const shown = documents.flatMap((document) => linksIn(read(document)).map((link) => basename(link)));
	expect(readdirSync('docs/images').filter((name) => !shown.includes(name))).toEqual([]);
});

test('the table of contents names every page', () => {
	const pages = readdirSync('docs').filter((name) => name.endsWith('.md') && name !== 'README.md');
	const named = found(read('docs/README.md'), /\]\(([\w-]+\.md)\)/g);
	expect(pages.filter((name) => !named.includes(name))).toEqual([]);
});

test('the recipes name every example', () => {
	const named = found(read('docs/recipes.md'), /\]\(\.\.\/examples\/([^)]+)\)/g);
	expect(named.sort()).toEqual(readdirSync('examples').filter((name) => name.endsWith('.json')));
});

test("the 'Docs' links of the nodes and of the credential lead to their pages", () => {
	const { homepage } = JSON.parse(read('package.json')) as { homepage: string };
	const pageOf = (url: string): string => url.replace(`${homepage.replace('#readme', '')}/blob/main/`, '');
	const codexPages = ['Speak', 'VoiceClone', 'VoiceCloneTrigger'].map((node) => {
		const { resources } = JSON.parse(read(`nodes/${node}/${node}.node.json`)) as {
			resources: Record<'primaryDocumentation' | 'credentialDocumentation', Array<{ url: string }>>;
		};
		return [resources.primaryDocumentation, resources.credentialDocumentation].map(([link]) => pageOf(link!.url));
	});
	const [credentialPage] = found(read('credentials/FishAudioApi.credentials.ts'), /documentationUrl =\s+'([^']+)'/g);
	const credential = 'docs/credential.md';
	expect(pageOf(credentialPage!)).toBe(credential);
	expect(codexPages).toEqual([
		['docs/speak.md', credential],
		['docs/voice-clone.md', credential],
		['docs/voice-clone-trigger.md', credential],
	]);
	expect([...codexPages.flat()].filter((path) => !existsSync(path))).toEqual([]);
});
