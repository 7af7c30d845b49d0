import { failureKind, isTurnedAway } from '../../../fishAudio/requests/failureCodes.ts';

describe('failureKind', () => {
	it.each([
		[400, 'refused'],
		[401, 'unauthorized'],
		[402, 'outOfCredit'],
		[403, 'forbidden'],
		[404, 'notFound'],
		[418, 'refused'],
		[422, 'refused'],
		[429, 'busy'],
		[500, 'server'],
		[503, 'server'],
		[529, 'server'],
		[301, 'redirected'],
		[307, 'redirected'],
		[304, 'redirected'],
	])('%i is %s', (status, kind) => expect(failureKind(status)).toBe(kind));
});

describe('a known code counts more than the status', () => {
	const names = {
		invalid_api_key: 'unauthorized',
		insufficient_balance: 'outOfCredit',
		invalid_request: 'refused',
		invalid_parameter: 'refused',
		invalid_audio: 'refused',
		audio_too_long: 'refused',
		audio_too_short: 'refused',
		request_too_large: 'refused',
		unsupported_media_type: 'refused',
	};
	it.each(Object.entries(names))('%s is %s, whatever the status', (code, kind) => {
		for (const status of [400, 401, 402, 413, 415, 429, 500, 502, 503]) expect(failureKind(status, code)).toBe(kind);
	});

	it.each([
		'internal_error',
		'upstream_unavailable',
		'upstream_timeout',
		'excessive_repetition',
		'unheard_of',
		'constructor',
		'',
	])('with %j the status decides', (code) => {
		expect([500, 503, 400, 429].map((status) => failureKind(status, code))).toEqual([
			'server',
			'server',
			'refused',
			'busy',
		]);
	});
});

it.each([
	[{ status: 503, retryAfter: 2000 }, true],
	[{ status: 503, retryAfter: 0 }, true],
	[{ status: 503, code: 'upstream_unavailable' }, true],
	[{ status: 503 }, false],
	[{ status: 503, code: 'upstream_timeout' }, false],
	[{ status: 500, retryAfter: 2000 }, false],
	[{ status: 502, code: 'upstream_unavailable' }, false],
])('%j was turned away: %j', (facts, turnedAway) => expect(isTurnedAway(facts)).toBe(turnedAway));
