import { glob } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * What is used of `@n8n/scan-community-package`, which has no types and no door for a package that is not published.
 */
interface N8nScanner {
	/** What it lints of a source. */
	SOURCE_FILE_PATTERNS: string[];
	analyzePackage(folder: string, patterns: string[]): Promise<{ passed: boolean; message?: string; details?: string }>;
}

/** Something the scanner lints. */
export interface Leg {
	/** What it is, for people. */
	called: string;
	folder: string;
	patterns: string[];
	/** Files that have to be among the linted ones. */
	mustSee: string[];
}

/** What came of it; `findings` is empty where nothing was found. */
export interface Scanned {
	files: number;
	findings: string;
}

/** n8n's scanner, as it is installed. It makes a folder when it is loaded and leaves it behind: in `temporary`. */
export async function loadScanner(temporary: string): Promise<N8nScanner> {
	process.env['TMPDIR'] = temporary;
	// Where it is 'test', n8n's rules take every file for one of their own tests, and judge it otherwise.
	delete process.env['NODE_ENV'];
	const path: string = '@n8n/scan-community-package/scanner/scanner.mjs';
	return (await import(path)) as N8nScanner;
}

async function filesOf({ folder, patterns }: Leg): Promise<string[]> {
	const files: string[] = [];
	for await (const file of glob(patterns, { cwd: folder })) files.push(file.replaceAll('\\', '/'));
	return files;
}

/** Lints a leg. The scanner is content with a folder that has nothing to lint; here that is a finding. */
export async function scan({ analyzePackage }: N8nScanner, leg: Leg): Promise<Scanned> {
	const files = await filesOf(leg);
	const unseen = leg.mustSee
		.filter((file) => !files.includes(file))
		.map((file) => `${file} is not there to be linted.`);
	const { passed, message, details } = await analyzePackage(leg.folder, leg.patterns);
	const told = passed
		? []
		: [(details ?? message ?? 'The scanner did not pass it.').replaceAll(join(leg.folder, '/'), '').trim()];
	return { files: files.length, findings: [...unseen, ...told].join('\n\n') };
}
