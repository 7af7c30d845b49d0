import type { Column } from '../measure/wave';
import { digitHeight, drawDigits, widthOf } from './digits';
import { pngOf } from './png';

/** Pixels. */
const bars = 300;
const barWidth = 2;
const width = bars * barWidth;
const waveHeight = 80;
const margin = 4;
const height = waveHeight + digitHeight + 2 * margin;

/** Colours with enough contrast to the background, which is the picture's own: it may be shown on white or black. */
const palette = [0xf4f6f8, 0x2563a8, 0xd92d20, 0x6b7280];
const wave = 1;
const clip = 2;
const grey = 3;

/** Level in dBFS that is drawn as nothing. Levels are drawn in decibels, as quiet speech is still speech. */
const lowest = -60;

/** Share of clipped values in 50 ms that is shown: a single value at full scale is no distortion. */
const shownClip = 0.01;

/** The loudest column in each bar. Bars are empty where columns are shorter than the recording. */
function barsOf(columns: Column[], length: number): Column[] {
	const seconds = Math.max(
		length,
		columns.reduce((sum, column) => sum + column.seconds, 0),
	);
	const found = Array.from({ length: bars }, (): Column => ({ seconds: 0, power: 0, clipped: 0 }));
	let at = 0;
	for (const column of columns) {
		const from = Math.min(bars - 1, Math.floor((at / seconds) * bars));
		at += column.seconds;
		const to = Math.max(from + 1, Math.min(bars, Math.floor((at / seconds) * bars)));
		for (const bar of found.slice(from, to)) {
			bar.power = Math.max(bar.power, column.power);
			bar.clipped = Math.max(bar.clipped, column.clipped);
		}
	}
	return found;
}

/** Minutes and seconds, such as 1:05, or hours, minutes and seconds. */
function clock(seconds: number): string {
	const whole = Math.round(seconds);
	const two = (value: number): string => String(value).padStart(2, '0');
	const minutes = Math.floor(whole / 60) % 60;
	const hours = Math.floor(whole / 3600);
	return hours > 0 ? `${hours}:${two(minutes)}:${two(whole % 60)}` : `${minutes}:${two(whole % 60)}`;
}

/**
 * A waveform as PNG: pauses are a grey line, clipped sound is red, and below it are the times of its beginning, its
 * middle and its end.
 *
 * @param columns - The waveform, in order
 * @param options.seconds - Length of the recording
 * @param options.pauseLevel - Level in dBFS below which sound is a pause
 */
export function waveformPicture(
	columns: Column[],
	{ seconds, pauseLevel }: { seconds: number; pauseLevel: number },
): Buffer {
	const pixels = new Uint8Array(width * height);
	const fill = (x: number, y: number, colour: number): void => {
		pixels[y * width + x] = colour;
	};
	barsOf(columns, seconds).forEach(({ power, clipped }, bar) => {
		const level = 10 * Math.log10(power);
		const isPause = !(level >= pauseLevel);
		const half = isPause ? 1 : Math.max(1, Math.round((1 - Math.min(0, level) / lowest) * (waveHeight / 2 - margin)));
		const colour = clipped > shownClip ? clip : isPause ? grey : wave;
		for (let y = waveHeight / 2 - half; y < waveHeight / 2 + half; y++) {
			for (let x = 0; x < barWidth; x++) fill(bar * barWidth + x, y, colour);
		}
	});
	const label = (at: number, share: number): void => {
		const text = clock(at);
		const left = margin + Math.round((width - 2 * margin - widthOf(text)) * share);
		drawDigits(text, { left, top: waveHeight + margin }, (x, y) => fill(x, y, grey));
	};
	label(0, 0);
	label(seconds / 2, 0.5);
	label(seconds, 1);
	return pngOf({ width, height, palette, pixels });
}
