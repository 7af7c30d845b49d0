import type { Powers } from './opusCelt';
import type { OpusRange } from './opusRange';
import { createSilkChannel, type SilkChannel } from './opusSilkChannel';
import { readSilkFrame, type Leaning, type SilkForm } from './opusSilkFrame';
import { createStereo, readWeights } from './opusSilkStereo';

/** Which frames of a packet have a copy of the previous frame, as bits: by the number of frames (RFC 6716, table 4). */
const copyTables = [[], [0], [203, 150, 0], [215, 195, 166, 125, 110, 82, 0]];

/** The part of Opus that codes speech (RFC 6716, 4.2). */
export function createSilk() {
	let channels: SilkChannel[] = [];
	let stereo = createStereo();
	let wasMiddleOnly = false;

	/** Creates new channels if their rate or number has changed. */
	const prepare = (form: SilkForm): void => {
		if (form.channels > channels.length) stereo = createStereo();
		channels = [0, 1].slice(0, form.channels).map((index) => {
			const channel = channels[index];
			return channel?.rate === form.rate ? channel : createSilkChannel(form.rate);
		});
	};

	const isMiddleAlone = (range: OpusRange): boolean => range.symbol([64, 0]) === 1;

	/** Passes over copies of earlier frames, which stand in for lost ones. */
	const skipCopies = (range: OpusRange, form: SilkForm, copies: number[]): void => {
		const hasCopy = (index: number, at: number) => at >= 0 && (((copies[index] ?? 0) >> at) & 1) === 1;
		for (let at = 0; at < form.frames; at++) {
			for (const [index, { memory }] of channels.entries()) {
				if (!hasCopy(index, at)) continue;
				if (index < channels.length - 1) {
					readWeights(range);
					if (!hasCopy(1, at)) isMiddleAlone(range);
				}
				readSilkFrame(range, form, { isActive: true, leaning: hasCopy(index, at - 1) ? 'changes' : 'free' }, memory);
			}
		}
	};

	const play = (
		range: OpusRange,
		form: SilkForm,
		channel: SilkChannel,
		isActive: boolean,
		leaning: Leaning,
	): Float64Array => channel.play(readSilkFrame(range, form, { isActive, leaning }, channel.memory));

	const readFrame = (
		range: OpusRange,
		form: SilkForm,
		at: number,
		[isActive = false, isSideActive = false]: boolean[],
	): Powers => {
		const [middle, side] = channels;
		if (!middle) return [0, 0];
		const weights = side && readWeights(range);
		const isMiddleOnly = side !== undefined && !isSideActive && isMiddleAlone(range);
		const sound = play(range, form, middle, isActive, at > 0 ? 'changes' : 'free');
		const leaning = at === 0 ? 'free' : wasMiddleOnly ? 'unscaled' : 'changes';
		if (wasMiddleOnly && !isMiddleOnly) side?.reset();
		wasMiddleOnly = isMiddleOnly;
		const sideSound = side && !isMiddleOnly ? play(range, form, side, isSideActive, leaning) : undefined;
		return stereo(sound, sideSound, weights ?? [0, 0], 8 * form.rate);
	};

	return {
		/** Forgets the previous frames. */
		reset: (): void => {
			channels = [];
		},

		/** The powers of the next frames that `range` reads. */
		read: (range: OpusRange, form: SilkForm): Powers[] => {
			prepare(form);
			const steps = [0, 1, 2].slice(0, form.frames);
			const heads = channels.map(() => ({
				active: steps.map(() => range.bit(1) === 1),
				hasCopies: range.bit(1) === 1,
			}));
			const copies = heads.map(({ hasCopies }) => (hasCopies ? range.symbol(copyTables[form.frames] ?? []) + 1 : 0));
			skipCopies(range, form, copies);
			return steps.map((at) =>
				readFrame(
					range,
					form,
					at,
					heads.map(({ active }) => active[at] === true),
				),
			);
		},
	};
}
