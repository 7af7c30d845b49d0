import { FishAudioError, type FailureFacts } from '../../../fishAudio/errors.ts';
import type { Voices } from '../../../fishAudio/voices/voices.ts';
import { explainRefusal } from '../../../nodes/Speak/explainRefusal.ts';

const request = { text: 'Hello', model: 's2.1-pro', format: 'mp3', voiceId: 'anna' } as const;

const refused = (facts: FailureFacts): FishAudioError =>
	new FishAudioError('refused', 'Fish Audio refused the request', { status: 400, ...facts });

/** An account that answers a request for its voice in this way. */
const voicesThatFail = (failure: FishAudioError): Voices => {
	const fail = async (): Promise<never> => await Promise.reject(failure);
	return { get: fail, page: fail, list: fail };
};

const notFound = (apiMessage: string): Voices =>
	voicesThatFail(new FishAudioError('notFound', 'Fish Audio has no voice with this ID', { status: 404, apiMessage }));

it.each(['Not Found', 'no such path', ''])(
	'a server without voices (%j) does not hide why it refused',
	async (apiMessage) => {
		const error = refused({ apiMessage: 'latency: low is unknown' });
		expect(await explainRefusal(error, notFound(apiMessage), request)).toBe(error);
	},
);

it.each([
	['that the API does not have', refused({ apiMessage: 'speed' }), notFound('Model not found'), 'notFound'],
	[
		'that it did not find, and keeps no list of',
		refused({ apiMessage: 'Reference not found' }),
		notFound('Not Found'),
		'notFound',
	],
	[
		'of somebody else',
		refused({ apiMessage: 'no' }),
		voicesThatFail(new FishAudioError('forbidden', 'Not yours', { status: 403 })),
		'forbidden',
	],
])('reports a voice %s as the reason', async (_, error, voices, kind) => {
	expect(await explainRefusal(error, voices, request)).toMatchObject({ kind, facts: { voiceId: 'anna' } });
});

it('keeps the number of requests that may have been billed for other parts', async () => {
	const error = refused({ apiMessage: 'Reference not found', mayBeBilled: 2 });
	expect(await explainRefusal(error, notFound('Model not found'), request)).toMatchObject({
		kind: 'notFound',
		facts: { mayBeBilled: 2 },
	});
});
