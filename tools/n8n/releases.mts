/** A release of n8n that this package is tested in, and what npm needs to install it from its registry alone. */
export interface Release {
	version: string;
	/** Versions that replace those n8n asks for; found by installing. */
	overrides: Record<string, string>;
	/** Peer packages of n8n's packages, which npm leaves out because peers are switched off. */
	beside?: Record<string, string>;
}

/** Otherwise xlsx would be fetched from its own host. */
const xlsx = '0.18.5';

/** "Extract from File" needs it, and so does every workflow with that node. */
const beside = { 'date-fns': '^2.30.0' };

/** The current release, and the last one of the previous line. */
export const releases = {
	current: { version: '2.41.1', overrides: { xlsx }, beside },
	previous: { version: '1.123.81', overrides: { xlsx, '@langchain/core': '1.1.49' }, beside },
} satisfies Record<string, Release>;
