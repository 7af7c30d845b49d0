import type { IExecuteFunctions } from 'n8n-workflow';

import { inputError, type FishAudioError } from '../../../fishAudio/errors';
import { promisedLength } from '../../../fishAudio/requests/headers';
import type { HttpAnswer } from '../../../fishAudio/requests/http';
import { storeStream } from '../../../fishAudio/requests/storeStream';
import { cancelSignalOf } from '../../shared/request/connect';
import { exchange } from '../../shared/request/exchange';
import type { FileKind } from '../../shared/files/fileKind';
import { mimeTypeOf, nameOf } from '../../shared/files/fileNames';
import type { DescribedFile } from '../../shared/files/recording';
import { openStored, storeAudio } from '../../shared/files/store';
import { checkFile, largestDownload, tooLarge, type Expected } from './fileCheck';
import { shown, webAddress } from './webAddress';

/** Milliseconds that each request of a download may take. */
const timeout = 300_000;

/** Redirects that are followed. Download links of file services take one to three. */
const maxRedirects = 5;

/** A file to download. */
export interface Download {
	/** A URL that `webAddress` has accepted. */
	url: URL;
	kind: FileKind;
	allowPrivate: boolean;
}

/** Sends one request with only what n8n itself adds: no credential and no header. Does not follow redirects. */
async function send(context: IExecuteFunctions, url: URL, called: string): Promise<HttpAnswer> {
	const ask = async (stop: AbortSignal) =>
		await context.helpers.httpRequest({
			url: url.href,
			encoding: 'stream',
			returnFullResponse: true,
			ignoreHttpStatusErrors: true,
			// n8n would follow a redirect to any address.
			disableFollowRedirect: true,
			timeout,
			abortSignal: stop,
		});
	return await exchange(ask, cancelSignalOf(context), {
		timeout,
		redact: (text) => text.replaceAll(url.search, ''),
		peer: { name: shown(url), address: `the URL of ${called.toLowerCase()}` },
	});
}

/** The error of an answer without a file. */
const badStatus = (status: number, called: string, from: URL): FishAudioError =>
	inputError(
		`${called} could not be downloaded from ${shown(from)}: the server answered with status ${status}`,
		[401, 403].includes(status) ? 'The file has to be public, without a login.' : 'Check the URL, or try again later.',
	);

/** Follows redirects itself, so that each address is checked like the first one. */
async function lastAnswer(
	context: IExecuteFunctions,
	{ url, kind: { called }, allowPrivate }: Download,
): Promise<{ answer: HttpAnswer; from: string }> {
	let at = url;
	for (let redirects = 0; redirects <= maxRedirects; redirects++) {
		const answer = await send(context, at, called);
		const { status, headers } = answer;
		if (status >= 200 && status < 300) return { answer, from: shown(at) };
		answer.close();
		if (status < 300 || status >= 400 || !headers.location) throw badStatus(status, called, at);
		at = webAddress(headers.location, called, allowPrivate, at);
	}
	throw inputError(`${called} is redirected too often: ${shown(url)}`, 'Use the URL at which the redirects end.');
}

/** The last part of a URL's path, decoded if possible. */
function fileNameOf({ pathname }: URL): string {
	const last = pathname.split('/').pop() ?? '';
	try {
		return decodeURIComponent(last);
	} catch {
		return last;
	}
}

/** Fails before anything is read if the stated size is too large. */
function refuseLarge(answer: HttpAnswer, expected: Expected): void {
	if ((promisedLength(answer) ?? 0) <= largestDownload) return;
	answer.close();
	throw tooLarge(expected);
}

/**
 * Downloads a file into n8n's binary store, where it can be opened as often as it is sent and takes no memory.
 * Fails with advice if the file is missing, too large, or of another type.
 */
export async function download(context: IExecuteFunctions, wanted: Download): Promise<DescribedFile> {
	const { url, kind } = wanted;
	const { answer, from } = await lastAnswer(context, wanted);
	const expected = { kind, from, contentType: answer.headers['content-type'] };
	refuseLarge(answer, expected);
	const check = checkFile(expected);
	// The type is known only after the download, and nobody sees this name.
	const temporary = { fileName: 'sample', mimeType: 'application/octet-stream' };
	const stored = await storeStream(answer, check.step, async (bytes) => await storeAudio(context, bytes, temporary));
	const { type, size, head } = check.file();
	return {
		name: nameOf([fileNameOf(url), kind.called], type, head),
		mimeType: mimeTypeOf(type),
		size,
		about: `The file at ${from}`,
		open: () => openStored(context, stored),
	};
}
