import { busy, ends, noVoice, reads, redirects, silent, slow, tooLarge, webPage, malformed } from './readRows.mts';
import { all, askedToWait, both, unread, type Row } from './table.mts';

/** Once the status of a change is good the change is made, whatever its body is. */
const badBodies = ['reset headers', 'reset body', 'hang headers', 'hang body', ...malformed];

export const update: Row[] = [
	['right', 2, [...busy, ...all(500, 502, 503, 504), 'reset before', 'reset upload', 'reset after', ...silent]],
	['right', 1, [...slow, ...badBodies]],
	...ends('voice'),
	redirects,
	webPage,
	[tooLarge, 1, ['endless', 'hugeJson']],
];

/** If a deletion may have been carried out, the node looks before it tries again. */
export const remove: Row[] = [
	['right', 2, ['429 before', '429 unread', ...askedToWait('before')]],
	['right', 2, [...both(500, 502, 503, 504).filter((name) => name.endsWith('before')), ...unread(500, 502, 503, 504)]],
	['right', 2, ['reset before', 'reset upload', ...silent]],
	['right', 1, [...both(500, 502, 503, 504).filter((name) => name.endsWith('after')), 'reset after']],
	// A 204 has no body that could be endless.
	['right', 1, [...slow, ...badBodies, 'endless']],
	// A 429 says that nothing was done; if that is not true, the second try finds no voice.
	[noVoice, 2, ['429 after', ...askedToWait('after')]],
	...ends('voice'),
	redirects,
	webPage,
	[tooLarge, 1, ['hugeJson']],
];

/** The look succeeds if it finds no voice; the status alone says so. */
export const removeLook: Row[] = [
	[
		'right',
		2,
		[
			...busy,
			...all(500, 502, 503, 504),
			'reset before',
			'reset upload',
			'reset after',
			...silent,
			'empty',
			'notAudio',
		],
	],
	[
		'right',
		1,
		[
			...slow,
			...all(404),
			'reset headers',
			'reset body',
			'hang headers',
			'hang body',
			'cut',
			'shortLength',
			'badJson',
			'endless',
		],
	],
	...ends('voice').filter(([, , faults]) => !faults.includes('404 before')),
	redirects,
	webPage,
	[tooLarge, 1, ['hugeJson']],
];

/**
 * The node looks for a voice that may have been created. If it finds it, that is the result; if not, it tries again
 * only where the server has certainly ended the first request.
 */
export const create: Row[] = [
	[
		'right',
		2,
		[
			'429 before',
			'429 unread',
			...askedToWait('before'),
			'500 before',
			'503 before',
			...unread(500, 503),
			'reset before',
			'reset upload',
		],
	],
	['right', 1, [...both(500, 502, 503, 504).filter((name) => name.endsWith('after'))]],
	[
		'right',
		1,
		['reset after', 'reset headers', 'reset body', 'hang headers', 'hang body', ...malformed, 'endless', ...slow],
	],
	['Fish Audio failed to answer the request (unsure)', 1, ['502 before', '504 before', ...unread(502, 504)]],
	['Fish Audio did not finish its answer within some seconds (unsure)', 1, silent],
	['The Base URL leads to a web page and not to the API (unsure)', 1, ['html']],
	[`${tooLarge} (unsure)`, 1, ['hugeJson']],
	...ends('other'),
	redirects,
];

/** Not tested: a server that creates a voice and answers that it has done nothing. */
export const falseRefusals = ['429 after', ...askedToWait('after')];

/** The same rows where the voice was created. */
export const unsure = (rows: Row[]): Row[] =>
	rows.map(([end, sent, faults]): Row => [end === 'right' ? end : `${end} (unsure)`, sent, faults]);

/** The trigger stops waiting for a voice that is gone or not accessible. */
export const pollOne: Row[] = reads('voice').map(
	([end, sent, faults]): Row =>
		faults.includes('403 before') || faults.includes('404 before') ? ['not fired', sent, faults] : [end, sent, faults],
);

/** What was typed may not be an ID: then nothing is found. */
export const searchById: Row[] = reads('voice').map(
	([end, sent, faults]): Row =>
		['400 before', '403 before', '404 before'].some((name) => faults.includes(name))
			? ['nothing found', sent, faults]
			: [end, sent, faults],
);

/** An error says that the old voice may still exist. One that is not there needs no deletion. */
export const removeOld: Row[] = unsure(remove).map(
	([end, sent, faults]): Row => [end === `${noVoice} (unsure)` ? 'none replaced' : end, sent, faults],
);
