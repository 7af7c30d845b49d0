import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { cpus, platform, release, totalmem } from 'node:os';

const require = createRequire(import.meta.url);

const versionOf = (library: string): string =>
	(JSON.parse(readFileSync(require.resolve(`${library}/package.json`), 'utf8')) as { version: string }).version;

/** The machine that the figures were measured on. */
export function machine(): string {
	const [first] = cpus();
	const memory = `${Math.round(totalmem() / 1024 ** 3)} GB of memory`;
	return (
		`${cpus().length} cores (${first?.model.trim() ?? 'unknown'}), ${memory}, ${platform()} ${release()}, Node ` +
		`${process.versions.node}, n8n-core ${versionOf('n8n-core')}`
	);
}
