import type { Measured } from '../../../audio/measure/measured.ts';
import type { Sound } from '../../../audio/measure/sound.ts';
import { factsTogether } from '../../../fishAudio/recordings/sampleFacts.ts';
import { flawsOf, judgeAll, judgeOne } from '../../../fishAudio/recordings/sampleVerdict.ts';
import { samplesOf } from './samples.mts';

const sound = { level: -20, silentShare: 0.25, pauseLevel: -50, isSilent: false, clippedShare: 0, overShare: 0 };

/** A good recording, with something changed. */
const but = (change: Partial<Sound> = {}, seconds = 60): Measured => ({
	seconds,
	sound: { ...sound, seconds, ...change },
});

/** What makes a verdict worse, row by row, and what begins the reason. */
const rows: Array<[what: string, samples: Measured[], verdict: string | undefined, ...reasons: RegExp[]]> = [
	['a good recording', [but()], 'good'],
	['30 seconds', [but({}, 30)], 'good'],
	['29.9 seconds', [but({}, 29.9)], 'usable', /29\.9 seconds long. 1 to 2 minutes/],
	['10 seconds', [but({}, 10)], 'usable', /10 seconds long/],
	['9.9 seconds', [but({}, 9.9)], 'recordAgain', /only 9\.9 seconds/],
	['5 minutes', [but({}, 300)], 'good'],
	['more than 5 minutes', [but({}, 301)], 'usable', /5 minutes long/],
	['a level of -35 dBFS', [but({ level: -35 })], 'good'],
	['a level of -36 dBFS', [but({ level: -36 })], 'recordAgain', /very quiet/],
	['0.2 % of it clipped', [but({ clippedShare: 0.002 })], 'good'],
	['0.3 % of it clipped', [but({ clippedShare: 0.003 })], 'recordAgain', /distorted/],
	['0.3 % of it above full scale', [but({ overShare: 0.003 })], 'usable', /too loud/],
	['60 % pauses', [but({ silentShare: 0.6 })], 'good'],
	['61 % pauses', [but({ silentShare: 0.61 })], 'usable', /silent for 61 %/],
	['silence', [but({ isSilent: true, level: -Infinity, silentShare: 1 })], 'recordAgain', /silent from beginning/],
	['12 seconds of silence', [but({ isSilent: true }, 12)], 'recordAgain', /silent from beginning/],
	['no sound behind the header', [{ seconds: 0, lack: 'noSound' }], 'recordAgain', /no sound after it/],
	['a video without sound', [{ lack: 'noSoundTrack' }], 'recordAgain', /no sound track/],
	['copy protection', [{ lack: 'encrypted' }], 'recordAgain', /only be played by its buyer/],
	['a file that is cut off', [{ lack: 'cutOff' }], 'recordAgain', /lacks the part/],
	[
		'an end that is missing',
		[{ ...but({}, 40.4), cut: { promised: 57.8 } }],
		'recordAgain',
		/^The recording ends early: 40\.4 of 57\.8 seconds are there\. Download or export it again\.$/,
	],
	[
		'an end that is missing, of unknown length',
		[{ ...but({}, 5), cut: {} }],
		'recordAgain',
		/early: the file is cut off/,
	],
	['a long recording without its end', [{ ...but({}, 4), cut: { promised: 60 } }], 'recordAgain', /4 of 60 seconds/],
	['several faults', [but({ level: -40 }, 5)], 'recordAgain', /only 5 seconds/, /very quiet/],
	['a fault of each kind', [but({ level: -40 }, 301)], 'recordAgain', /very quiet/, /5 minutes/],
	['sound that cannot be read', [{ seconds: 60 }], undefined, /sound of the recording cannot be read here/],
	['nothing that can be read', [{}], undefined, /cannot be read here/],
	['an unknown length', [{ sound: but().sound }], undefined, /length of the recording cannot be measured/],
	['sound that breaks off', [but({ seconds: 50 })], undefined, /Only 50 seconds of the recording could be read/],
	['sound that nearly all was read', [but({ seconds: 55 })], 'good'],
	// What is missing may be worse than too long, and not better than too short.
	['too much that cannot be read', [{ seconds: 301 }], undefined, /cannot be read/, /5 minutes/],
	['too little that cannot be read', [{ seconds: 5 }], 'recordAgain', /only 5 seconds/, /cannot be read/],
	['two good recordings', [but({}, 20), but({}, 20)], 'good'],
	['two that are short together', [but({}, 13), but({}, 14)], 'usable', /^The recordings together are 27 seconds/],
	['a bad one among two', [but(), but({ level: -50 })], 'recordAgain', /^'take2.wav' is very quiet/],
	['one of two that cannot be read', [but(), { seconds: 60 }], undefined, /^The sound of 'take2.wav' cannot/],
];

test.each(rows)('%s', (_, samples, verdict, ...reasons) => {
	expect(judgeAll(samplesOf(samples))).toEqual({ verdict, reasons: reasons.map((one) => expect.stringMatching(one)) });
});

test('one of several is judged without what the others add', () => {
	expect(judgeOne(but({}, 13))).toEqual({ verdict: 'good', reasons: [] });
	expect(judgeOne(but({}, 400))).toEqual({ verdict: 'good', reasons: [] });
	expect(judgeOne(but({ level: -50 })).reasons).toEqual([expect.stringMatching(/^The recording is very quiet/)]);
});

test('the flaws of recordings have the names of their files', () => {
	const flaws = (...samples: Measured[]): Array<[unknown, ...string[]]> =>
		flawsOf(samplesOf(samples)).map(({ verdict, reasons }) => [verdict, ...reasons.map((one) => one.split('.')[0]!)]);
	expect(flaws(but())).toEqual([]);
	expect(flaws(but({ level: -50 }, 20))).toEqual([['recordAgain', "'take1", "'take1"]]);
	expect(flaws(but({}, 12), but({ level: -50 }, 14))).toEqual([
		['recordAgain', "'take2"],
		['usable', 'The recordings together are 26 seconds long'],
	]);
	expect(flaws(but(), but({ isSilent: true }), { seconds: 40 })).toEqual([
		['recordAgain', "'take2"],
		[undefined, "The sound of 'take3"],
	]);
});

describe('the facts of recordings together', () => {
	it('are those of one', () => {
		const facts = { seconds: 60, levelDb: -20, silentShare: 0.25, clippedShare: 0 };
		expect(factsTogether([but()])).toEqual(facts);
		expect(factsTogether([but(), but()])).toEqual({
			...facts,
			seconds: 120,
			levelDb: expect.closeTo(-20, 9) as number,
		});
	});

	it('are the sum of the lengths, the mean of the shares by length, and of the power by the length of speech', () => {
		const long = but({ silentShare: 0.5, level: -10, clippedShare: 0.01 }, 100);
		const facts = factsTogether([long, but({ silentShare: 0, level: -20 }, 50)]);
		expect(facts.seconds).toBe(150);
		expect(facts.silentShare).toBeCloseTo(1 / 3, 9);
		expect(facts.clippedShare).toBeCloseTo(0.01 / 1.5, 9);
		expect(facts.levelDb).toBeCloseTo(10 * Math.log10((0.1 + 0.01) / 2), 9);
	});

	it('are unknown where a fact of one is', () => {
		const nothing = { seconds: undefined, levelDb: undefined, silentShare: undefined, clippedShare: undefined };
		expect(factsTogether([{}])).toEqual(nothing);
		expect(factsTogether([but(), {}])).toEqual(nothing);
		expect(factsTogether([but(), { seconds: 1 }])).toEqual({ ...nothing, seconds: 61 });
		expect(factsTogether([but({ level: -Infinity })]).levelDb).toBeUndefined();
	});
});
