import { FishAudioError, type FailureFacts, type FailureKind } from '../../../fishAudio/errors.ts';
import {
	billedBy,
	happeningOf,
	repeatAfter,
	type Effect,
	type Happening,
	type Repeat,
} from '../../../fishAudio/requests/repeat.ts';

const failed = (kind: FailureKind, facts: FailureFacts = {}): FishAudioError =>
	new FishAudioError(kind, 'scripted', facts);

describe('what happened', () => {
	const everyKind: Record<FailureKind, Happening> = {
		input: 'settled',
		unauthorized: 'settled',
		outOfCredit: 'settled',
		forbidden: 'settled',
		notFound: 'settled',
		refused: 'settled',
		busy: 'notTaken',
		server: 'failed',
		redirected: 'settled',
		unreachable: 'notTaken',
		disconnected: 'disconnected',
		timeout: 'timedOut',
		badAnswer: 'otherForm',
		incomplete: 'cutOff',
		silent: 'blank',
		trainingFailed: 'settled',
		trainingTimeout: 'settled',
		cancelled: 'settled',
	};
	test.each(Object.entries(everyKind))('%s: %s', (kind, happening) => {
		expect(happeningOf(failed(kind as FailureKind))).toBe(happening);
	});

	test.each<[FailureFacts, Happening]>([
		[{ status: 500 }, 'failed'],
		[{ status: 500, retryAfter: 1000 }, 'failed'],
		[{ status: 502 }, 'outOfSight'],
		[{ status: 504 }, 'outOfSight'],
		[{ status: 503 }, 'failed'],
		[{ status: 503, retryAfter: 1000 }, 'turnedAway'],
		[{ status: 503, code: 'upstream_unavailable' }, 'turnedAway'],
		[{ status: 503, code: 'upstream_unavailable', mayBeBilled: 0 }, 'turnedAway'],
		[{ status: 503, code: 'upstream_unavailable', mayBeBilled: 1 }, 'failed'],
		[{ status: 503, code: 'upstream_timeout' }, 'failed'],
		[{ status: 503, code: 'excessive_repetition' }, 'failed'],
	])('a server that failed, %j: %s', (facts, happening) => {
		expect(happeningOf(failed('server', facts))).toBe(happening);
	});

	test('a status decides nothing where the kind has decided', () => {
		for (const status of [500, 502, 503, 504])
			expect(happeningOf(failed('unauthorized', { status, retryAfter: 1 }))).toBe('settled');
	});
});

/** One failure for each thing that may happen. */
const examples: Record<Happening, FishAudioError> = {
	notTaken: failed('busy', { status: 429 }),
	turnedAway: failed('server', { status: 503, retryAfter: 1000 }),
	failed: failed('server', { status: 500 }),
	outOfSight: failed('server', { status: 504 }),
	disconnected: failed('disconnected'),
	timedOut: failed('timeout'),
	cutOff: failed('incomplete', { status: 200 }),
	blank: failed('silent'),
	otherForm: failed('badAnswer', { status: 200 }),
	settled: failed('outOfCredit', { status: 402 }),
};

describe('what is done about it', () => {
	const effects: Effect[] = ['repeatable', 'billed', 'looked', 'onceOnly'];
	const table: Record<Happening, [Repeat, Repeat, Repeat, Repeat]> = {
		notTaken: ['again', 'again', 'again', 'again'],
		turnedAway: ['again', 'again', 'lookThenAgain', 'lookThenAgain'],
		failed: ['again', 'onceMore', 'lookThenAgain', 'lookThenAgain'],
		outOfSight: ['again', 'onceMore', 'lookThenAgain', 'look'],
		disconnected: ['again', 'onceMore', 'lookThenAgain', 'lookThenAgain'],
		timedOut: ['again', 'onceMore', 'lookThenAgain', 'look'],
		cutOff: ['again', 'onceMore', 'lookThenAgain', 'look'],
		blank: ['giveUp', 'onceMore', 'giveUp', 'giveUp'],
		otherForm: ['giveUp', 'giveUp', 'giveUp', 'look'],
		settled: ['giveUp', 'giveUp', 'giveUp', 'giveUp'],
	};
	test.each(Object.entries(table))('%s: %j', (happening, repeats) => {
		const failure = examples[happening as Happening];
		expect(effects.map((effect) => repeatAfter(failure, effect))).toEqual(repeats);
	});
});

describe('what may have been billed', () => {
	const table: Record<Happening, number> = {
		notTaken: 0,
		turnedAway: 0,
		failed: 1,
		outOfSight: 1,
		disconnected: 1,
		timedOut: 1,
		cutOff: 1,
		blank: 1,
		otherForm: 1,
		settled: 0,
	};
	test.each(Object.entries(table))('%s: %i', (happening, billed) => {
		expect(billedBy(examples[happening as Happening], 'billed')).toBe(billed);
	});

	test('is nothing where nothing costs', () => {
		for (const failure of Object.values(examples)) {
			for (const effect of ['repeatable', 'looked', 'onceOnly'] as const) expect(billedBy(failure, effect)).toBe(0);
		}
	});

	test('is what the failure says, where it says so', () => {
		expect(billedBy(failed('badAnswer', { mayBeBilled: 0 }), 'billed')).toBe(0);
		expect(billedBy(failed('refused', { mayBeBilled: 3 }), 'billed')).toBe(3);
	});
});
