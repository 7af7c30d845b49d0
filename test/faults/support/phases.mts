import type { FaultRule } from '../../support/sandbox.mts';
import { creating, each, lines, managing, recordingOnly, speaking, when, type Phase } from './phase.mts';
import { answered, inFlight, running, underWay } from './signs.mts';

const forEver = -1;

const hang = (phase: string, match: FaultRule['match'] = {}): FaultRule => ({
	match,
	fault: { kind: 'hang', phase, afterBytes: 300 },
	times: forEver,
});
const says = (status: number, headers: Record<string, string> = {}, match: FaultRule['match'] = {}): FaultRule => ({
	match,
	fault: { kind: 'status', status, headers },
	times: forEver,
});
const lost: FaultRule = { match: { method: 'POST' }, fault: { kind: 'status', status: 502, phase: 'after' } };
const picture = { operation: 'update', updateFields: { coverImageField: 'data', tags: '' } };

const captions = { captions: 'both' };
const designing = { operation: 'design', prompt: 'A child.' };
const transcribing = { resource: 'sample', operation: 'transcribe' };
const transcribed = { options: { transcribeSamples: true } };
/** In the middle of a later event, when sound has been stored already. */
const hangLate: FaultRule = { fault: { kind: 'hang', phase: 'body', afterBytes: 9_000 }, times: forEver };
const hangSoon: FaultRule = { fault: { kind: 'hang', phase: 'body', afterBytes: 30 }, times: forEver };

/** Every phase that the sandbox can produce. */
export const phases: Phase[] = [
	speaking('waiting for a turn', [hang('before')], inFlight(1), { options: { concurrentRequests: 1 } }, 20),
	speaking('before the answer', [hang('before')], running('POST')),
	speaking('in the headers', [hang('headers')], running('POST', 200)),
	speaking('in the body', [hang('body')], underWay(300)),
	speaking('in a slow body', [{ fault: { kind: 'slow', bytesPerSecond: 400 }, times: forEver }], underWay(40)),
	speaking('in an endless body', [{ fault: { kind: 'endless' }, times: forEver }], underWay(200_000)),
	speaking('backoff after 429', [says(429)], answered('POST')),
	speaking('backoff after 503', [says(503)], answered('POST', 3), {}, 3),
	speaking('a Retry-After wait', [says(429, { 'retry-after': '100' })], answered('POST', 5), {}, 12),
	speaking('with captions, before the answer', [hang('before')], running('POST'), captions),
	speaking('with captions, in the headers', [hang('headers')], running('POST', 200), captions),
	speaking('with captions, in an event', [hang('body')], underWay(300), captions),
	speaking('with captions, in a later event', [hangLate], underWay(9_000), {
		...captions,
		text: `${each.text} ${'And so on. '.repeat(20)}`,
	}),
	speaking(
		'with captions, in an endless body',
		[{ fault: { kind: 'endless' }, times: forEver }],
		underWay(400_000),
		captions,
	),
	speaking('with captions, backoff after 429', [says(429)], answered('POST'), captions),
	{
		name: 'Speak: asking why a voice was refused',
		enter: async (scene) => {
			const { ids } = await scene.sandbox.seedVoices({ count: 1 });
			await scene.sandbox.fault(says(422, {}, { method: 'POST' }));
			await scene.sandbox.fault(hang('before', { method: 'GET' }));
			const voice = { __rl: true, mode: 'id', value: ids[0]! };
			return { type: 'speak', parameters: { ...each, voice }, items: lines(1), ready: when(scene, running('GET')) };
		},
	},
	creating('before the answer', [hang('before')], running('POST')),
	creating('in the headers', [hang('headers')], running('POST', 201)),
	creating('in the body', [{ ...hang('body'), fault: { kind: 'hang', phase: 'body', afterBytes: 50 } }], underWay(50)),
	creating('backoff after 429', [says(429)], answered('POST')),
	creating('about to look for the voice it may have made', [lost], answered('POST')),
	creating('looking for the voice it may have made', [lost, hang('before', { method: 'GET' })], running('GET')),
	creating('between two such looks', [lost], answered('GET'), { listDelayMs: 600_000 }),
	creating(
		'between two looks at the training',
		[],
		answered('GET'),
		{ trainingMs: 600_000 },
		{ waitUntilTrained: true },
	),
	creating(
		'looking at the training',
		[hang('before', { method: 'GET' })],
		running('GET'),
		{ trainingMs: 600_000 },
		{ waitUntilTrained: true },
	),
	creating('transcribing its samples', [hang('before', { path: '^/v1/asr$' })], running('POST'), {}, transcribed),
	creating(
		'backoff while its samples are transcribed',
		[says(503, {}, { path: '^/v1/asr$' })],
		answered('POST'),
		{},
		transcribed,
	),
	recordingOnly('Transcribe: before the answer', [hang('before')], running('POST'), transcribing),
	recordingOnly('Transcribe: in the headers', [hang('headers')], running('POST', 200), transcribing),
	recordingOnly('Transcribe: in the body', [hangSoon], underWay(30), transcribing),
	recordingOnly('Transcribe: backoff after 503', [says(503)], answered('POST'), transcribing),
	managing('Design: before the answer', [hang('before')], running('POST'), designing),
	managing('Design: in the headers', [hang('headers')], running('POST', 200), designing),
	managing('Design: in the body', [hang('body')], underWay(300), designing),
	managing('Design: backoff after 429', [says(429)], answered('POST'), designing),
	managing('Get Credit: before the answer', [hang('before')], running('GET'), {
		resource: 'account',
		operation: 'getCredit',
	}),
	managing('Get: before the answer', [hang('before')], running('GET'), { operation: 'get' }),
	managing(
		'Get Many: a later page',
		[hang('before', { method: 'GET', nth: 2 })],
		running('GET'),
		{ operation: 'list', returnAll: true },
		930,
	),
	managing(
		'Update: in its second request',
		[hang('before', { method: 'PATCH', nth: 2 })],
		(all) => all.length === 2 && running('PATCH')(all),
		picture,
	),
	managing('Update: reading it again', [hang('before', { method: 'GET' })], running('GET'), picture),
	managing('Delete: before the answer', [hang('before')], running('DELETE'), { operation: 'delete' }),
	managing(
		'Delete: looking whether it was done',
		[{ match: { method: 'DELETE' }, fault: { kind: 'reset', phase: 'after' } }, hang('before', { method: 'GET' })],
		running('GET'),
		{ operation: 'delete' },
	),
];
