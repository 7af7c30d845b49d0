import { all, askedToWait, type Row } from './table.mts';

type Subject = 'voice' | 'speech' | 'timedSpeech' | 'other';

const notThere: Record<Subject, string> = {
	voice: 'Fish Audio has no voice with this ID',
	speech: 'There is no Fish Audio API at the base URL',
	timedSpeech: 'The server at the base URL cannot tell when words are heard',
	other: 'The server at the base URL does not offer this',
};

/** The errors of statuses that end a call; the server's words are shown without the key. */
export const ends = (...about: Subject[]): Row[] =>
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

export const redirects: Row = ['The base URL sends requests to another address', 1, ['redirect 302', 'redirect 307']];
export const webPage: Row = ['The Base URL leads to a web page and not to the API', 1, ['html']];
export const tooLarge = 'The answer of Fish Audio is too large to be right';

export const busy = [...all(429), ...askedToWait('before'), ...askedToWait('after')];
export const slow = ['slow start', 'slow'];
export const silent = ['hang before'];
export const hangs = [...silent, 'hang headers', 'hang body'];
export const broken = ['reset before', 'reset upload', 'reset after', 'reset headers', 'reset body'];
export const malformed = ['cut', 'shortLength', 'badJson', 'empty', 'notAudio'];

/** A read is always repeated. */
export const reads = (about: 'voice' | 'other'): Row[] => [
	['right', 2, [...busy, ...all(500, 502, 503, 504), ...broken, ...hangs, ...malformed]],
	['right', 1, slow],
	...ends(about),
	redirects,
	webPage,
	[tooLarge, 1, ['endless', 'hugeJson']],
];
