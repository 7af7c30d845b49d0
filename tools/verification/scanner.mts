import { glob } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * The used part of `@n8n/scan-community-package`, which has no types and cannot scan an unpublished package.
 */
interface N8nScanner {
	/** The files of a source that it lints. */
	SOURCE_FILE_PATTERNS: string[];
	analyzePackage(folder: string, patterns: string[]): Promise<{ passed: boolean; message?: string; details?: string }>;
}

/** Something the scanner lints. */
export interface Leg {
	/** Its name in messages. */
	called: string;
	folder: string;
	patterns: string[];
	/** Files that must be linted. */
	mustSee: string[];
}

/** The result. `findings` is empty if there are none. */
export interface Scanned {
	files: number;
	findings: string;
}

/** The installed scanner. When it is loaded, it creates a folder in `temporary` and does not remove it. */
export async function loadScanner(temporary: string): Promise<N8nScanner> {
	process.env['TMPDIR'] = temporary;
	// With 'test' n8n's rules treat every file as one of their own tests.
	delete process.env['NODE_ENV'];
	const path: string = '@n8n/scan-community-package/scanner/scanner.mjs';
	return (await import(path)) as N8nScanner;
}

async function filesOf({ folder, patterns }: Leg): Promise<string[]> {
	const files: string[] = [];
	for await (const file of glob(patterns, { cwd: folder })) files.push(file.replaceAll('\\', '/'));
	return files;
}

/** Lints one part. The scanner accepts a folder without files to lint; here that is a finding. */
export async function scan({ analyzePackage }: N8nScanner, leg: Leg): Promise<Scanned> {
	const files = await filesOf(leg);
	const unseen = leg.mustSee
		.filter((file) => !files.includes(file))
		.map((file) => `${file} is not there to be linted.`);
	const { passed, message, details } = await analyzePackage(leg.folder, leg.patterns);
	const reported = passed
		? []
		: [(details ?? message ?? 'The scanner did not pass it.').replaceAll(join(leg.folder, '/'), '').trim()];
	return { files: files.length, findings: [...unseen, ...reported].join('\n\n') };
}
