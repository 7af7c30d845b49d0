import { inputError } from '../../../fishAudio/errors';
import { isPrivateHost } from '../../shared/request/privateHost';

/**
 * A URL in a form that is safe to show: its host and file name, or only the protocol if it has no host. Folders and
 * the query may contain a token, as some messengers' URLs do.
 */
export function shown({ protocol, host, pathname }: URL): string {
	if (!host) return protocol.slice(0, 80);
	const names = pathname.split('/').filter((name) => name !== '');
	return `${host}/${names.length > 1 ? '…/' : ''}${names.at(-1) ?? ''}`.slice(0, 200);
}

/**
 * Reads a URL from which a file may be downloaded. Fails with `input` on any other text. `called` is the name of the
 * file in messages, and `base` is the URL that redirects to this one.
 */
export function webAddress(text: string, called: string, allowPrivate: boolean, base?: URL): URL {
	const url = URL.canParse(text, base?.href) ? new URL(text, base?.href) : undefined;
	const redirected = base ? ` ${shown(base)} redirects to it.` : '';
	if (!url || !['http:', 'https:'].includes(url.protocol)) {
		throw inputError(
			`${called} is not a web address${url ? `: ${shown(url)}` : ''}`,
			`'Sample URLs' takes addresses that start with https:// or http://. Separate several with commas or line ` +
				`breaks.${redirected}`,
		);
	}
	if (url.username || url.password) {
		throw inputError(
			`${called} has a user name or a password in its URL: ${shown(url)}`,
			`Remove everything before the @. To get a file behind a login, use the HTTP Request node.${redirected}`,
		);
	}
	if (!allowPrivate && isPrivateHost(url.hostname)) {
		throw inputError(
			`${called} is at a private address: ${shown(url)}`,
			`Use a public address, or switch on 'Allow Private Addresses' in the options if you trust everyone who ` +
				`can choose the URLs.${redirected}`,
		);
	}
	return url;
}
