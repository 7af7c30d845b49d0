import type { Input, Reading } from './input';
import { cutIfShorter, nothingHeard, type Measured } from './measured';
import { createFragments, type Fragments } from './mp4Fragments';
import { maxPackets, newTrack, packetsOf, secondsOf, trackBoxes, type Mp4Track } from './mp4Track';
import type { NewMeter } from './sound';
import { trackOf, type Track } from './track';

/** Boxes that contain boxes of interest. */
const containers = new Set(['moov', 'trak', 'mdia', 'minf', 'stbl', 'edts', 'mvex', 'moof', 'traf']);
/** The two parts of a fragment: its tables, and its sound. */
const fragmentParts = new Set(['moof', 'mdat']);
const fragmentBoxes = new Set(['trex', 'tfhd', 'trun']);
/** Maximum bytes of a box that are read: enough of a table for what is judged. */
const maxRead = 4 * maxPackets;

interface Box {
	name: string;
	/** Of its head. */
	head: number;
	/** With its head; Infinity if it reaches to the end of the file. */
	size: number;
}

/** The head of the box that begins here; undefined if there is none. */
function* boxHere(input: Input): Reading<Box | undefined> {
	if (!(yield* input.need(8))) return undefined;
	const name = input.peek(8).toString('latin1', 4);
	const size = input.peek(8).readUInt32BE(0);
	if (size === 0) return { name, head: 8, size: Infinity };
	if (size !== 1) return size < 8 ? undefined : { name, head: 8, size };
	const long = (yield* input.need(16)) ? Number(input.peek(16).readBigUInt64BE(8)) : 0;
	return long < 16 ? undefined : { name, head: 16, size: long };
}

/** A file, by the boxes so far. */
interface Movie {
	tracks: Mp4Track[];
	/** Units in a second, of edits. */
	timescale: number;
	fragments: Fragments;
	/** Where the boxes of the tracks end. */
	end: number | undefined;
	isFragmented: boolean;
	/** Where the last `moof` begins. */
	fragment: number;
	/** Whether a fragment or its sound goes beyond the end of the file. */
	isCut: boolean;
}

const soundOf = ({ tracks }: Movie): Mp4Track | undefined => tracks.find(({ isSound }) => isSound);

/** Takes a box that has no boxes in it. */
function takeBox(movie: Movie, name: string, box: Buffer): void {
	const track = movie.tracks.at(-1);
	if (name === 'mvhd') movie.timescale = box.readUInt32BE(box[8] === 1 ? 28 : 20);
	else if (fragmentBoxes.has(name)) movie.fragments.box(name, box, movie.fragment);
	else if (track) trackBoxes[name]?.(track, box);
}

function enter(movie: Movie, input: Input, { name, head, size }: Box): void {
	// A size of 0 reaches to the file's end, which is known.
	if (name === 'moov') movie.end = size === Infinity ? 0 : input.position + size;
	if (name === 'trak') movie.tracks.push(newTrack());
	if (name === 'mvex') movie.isFragmented = true;
	if (name === 'moof') {
		movie.fragment = input.position;
		movie.fragments.box(name, Buffer.alloc(0), 0);
	}
	input.skip(head);
}

/** Passes the packets behind the input's position to a track, in the order of the file. */
function* givePackets(input: Input, packets: Iterable<{ offset: number; size: number }>, track: Track): Reading<void> {
	for (const { offset, size } of packets) {
		if (!track.wants()) return;
		if (offset < input.position) continue;
		input.skip(offset - input.position);
		if (!(yield* input.need(size))) return;
		track.packet(input.peek(size));
		input.skip(size);
	}
}

/** Passes the packets of the fragment in this box to a track, and skips the rest of the box. */
function* giveFragment(input: Input, movie: Movie, { size }: Box, track: Track): Reading<void> {
	const end = input.position + size;
	const sound = soundOf(movie);
	if (sound) yield* givePackets(input, movie.fragments.packetsOf(sound.id), track);
	if (end > input.position) input.skip(end - input.position);
}

/**
 * The share of the packets that are in the file, or of the chunks if not all packets are known: the tables of a file
 * that was cut still list all of them.
 */
function shareOf(track: Mp4Track, size: number): number {
	const { offsets, sizes, count } = track;
	if (offsets.length === 0) return 1;
	let all = 0;
	let whole = 0;
	if (sizes.length === count) {
		for (const packet of packetsOf(track)) {
			all += 1;
			if (packet.offset + packet.size <= size) whole += 1;
		}
	}
	if (all > 0) return whole / all;
	return offsets.filter((offset) => offset < size).length / offsets.length;
}

/** What is known of a file of `size` bytes by its boxes. */
function measuredOf(movie: Movie, size: number): Measured {
	const sound = soundOf(movie);
	if (movie.end === undefined || movie.end > size) return { lack: 'cutOff' };
	if (!sound) return { lack: 'noSoundTrack' };
	if (sound.isEncrypted) return { lack: 'encrypted' };
	const duration = (sound.count > 0 || !movie.isFragmented ? sound.duration : 0) + movie.fragments.durationOf(sound.id);
	const share = shareOf(sound, size);
	if (share === 0 || (duration === 0 && sound.count === 0)) return nothingHeard;
	const seconds = secondsOf(sound, duration, movie.timescale);
	if (seconds === undefined) return {};
	// Fragments do not state how many follow.
	if (movie.isCut) return { seconds: seconds * share, cut: {} };
	return cutIfShorter({ seconds: seconds * share }, seconds);
}

/**
 * The result of one pass over an MP4. If its tables follow the sound, `reread` judges the sound in a second pass.
 */
export interface Mp4Reading {
	measured: Measured;
	reread?: (input: Input) => Reading<Measured>;
}

/** Walks along the boxes until everything is known, and judges the sound of fragments on the way. */
function* readBoxes(input: Input, movie: Movie, size: number, newMeter: NewMeter): Reading<Track | undefined> {
	let track: Track | undefined;
	for (let box = yield* boxHere(input); box; box = yield* boxHere(input)) {
		const isKnown = movie.end !== undefined && movie.end > 0 && input.position >= movie.end;
		if (isKnown && !movie.isFragmented) break;
		movie.isCut ||= isKnown && fragmentParts.has(box.name) && box.size < Infinity && input.position + box.size > size;
		if (containers.has(box.name)) enter(movie, input, box);
		else if (box.name === 'mdat' && isKnown) {
			track ??= trackOf(soundOf(movie)?.codec, newMeter);
			yield* giveFragment(input, movie, box, track);
		} else {
			if (trackBoxes[box.name] || fragmentBoxes.has(box.name) || box.name === 'mvhd') {
				const read = Math.min(box.size, maxRead);
				if (yield* input.need(read)) takeBox(movie, box.name, input.peek(read));
			}
			input.skip(box.size);
		}
	}
	return track;
}

/** Reads the boxes of an MP4, M4A or MOV file of `size` bytes, and the part of its sound that is judged. */
export function* readMp4(input: Input, size: number, newMeter: NewMeter): Reading<Mp4Reading> {
	const movie: Movie = {
		tracks: [],
		timescale: 0,
		fragments: createFragments(size),
		end: undefined,
		isFragmented: false,
		fragment: 0,
		isCut: false,
	};
	const fragments = yield* readBoxes(input, movie, size, newMeter);
	const measured = measuredOf(movie, size);
	const sound = soundOf(movie);
	if (fragments?.sound()) return { measured: { ...measured, sound: fragments.sound() } };
	if (!sound?.codec || measured.lack || sound.offsets.length === 0) return { measured };
	const track = trackOf(sound.codec, newMeter);
	const judge = function* (from: Input): Reading<Measured> {
		yield* givePackets(from, packetsOf(sound), track);
		return { ...measured, sound: track.sound() };
	};
	if (input.position > sound.offsets[0]!) return track.wants() ? { measured, reread: judge } : { measured };
	return { measured: yield* judge(input) };
}
