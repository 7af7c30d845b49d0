import type { Powers } from './opusCelt';
import type { OpusRange } from './opusRange';
import { createSilkChannel, type SilkChannel } from './opusSilkChannel';
import { readSilkFrame, type Leaning, type SilkForm } from './opusSilkFrame';
import { createStereo, readWeights } from './opusSilkStereo';

/** Which frames of a packet have a copy of the previous frame, as bits: by the number of frames (RFC 6716, table 4). */
const copyTables = [[], [0], [203, 150, 0], [215, 195, 166, 125, 110, 82, 0]];

const readMiddleOnly = (range: OpusRange): boolean => range.symbol([64, 0]) === 1;

/** What each channel of a packet begins with. */
interface Head {
	/** By frame: whether somebody may be speaking. */
	active: boolean[];
	/** Which frames have a copy of the previous frame, as bits. */
	copies: number;
}

function readHeads(range: OpusRange, { channels, frames }: SilkForm): Head[] {
	const heads = [0, 1].slice(0, channels).map(() => ({
		active: Array.from({ length: frames }, () => range.bit(1) === 1),
		hasCopies: range.bit(1) === 1,
	}));
	return heads.map(({ active, hasCopies }) => ({
		active,
		copies: hasCopies ? range.symbol(copyTables[frames] ?? []) + 1 : 0,
	}));
}

/** Passes over copies of earlier frames, which stand in for lost ones. */
function skipCopies(range: OpusRange, form: SilkForm, channels: SilkChannel[], heads: Head[]): void {
	const hasCopy = (index: number, at: number) => at >= 0 && (((heads[index]?.copies ?? 0) >> at) & 1) === 1;
	for (let at = 0; at < form.frames; at++) {
		for (const [index, { memory }] of channels.entries()) {
			if (!hasCopy(index, at)) continue;
			if (index < channels.length - 1) {
				readWeights(range);
				if (!hasCopy(1, at)) readMiddleOnly(range);
			}
			readSilkFrame(range, form, { isActive: true, leaning: hasCopy(index, at - 1) ? 'changes' : 'free' }, memory);
		}
	}
}

/** Reads a frame of a channel and makes its sound. */
const play = (
	range: OpusRange,
	form: SilkForm,
	channel: SilkChannel,
	how: { isActive: boolean; leaning: Leaning },
): Float64Array => channel.play(readSilkFrame(range, form, how, channel.memory));

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

	const readFrame = (range: OpusRange, form: SilkForm, at: number, heads: Head[]): Powers => {
		const [middle, side] = channels;
		const [isActive = false, isSideActive = false] = heads.map(({ active }) => active[at] === true);
		if (!middle) return [0, 0];
		const weights = side && readWeights(range);
		const isMiddleOnly = side !== undefined && !isSideActive && readMiddleOnly(range);
		const sound = play(range, form, middle, { isActive, leaning: at > 0 ? 'changes' : 'free' });
		const leaning = at === 0 ? 'free' : wasMiddleOnly ? 'unscaled' : 'changes';
		if (wasMiddleOnly && !isMiddleOnly) side?.reset();
		wasMiddleOnly = isMiddleOnly;
		const sideSound = side && !isMiddleOnly ? play(range, form, side, { isActive: isSideActive, leaning }) : undefined;
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
			const heads = readHeads(range, form);
			skipCopies(range, form, channels, heads);
			return Array.from({ length: form.frames }, (_, at) => readFrame(range, form, at, heads));
		},
	};
}
