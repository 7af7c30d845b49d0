/** The value at a path in decoded JSON; undefined if there is none. */
export function at(value: unknown, ...path: (string | number)[]): unknown {
	let found = value;
	for (const step of path) {
		if (typeof found !== 'object' || found === null) return undefined;
		found = (found as Record<string | number, unknown>)[step];
	}
	return found;
}

/** The list at a path; empty if there is none. */
export function listAt(value: unknown, ...path: (string | number)[]): unknown[] {
	const found = at(value, ...path);
	return Array.isArray(found) ? found : [];
}

/** The text at a path; empty if there is none. */
export function textAt(value: unknown, ...path: (string | number)[]): string {
	const found = at(value, ...path);
	return typeof found === 'string' ? found : '';
}
