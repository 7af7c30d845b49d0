import { existsSync, readFileSync } from 'node:fs';
import { SourceMap } from 'node:module';
import { join } from 'node:path';

/** For example dist/nodes/Speak/Speak.node.js:1:25512, after any path. */
const place = /[^\s()]*\bdist\/([\w./-]+\.js):(\d+):(\d+)/g;

/** A stack trace with source locations in place of bundle locations. Other locations stay. */
export function withSources(trace: string, maps: string): string {
	return trace.replace(place, (given: string, file: string, line: string, column: string) => {
		const path = join(maps, `${file}.map`);
		if (!existsSync(path)) return given;
		const map = new SourceMap(JSON.parse(readFileSync(path, 'utf8')));
		const origin = map.findOrigin(Number(line), Number(column));
		return 'fileName' in origin
			? `${origin.fileName.replace(/^(\.\.\/)+/, '')}:${origin.lineNumber}:${origin.columnNumber}`
			: given;
	});
}
