import type { INodeProperties } from 'n8n-workflow';

import { inputError } from '../../../fishAudio/errors';
import type { Item } from '../../shared/items/item';
import { voiceSample } from '../../shared/files/samples';
import type { Download } from './download';
import { largestDownload } from './fileCheck';
import { webAddress } from './webAddress';

const displayOptions = { show: { sampleSource: ['urls'] } };

/** The field for the URLs of recordings. */
export const sampleUrlsField: INodeProperties = {
	displayName: 'Sample URLs',
	name: 'sampleUrls',
	type: 'string',
	typeOptions: { rows: 2 },
	required: true,
	default: '',
	placeholder: 'e.g. https://example.com/anna.mp3',
	description:
		`URLs of 1 to 20 recordings (WAV, MP3, M4A, Opus or FLAC, up to ${largestDownload / 1_000_000} MB each), ` +
		'separated by commas, semicolons, spaces or line breaks. The files have to be public, without a login.',
	displayOptions,
};

/** The option that allows URLs in the network of n8n. */
export const allowPrivateField: INodeProperties = {
	displayName: 'Allow Private Addresses',
	name: 'allowPrivateAddresses',
	type: 'boolean',
	default: false,
	description:
		'Whether the URLs may be in your own network, such as localhost or 192.168.0.10. Leave this off if an AI ' +
		'agent or someone else chooses the URLs.',
	displayOptions: { show: { '/sampleSource': ['urls'] } },
};

/**
 * What people put between URLs. All but line breaks may also be part of a URL. They separate only if a URL, a space or
 * the end follows.
 */
const betweenUrls = /[\r\n]|[\s,;|](?=\p{Cf}{0,9}[a-z][a-z\d+.-]*:\/\/)|[,;](?=\s|$)/iu;

/** Removes what is left of separators with several characters. */
function withoutEnds(text: string): string {
	const isLeft = (at: number): boolean => ' \t,;|'.includes(text.charAt(at));
	let [from, to] = [0, text.length];
	while (from < to && isLeft(from)) from += 1;
	while (from < to && isLeft(to - 1)) to -= 1;
	return text.slice(from, to);
}

/** The samples behind the URLs of an item. Checks the URLs and sends nothing. */
export function samplesOnWeb(item: Item, allowPrivate: boolean): Download[] {
	// Invisible characters are often copied along.
	const urls = item
		.list('sampleUrls', betweenUrls)
		.map((text) => withoutEnds(text.replace(/\p{Cf}/gu, '')))
		.filter((url) => url !== '');
	if (urls.length === 0) throw inputError("'Sample URLs' is empty", 'Enter the address of at least one recording.');
	return urls.map((text, at) => {
		const kind = voiceSample(at + 1);
		return { url: webAddress(text, kind.called, allowPrivate), kind, allowPrivate };
	});
}
