import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';

/** The source map of a file in `dist`, as the build has left it. */
function mapOf(path, rootDir) {
	const map = `${join(rootDir, 'sourcemaps', relative(join(rootDir, 'dist'), path))}.map`;
	return existsSync(map) ? readFileSync(map, 'utf8') : undefined;
}

/** Passes a built file to jest as it is, with its source map: coverage and stack traces then name the sources. */
export default {
	process: (code, path, { config }) => ({ code, map: mapOf(path, config.rootDir) ?? null }),
	// The map may change where the code does not.
	getCacheKey: (code, path, { config, instrument }) =>
		createHash('sha256')
			.update(`${code}\0${path}\0${mapOf(path, config.rootDir)}\0${instrument}`)
			.digest('hex'),
};
