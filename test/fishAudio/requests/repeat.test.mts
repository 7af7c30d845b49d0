import { FishAudioError, type FailureFacts, type FailureKind } from '../../../fishAudio/errors.ts';
import {
	billedBy,
	incidentOf,
	reactionTo,
	type Incident,
	type Reaction,
	type RepeatCost,
} from '../../../fishAudio/requests/repeat.ts';

const failed = (kind: FailureKind, facts: FailureFacts = {}): FishAudioError =>
	new FishAudioError(kind, 'scripted', facts);

describe('what happened', () => {
	const everyKind: Record<FailureKind, Incident> = {
		input: 'final',
		unauthorized: 'final',
		outOfCredit: 'final',
		forbidden: 'final',
		notFound: 'final',
		refused: 'final',
		busy: 'notStarted',
		server: 'serverFailed',
		redirected: 'final',
		unreachable: 'notStarted',
		disconnected: 'disconnected',
		timeout: 'timedOut',
		badAnswer: 'unusable',
		incomplete: 'cutShort',
		silent: 'noSpeech',
		trainingFailed: 'final',
		trainingTimeout: 'final',
		cancelled: 'final',
	};
	test.each(Object.entries(everyKind))('%s: %s', (kind, incident) => {
		expect(incidentOf(failed(kind as FailureKind))).toBe(incident);
	});

	test.each<[FailureFacts, Incident]>([
		[{ status: 500 }, 'serverFailed'],
		[{ status: 500, retryAfter: 1000 }, 'serverFailed'],
		[{ status: 502 }, 'gatewayFailed'],
		[{ status: 504 }, 'gatewayFailed'],
		[{ status: 503 }, 'serverFailed'],
		[{ status: 503, retryAfter: 1000 }, 'turnedAway'],
		[{ status: 503, code: 'upstream_unavailable' }, 'turnedAway'],
		[{ status: 503, code: 'upstream_unavailable', mayBeBilled: 0 }, 'turnedAway'],
		[{ status: 503, code: 'upstream_unavailable', mayBeBilled: 1 }, 'serverFailed'],
		[{ status: 503, code: 'upstream_timeout' }, 'serverFailed'],
		[{ status: 503, code: 'excessive_repetition' }, 'serverFailed'],
	])('a server that failed, %j: %s', (facts, incident) => {
		expect(incidentOf(failed('server', facts))).toBe(incident);
	});

	test('the status decides only for the kind "server"', () => {
		for (const status of [500, 502, 503, 504])
			expect(incidentOf(failed('unauthorized', { status, retryAfter: 1 }))).toBe('final');
	});
});

/** One failure for each incident. */
const examples: Record<Incident, FishAudioError> = {
	notStarted: failed('busy', { status: 429 }),
	turnedAway: failed('server', { status: 503, retryAfter: 1000 }),
	serverFailed: failed('server', { status: 500 }),
	gatewayFailed: failed('server', { status: 504 }),
	disconnected: failed('disconnected'),
	timedOut: failed('timeout'),
	cutShort: failed('incomplete', { status: 200 }),
	noSpeech: failed('silent'),
	unusable: failed('badAnswer', { status: 200 }),
	final: failed('outOfCredit', { status: 402 }),
};

const costs: RepeatCost[] = ['nothing', 'money', 'falseError', 'duplicate'];

describe('the reaction, by what repeating costs: nothing, money, a false error, a duplicate', () => {
	const table: Record<Incident, [Reaction, Reaction, Reaction, Reaction]> = {
		notStarted: ['again', 'again', 'again', 'again'],
		turnedAway: ['again', 'again', 'lookFirst', 'lookFirst'],
		serverFailed: ['again', 'onceMore', 'lookFirst', 'lookFirst'],
		gatewayFailed: ['again', 'onceMore', 'lookFirst', 'onlyLook'],
		disconnected: ['again', 'onceMore', 'lookFirst', 'lookFirst'],
		timedOut: ['again', 'onceMore', 'lookFirst', 'onlyLook'],
		cutShort: ['again', 'onceMore', 'lookFirst', 'onlyLook'],
		noSpeech: ['giveUp', 'onceMore', 'giveUp', 'giveUp'],
		unusable: ['giveUp', 'giveUp', 'giveUp', 'onlyLook'],
		final: ['giveUp', 'giveUp', 'giveUp', 'giveUp'],
	};
	test.each(Object.entries(table))('%s: %j', (incident, reactions) => {
		const failure = examples[incident as Incident];
		expect(costs.map((cost) => reactionTo(failure, cost))).toEqual(reactions);
	});
});

describe('how many requests may have been billed', () => {
	const table: Record<Incident, number> = {
		notStarted: 0,
		turnedAway: 0,
		serverFailed: 1,
		gatewayFailed: 1,
		disconnected: 1,
		timedOut: 1,
		cutShort: 1,
		noSpeech: 1,
		unusable: 1,
		final: 0,
	};
	test.each(Object.entries(table))('%s: %i', (incident, billed) => {
		expect(billedBy(examples[incident as Incident], 'money')).toBe(billed);
	});

	test('none if a request costs no money', () => {
		for (const failure of Object.values(examples)) {
			for (const cost of costs.filter((one) => one !== 'money')) expect(billedBy(failure, cost)).toBe(0);
		}
	});

	test('as many as the failure states, if it does', () => {
		expect(billedBy(failed('badAnswer', { mayBeBilled: 0 }), 'money')).toBe(0);
		expect(billedBy(failed('refused', { mayBeBilled: 3 }), 'money')).toBe(3);
	});
});
