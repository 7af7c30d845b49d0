import { inputError } from '../../../fishAudio/errors';
import { isPrivateHost } from './privateHost';

/**
 * A URL as it may be shown: its host and the file, of one without a host only how it begins. Folders, and what comes
 * behind the file, can hold a token, as those of some messengers do.
 */
export function shown({ protocol, host, pathname }: URL): string {
	if (!host) return protocol.slice(0, 80);
	const names = pathname.split('/').filter((name) => name !== '');
	return `${host}/${names.length > 1 ? '…/' : ''}${names.at(-1) ?? ''}`.slice(0, 200);
}

/**
 * A URL that a file may be downloaded from. Fails with `input` on any other; `called` is what the file is called, and
 * `base` the URL that redirects to this one.
 */
export function webAddress(text: string, called: string, allowPrivate: boolean, base?: URL): URL {
	const url = URL.canParse(text, base?.href) ? new URL(text, base?.href) : undefined;
	const redirected = base ? ` It is where ${shown(base)} redirects to.` : '';
	if (!url || !['http:', 'https:'].includes(url.protocol)) {
		throw inputError(
			`${called} is not at an address of the web${url ? `: ${shown(url)}` : ''}`,
			`'Sample URLs' takes addresses that start with https:// or http://; several are separated by commas or line breaks.${redirected}`,
		);
	}
	if (url.username || url.password) {
		throw inputError(
			`${called} has a user name or a password in its URL: ${shown(url)}`,
			`Remove what stands before the @. A file behind a login can be fetched with the HTTP Request node.${redirected}`,
		);
	}
	if (!allowPrivate && isPrivateHost(url.hostname)) {
		throw inputError(
			`${called} is at a private address: ${shown(url)}`,
			`Use a public address, or switch on 'Allow Private Addresses' in the options if you trust whoever chooses the URLs.${redirected}`,
		);
	}
	return url;
}
