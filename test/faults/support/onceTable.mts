import { all, askedToWait, both, endingsOf, unread, type Row } from './table.mts';
import type { Ending } from './strike.mts';

type Subject = 'voice' | 'speech' | 'timedSpeech' | 'other';

const notThere: Record<Subject, string> = {
	voice: 'Fish Audio has no voice with this ID',
	speech: 'There is no Fish Audio API at the base URL',
	timedSpeech: 'The server at the base URL cannot tell when words are heard',
	other: 'The server at the base URL does not offer this',
};

/** What is told of a status that ends a call; the words of the server come without the key. */
const ends = (...about: Subject[]): Row[] =>
	about.flatMap((subject): Row[] => [
		['Fish Audio refused the request: Asked with Bearer ***', 1, all(400, 422)],
		['Fish Audio did not accept the API key', 1, [...all(401), '500, a wrong key']],
		['The account has no API credit left', 1, [...all(402), '500, no credit']],
		[
			subject === 'voice' ? 'The account may not use this voice' : 'Fish Audio does not allow this with the API key',
			1,
			all(403),
		],
		[notThere[subject], 1, all(404)],
	]);

const redirects: Row = ['The base URL sends requests to another address', 1, ['redirect 302', 'redirect 307']];
const page: Row = ['The Base URL leads to a web page and not to the API', 1, ['html']];
const tooLarge = 'The answer of Fish Audio is too large to be right';

const busy = [...all(429), ...askedToWait('before'), ...askedToWait('after')];
const slow = ['slow start', 'slow'];
const silent = ['hang before'];
const hangs = [...silent, 'hang headers', 'hang body'];
const broken = ['reset before', 'reset upload', 'reset after', 'reset headers', 'reset body'];
const spoilt = ['cut', 'shortLength', 'badJson', 'empty', 'notAudio'];

/** A read is repeated. */
const reads = (about: 'voice' | 'other'): Row[] => [
	['right', 2, [...busy, ...all(500, 502, 503, 504), ...broken, ...hangs, ...spoilt]],
	['right', 1, slow],
	...ends(about),
	redirects,
	page,
	[tooLarge, 1, ['endless', 'hugeJson']],
];

const speech = (format: string, about: 'speech' | 'timedSpeech' = 'speech'): Row[] => [
	['right', 2, [...busy, ...all(500, 502, 503, 504), ...broken, ...hangs, 'cut', 'shortLength', 'empty']],
	['right', 1, slow],
	...ends(about),
	redirects,
	["Fish Audio answered with 'text/html; charset=utf-8' where audio was expected", 1, ['html']],
	["Fish Audio answered with 'application/json' where audio was expected", 1, ['badJson', 'hugeJson']],
	[`Fish Audio answered with ${format} where audio was expected`, 1, ['notAudio']],
];

/** Nothing is promised of the answer to a change: once its status is good, the change is made. */
const answered = ['reset headers', 'reset body', 'hang headers', 'hang body', ...spoilt];

const update: Row[] = [
	['right', 2, [...busy, ...all(500, 502, 503, 504), 'reset before', 'reset upload', 'reset after', ...silent]],
	['right', 1, [...slow, ...answered]],
	...ends('voice'),
	redirects,
	page,
	[tooLarge, 1, ['endless', 'hugeJson']],
];

/** A deletion of unsure outcome is looked for first, so that one that was made is not asked for again. */
const remove: Row[] = [
	['right', 2, ['429 before', '429 unread', ...askedToWait('before')]],
	['right', 2, [...both(500, 502, 503, 504).filter((name) => name.endsWith('before')), ...unread(500, 502, 503, 504)]],
	['right', 2, ['reset before', 'reset upload', ...silent]],
	['right', 1, [...both(500, 502, 503, 504).filter((name) => name.endsWith('after')), 'reset after']],
	// A 204 has no body that could be endless.
	['right', 1, [...slow, ...answered, 'endless']],
	// A 429 says that nothing was done; where that is not so, the voice is not there the second time.
	['Fish Audio has no voice with this ID', 2, ['429 after', ...askedToWait('after')]],
	...ends('voice'),
	redirects,
	page,
	[tooLarge, 1, ['hugeJson']],
];

/** A good answer to the look is one that says that the voice is not there, and its status alone does. */
const removeLook: Row[] = [
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
	page,
	[tooLarge, 1, ['hugeJson']],
];

/**
 * A voice that may have been made is looked for: found, it is the result; else it is asked for again where the server
 * is surely done with it.
 */
const create: Row[] = [
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
		['reset after', 'reset headers', 'reset body', 'hang headers', 'hang body', ...spoilt, 'endless', ...slow],
	],
	['Fish Audio failed to answer the request (unsure)', 1, ['502 before', '504 before', ...unread(502, 504)]],
	['Fish Audio did not finish its answer within some seconds (unsure)', 1, silent],
	['The Base URL leads to a web page and not to the API (unsure)', 1, ['html']],
	[`${tooLarge} (unsure)`, 1, ['hugeJson']],
	...ends('other'),
	redirects,
];

/** A server that makes a voice and says that it has done nothing is not reckoned with. */
export const liesOfCreate = ['429 after', ...askedToWait('after')];

/** The same, of a voice that was made. */
const unsure = (rows: Row[]): Row[] =>
	rows.map(([end, sent, faults]): Row => [end === 'right' ? end : `${end} (unsure)`, sent, faults]);

/** A voice that is not there, or is not to be seen, is no longer waited for. */
const pollOne: Row[] = reads('voice').map(
	([end, sent, faults]): Row =>
		faults.includes('403 before') || faults.includes('404 before') ? ['not fired', sent, faults] : [end, sent, faults],
);

/** A refusal tells which of several samples it is about. */
const transcripts: Row[] = reads('other').map(
	([end, sent, faults]): Row => [
		end.startsWith('Fish Audio refused the request') ? `Sample 1 was not transcribed: ${end}` : end,
		sent,
		faults,
	],
);

/** An event that is cut off is no JSON. */
const timed: Row[] = speech('something that is not MP3', 'timedSpeech').flatMap(([end, sent, faults]): Row[] =>
	faults.includes('badJson')
		? [
				[end, sent, faults.filter((name) => name !== 'badJson')],
				['right', 2, ['badJson']],
			]
		: [[end, sent, faults]],
);

/** What was typed need not be an ID: an answer that says so finds nothing. */
const searchById: Row[] = reads('voice').map(
	([end, sent, faults]): Row =>
		['400 before', '403 before', '404 before'].some((name) => faults.includes(name))
			? ['nothing found', sent, faults]
			: [end, sent, faults],
);

const words = { mp3: 'something that is not MP3', wav: 'something that is not WAV', opus: 'text' };
const speechEndings = (format: string): Record<string, Ending> => endingsOf(speech(format), ['endless']);

/** How each call ends when a fault strikes once. */
export const onceTable = (): Record<string, Record<string, Ending>> => ({
	'speak mp3 with a voice': speechEndings(words.mp3),
	'speak wav with a voice': speechEndings(words.wav),
	'speak pcm with a voice': speechEndings(words.wav),
	'speak opus with a voice': speechEndings(words.opus),
	'speak like samples': speechEndings(words.mp3),
	'speak for phones, µ-law in WAV': speechEndings(words.wav),
	'speak a dialogue': speechEndings(words.mp3),
	'speak with captions': endingsOf(timed, ['endless']),
	design: endingsOf(reads('other')),
	transcribe: endingsOf(reads('other')),
	'create: its samples transcribed first': endingsOf(transcripts),
	'get credit': endingsOf(reads('other')),
	create: endingsOf(create, liesOfCreate),
	'create: the look after a lost answer': endingsOf(unsure(reads('other'))),
	'wait until trained': endingsOf(reads('voice')),
	get: endingsOf(reads('voice')),
	update: endingsOf(update),
	'update: the voice read again': endingsOf(reads('voice')),
	delete: endingsOf(remove),
	'delete: the look after a lost answer': endingsOf(removeLook),
	'list: the first page': endingsOf(reads('other')),
	'list: a later page': endingsOf(reads('other')),
	'search: own voices': endingsOf(reads('other')),
	'search: the library': endingsOf(reads('other')),
	'search: by ID': endingsOf(searchById),
	'poll: a page': endingsOf(reads('other')),
	'poll: a voice in training': endingsOf(pollOne),
});
