import type { SoundBlock } from '../../../audio/levels/levelDecoder.ts';

export const secondsOf = (blocks: SoundBlock[]): number => blocks.reduce((sum, { seconds }) => sum + seconds, 0);

/** The level in dB between two times in seconds. */
export function decibels(blocks: SoundBlock[], from = 0, to = Infinity): number {
	let sum = 0;
	let time = 0;
	let start = 0;
	for (const { seconds, power } of blocks) {
		const part = Math.max(0, Math.min(to, start + seconds) - Math.max(from, start));
		sum += power * part;
		time += part;
		start += seconds;
	}
	return 10 * Math.log10(sum / time);
}
