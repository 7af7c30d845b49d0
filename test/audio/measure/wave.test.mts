import { createWave, draw, type Column } from '../../../audio/measure/wave.ts';
import { fileOf, fixture, measured } from './files.mts';
import { recording, speech } from './recordings.mts';

const sum = (wave: Column[]): number => wave.reduce((total, { seconds }) => total + seconds, 0);

test.each([
	'lame.mp3',
	'moov_first.m4a',
	'moov_last.m4a',
	'fragments.mp4',
	'bare.aac',
	'opus.ogg',
	'vorbis.ogg',
	'flac.ogg',
	'native.flac',
	'live.webm',
	'pcm_mulaw.wav',
	'adpcm_ms.wav',
	'mp3.wav',
])('%s is measured as without its waveform, which is as long as its sound', async (name) => {
	const bytes = fixture(name);
	const drawn = await draw(fileOf(bytes, 1_000));
	expect(drawn.measured).toEqual(await measured(bytes));
	expect(sum(drawn.wave)).toBeCloseTo(drawn.measured.sound!.seconds, 6);
});

test.each(['alac.m4a', 'g726.wav', 'pictures.mp4'])('%s has no waveform', async (name) => {
	expect((await draw(fileOf(fixture(name)))).wave).toEqual([]);
});

/** 8-bit WAV of any length, in pieces that are made when they are read. */
function endless(seconds: number, rate = 1_000) {
	const whole = recording({ rate, seconds: 1, bits: 8, signals: [speech(1)], dataSize: seconds * rate });
	return {
		size: 44 + seconds * rate,
		async *open() {
			yield whole.subarray(0, 44);
			for (let second = 0; second < seconds; second++) yield whole.subarray(44);
		},
	};
}

test('two hours are judged to the end, in no more than 600 columns of equal length', async () => {
	const { measured, wave } = await draw(endless(7_200));
	expect(measured.seconds).toBe(7_200);
	expect(measured.sound!.seconds).toBeCloseTo(7_200, 3);
	expect(measured.sound!.silentShare).toBeCloseTo(0.25, 1);
	expect(wave.length).toBeGreaterThan(250);
	expect(wave.length).toBeLessThanOrEqual(600);
	for (const { seconds } of wave.slice(0, -1)) expect(seconds).toBeCloseTo(wave[0]!.seconds, 3);
});

test('clipped values are in their column', async () => {
	const loud = (at: number): number => (at >= 1 && at < 1.1 ? Math.sign(speech(1)(at)) : speech(0.5)(at));
	const { wave } = await draw(fileOf(recording({ seconds: 2, signals: [loud] })));
	const clipped = wave.flatMap((column, index) => (column.clipped > 0.5 ? [index] : []));
	expect(clipped).toEqual([20, 21]);
});

test.each([1, 2, 599, 600, 601, 1_201, 5_000])('%i windows keep their time, and the loudest stays', (count) => {
	const { add, columns } = createWave();
	for (let index = 0; index < count; index++)
		add({ seconds: 0.05, power: index === count - 1 ? 1 : 0.1, clipped: index === 0 ? 0.5 : 0 });
	expect(sum(columns())).toBeCloseTo(count * 0.05, 6);
	expect(columns().length).toBeLessThanOrEqual(600);
	expect([columns().at(-1)!.power, columns()[0]!.clipped]).toEqual([1, 0.5]);
});
