import { inputError, type FishAudioError } from '../../../fishAudio/errors';
import { shown } from '../../../text/shown';
import type { GivenFile } from './givenFiles';

/** How n8n and Node report a file that does not exist (any more). */
const gone = /not found|ENOENT|no such file|NoSuchKey|does not exist/i;

/** How n8n reports a store that it does not have. */
const noStore = /No binary data manager/i;

/** The name of a store in `data`: the file has lost its id on the way. */
const storeName = /^(filesystem|filesystem-v2|s3|database|azure\w*)$/;

/** Base64, also the variant for URLs, and with line breaks. */
const base64 = /^[A-Za-z0-9+/_\-\r\n]*={0,2}\s*$/;

/** The beginning of a `data:` URL, before its base64. */
const urlHead = /^data:[^,]{0,200};base64,/;

/** The name of a file for messages; empty if it has none. */
const named = ({ fileName }: GivenFile['stored']): string => (fileName === undefined ? '' : ` '${shown(fileName)}'`);

const codeNodeAdvice = 'A Code node returns a file as { data: <base64>, mimeType, fileName }.';

/** An error's message in one line, without the full stop. */
function reasonOf(error: unknown): string {
	const message = error instanceof Error ? error.message : String(error);
	return shown(message.replace(/[.\s]+$/, ''), 200);
}

/** The error of a file that n8n could not read. */
export function unreadable({ place, stored }: GivenFile, called: string, error: unknown): FishAudioError {
	const reason = reasonOf(error);
	const file = `The file${named(stored)} of ${place}`;
	if (noStore.test(reason)) {
		return inputError(
			`${called} could not be read`,
			`${file} is in '${shown(stored.id?.split(':')[0])}', a store that this n8n does not have. Run the node ` +
				'that produces it again.',
		);
	}
	return inputError(
		`${called} could not be read`,
		gone.test(reason)
			? `${file} is no longer in n8n's store (${reason}). n8n removes the files of old executions: run the node ` +
					'that produces it again.'
			: `${file} could not be read by n8n: ${reason}. Run the node that produces it again.`,
	);
}

/** The base64 of a file that n8n keeps in the item itself. Fails with `input` if there is none. */
export function base64Of({ place, stored }: GivenFile, called: string): string {
	const { data } = stored;
	const file = `The file${named(stored)} of ${place}`;
	if (data === undefined || data === null || (typeof data === 'string' && storeName.test(data))) {
		throw inputError(
			`${called} has no data`,
			`${file} is only described: it has neither an 'id' of n8n's store nor 'data'. ${codeNodeAdvice}`,
		);
	}
	const bare = typeof data === 'string' ? data.replace(urlHead, '') : '';
	if (typeof data === 'string' && base64.test(bare)) return bare;
	const what = typeof data === 'string' ? 'a text that is not base64' : 'something that is not text';
	throw inputError(
		`${called} has no data that can be read`,
		`${file} has ${what} in 'data': ${shown(data, 40)}. ${codeNodeAdvice}`,
	);
}
