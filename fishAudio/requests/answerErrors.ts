import { FishAudioError } from '../errors';

const kilobyte = 1024;
const megabyte = 1024 * kilobyte;

const checkBaseUrl = "Check the Base URL in the 'Fish Audio API' credential";

const unreadable = 'The answer of Fish Audio could not be understood';

/** The error of an answer, or of a `part` of it, that has more than `limit` bytes: no answer of the API does. */
export const answerTooLarge = (limit: number, { status, part = 'It' }: { status?: number; part?: string } = {}) =>
	new FishAudioError('badAnswer', 'The answer of Fish Audio is too large to be right', {
		advice:
			`${part} is over ${limit >= megabyte ? `${limit / megabyte} MB` : `${limit / kilobyte} KB`}. ` +
			`${checkBaseUrl}.`,
		...(status !== undefined && { status }),
	});

/**
 * The error of an answer that should be JSON and is not. It may have been cut off, so it may be requested once more.
 */
export const notJson = ({ status }: { status: number }): FishAudioError =>
	new FishAudioError('incomplete', unreadable, {
		advice:
			"It is not complete JSON. Try again. If that does not help, check the Base URL in the 'Fish Audio API' " +
			'credential.',
		status,
	});

/**
 * The error of JSON without the fields it needs. The next answer would lack them too, and might be billed: it is never
 * requested again.
 */
export const otherForm = ({ status }: { status: number }): FishAudioError =>
	new FishAudioError('badAnswer', unreadable, {
		advice:
			`It lacks what Fish Audio's documentation promises. ${checkBaseUrl}, and update this node if there is a ` +
			'newer version.',
		status,
	});

/** The error of a web page in place of an answer, such as a login page: nothing was carried out or billed. */
export const webPage = ({ status }: { status: number }): FishAudioError =>
	new FishAudioError('badAnswer', 'The Base URL leads to a web page and not to the API', {
		advice: `${checkBaseUrl}. A proxy or a login page may also stand in between.`,
		status,
		mayBeBilled: 0,
	});
