/** A release of n8n that this package is tried in, and what npm must be told to install it from its registry alone. */
export interface Release {
	version: string;
	/** Versions in place of those that n8n names; found by installing. */
	overrides: Record<string, string>;
	/** Packages that n8n's own expect beside them: npm leaves them out where it is told not to look after that. */
	beside?: Record<string, string>;
}

/** xlsx is otherwise fetched from a host of its own. */
const xlsx = '0.18.5';

/** "Extract from File" needs it, and with it every workflow that has such a node. */
const beside = { 'date-fns': '^2.30.0' };

/** The release people get, and the last one of the line before. */
export const releases = {
	current: { version: '2.41.1', overrides: { xlsx }, beside },
	previous: { version: '1.123.81', overrides: { xlsx, '@langchain/core': '1.1.49' }, beside },
} satisfies Record<string, Release>;
