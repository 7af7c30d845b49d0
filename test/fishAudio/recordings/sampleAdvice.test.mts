import type { Measured } from '../../../audio/measure/measured.ts';
import type { Sound } from '../../../audio/measure/sound.ts';
import { adviceFor } from '../../../fishAudio/recordings/sampleAdvice.ts';
import { samplesOf } from './samples.mts';
import { measured } from '../../audio/measure/files.mts';
import { recording, speech, type Signal } from '../../audio/measure/recordings.mts';

const adviceOf = (samples: Measured[]): string[] => adviceFor(samplesOf(samples));

describe('advice', () => {
	const good = {
		seconds: 40,
		sound: {
			seconds: 40,
			isSilent: false,
			peak: -3,
			level: -20,
			clippedShare: 0.0001,
			overShare: 0,
			silentShare: 0.25,
			pauseLevel: -50,
		},
	};
	const but = (sound: Partial<Sound>, seconds = 40): Measured => ({ seconds, sound: { ...good.sound, ...sound } });

	it('is not given if nothing can be improved, or nothing is known', () => {
		expect(adviceOf([])).toEqual([]);
		expect(adviceOf([good, {}, { seconds: 60 }])).toEqual([]);
		expect(adviceOf([good, good, good, good, good, good, good])).toEqual([]);
	});

	it.each([
		[
			'short',
			{ seconds: 9.99 },
			'The recording is only 9.9 seconds long. Each recording should have at least 10 seconds of speech.',
		],
		[
			'of one second',
			{ seconds: 1.09 },
			'The recording is only 1 second long. Each recording should have at least 10 seconds of speech.',
		],
		[
			'as short, with a rounding error',
			{ seconds: 9.899_99 },
			'The recording is only 9.9 seconds long. Each recording should have at least 10 seconds of speech.',
		],
		[
			'a moment long',
			{ seconds: 0.04 },
			'The recording is only 0.1 seconds long. Each recording should have at least 10 seconds of speech.',
		],
		[
			'beyond full scale',
			but({ overShare: 0.003, peak: 4 }),
			'The recording is too loud: parts of it are above full scale. Turn it down in an audio editor.',
		],
		[
			'very quiet, whatever its pauses',
			but({ level: -50, silentShare: 0.9 }),
			'The recording is very quiet. Record it again closer to the microphone, or with the microphone turned up.',
		],
		[
			'quiet',
			but({ level: -35.1 }),
			'The recording is very quiet. Record it again closer to the microphone, or with the microphone turned up.',
		],
		[
			'clipped',
			but({ clippedShare: 0.0021 }),
			'The recording is distorted because it was recorded too loud. Record it again farther from the ' +
				'microphone, or with the microphone turned down.',
		],
		[
			'mostly silent',
			but({ silentShare: 0.61 }),
			'The recording is silent for 61 % of its length. Cut out the long pauses.',
		],
		[
			'long',
			{ seconds: 301 },
			'The recording is 5 minutes long. One to two minutes of clear speech give the best voice: keep the ' +
				'clearest parts.',
		],
		[
			'not as long as is best',
			{ seconds: 29.9 },
			'The recording is 29.9 seconds long. 1 to 2 minutes give a better voice.',
		],
	])('is given for a recording that is %s', (_, facts, advice) => {
		expect(adviceOf([facts])).toEqual([advice]);
	});

	it.each([
		['30 seconds long', but({}, 30)],
		['300 seconds long', but({}, 300)],
		['at -35 dBFS', but({ level: -35 })],
		['clipped for 0.2 %', but({ clippedShare: 0.002 })],
		['above full scale for 0.2 %', but({ overShare: 0.002 })],
		['silent for 60 %', but({ silentShare: 0.6 })],
	])('is not given at the limit: %s', (_, facts) => {
		expect(adviceOf([facts])).toEqual([]);
	});

	it('adds short recordings up', () => {
		const together = (...seconds: number[]) => adviceOf(seconds.map((one) => but({}, one)));
		expect(together(13, 14)).toEqual([
			'The recordings together are 27 seconds long. 1 to 2 minutes give a better voice.',
		]);
		expect(together(15, 15)).toEqual([]);
		// It may be longer than it seems.
		expect(adviceOf([but({}, 12), {}])).toEqual([]);
	});

	it('names the recording among several, and everything that is wrong', () => {
		const advice = adviceOf([good, {}, but({ level: -40, clippedShare: 0.1 }, 4), { seconds: 300 }]);
		expect(advice.map((one) => one.slice(0, 24))).toEqual([
			"'take3.wav' is only 4 se",
			"'take3.wav' is very quie",
			"'take3.wav' is distorted",
			'The recordings together ',
		]);
	});

	it('numbers recordings whose files have one name', () => {
		const named = ['a.wav', 'b.wav', 'a.wav'].map((name) => ({ name, measured: but({ level: -40 }) }));
		expect(adviceFor(named).map((one) => one.split(' is ')[0])).toEqual([
			"Sample 1 ('a.wav')",
			"'b.wav'",
			"Sample 3 ('a.wav')",
		]);
	});

	it('is right about measured sound', async () => {
		const adviceOn = async (signal: Signal, seconds = 30) =>
			adviceOf([await measured(recording({ seconds, signals: [(at) => Math.max(-1, Math.min(1, signal(at)))] }))]);
		expect(await adviceOn(speech(1))).toEqual([]);
		expect(await adviceOn(speech(0.04))).toEqual([expect.stringContaining('very quiet')]);
		expect(await adviceOn(speech(4))).toEqual([expect.stringContaining('distorted')]);
		expect(await adviceOn(speech(0.001))).toEqual([expect.stringContaining('very quiet')]);
		expect(await adviceOn((at) => (at < 20 ? 0 : speech(1)(at)))).toEqual([expect.stringMatching(/silent for 7\d %/)]);
		expect(await adviceOn(speech(1), 5)).toEqual([expect.stringContaining('only 5 seconds')]);
	});
});
