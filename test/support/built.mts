import { existsSync, readdirSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';

/** The sources of the package. */
const sources = ['audio', 'credentials', 'fishAudio', 'icons', 'nodes', 'text', 'gulpfile.js'];

interface Entry {
	path: string;
	/** The time of the last change, in milliseconds since 1970. A folder changes with the names in it. */
	changed: number;
}

function entriesOf(path: string): Entry[] {
	if (!existsSync(path)) return [];
	const found = statSync(path);
	const within = found.isDirectory() ? readdirSync(path).flatMap((name) => entriesOf(join(path, name))) : [];
	return [{ path, changed: found.mtimeMs }, ...within];
}

/** Fails if the sources changed after the last build, since tests would run the old code. */
export function checkBuilt(project = process.cwd()): void {
	const changed = sources.flatMap((name) => entriesOf(resolve(project, name))).map((entry) => entry.changed);
	// Copied files keep their times.
	const built = entriesOf(resolve(project, 'dist'))
		.filter(({ path }) => path.endsWith('.js'))
		.map((entry) => entry.changed);
	if (built.length > 0 && Math.min(...built) >= Math.max(...changed)) return;
	throw new Error('The package is not built from its sources as they are now: run "npm run build" first');
}
