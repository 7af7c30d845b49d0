import { LazyFile } from './lazyFile';
import type { SourceFile } from './sourceFile';

/** Fields of a form. Several values are sent as several parts of the same name. */
export type FormFields = Record<string, string | boolean | string[] | SourceFile | SourceFile[] | undefined>;

/** Builds a multipart form. It holds no file's bytes and can be sent once: each attempt builds its own. */
export function createForm(fields: FormFields): FormData {
	const form = new FormData();
	for (const [name, value] of Object.entries(fields)) {
		if (value === undefined) continue;
		for (const one of Array.isArray(value) ? value : [value]) {
			// Without a file name as third argument: with one, the platform would append a copy of the file.
			if (typeof one === 'object') form.append(name, new LazyFile(one));
			else form.append(name, String(one));
		}
	}
	return form;
}
