import { elementHere, float, numberAt, signed, unsigned } from './ebml';
import type { Input, Reading } from './input';
import { nothingHeard, type Measured } from './measured';
import { opusSamples } from '../ogg/opusSamples';
import type { NewMeter } from './sound';
import { trackOf, type Track } from './track';
import { framesOf } from './webmLacing';
import { codecOf, newTrack, trackElements, type WebmTrack } from './webmTrack';

/**
 * Elements that contain others of interest (RFC 9559, 5): Segment, Tracks, TrackEntry, Info, Cluster, BlockGroup. Their
 * lengths do not matter.
 */
const containers = new Set([0x1853_8067, 0x1654_ae6b, 0xae, 0x1549_a966, 0x1f43_b675, 0xa0]);
const trackEntry = 0xae;
const cluster = 0x1f43_b675;
const simpleBlock = 0xa3;
const block = 0xa1;

/** Longer elements are not read, in bytes: Vorbis headers are long, blocks of sound short. */
const maxRead = 256 * 1024;

/** Nanoseconds in a second. */
const billion = 1e9;

/** The sound of one track so far. Times in nanoseconds. */
interface Count {
	/** Where the first block begins, and where the last one begins and ends. */
	first: number | undefined;
	last: number;
	end: number;
	/** Samples of 48 kHz, by the headers of Opus packets. */
	samples: number;
	/** What players drop at the end. */
	discarded: number;
}

/** A file, by the elements so far. */
interface File {
	tracks: WebmTrack[];
	/** Nanoseconds in a unit of time. */
	scale: number;
	/** Length in units, as stated by the header; 0 if it is not. */
	stated: number;
	/** Units at which the cluster begins. */
	time: number;
	count: Count;
}

const soundOf = ({ tracks }: File): WebmTrack | undefined => tracks.find(({ isSound }) => isSound);

/** Readers of the file's elements, by ID: TimestampScale, Duration, Timestamp, DiscardPadding, BlockDuration. */
const fileElements: Record<number, (file: File, content: Buffer) => void> = {
	0x2ad7b1: (file, content) => {
		file.scale = unsigned(content) || file.scale;
	},
	0x4489: (file, content) => {
		file.stated = float(content);
	},
	0xe7: (file, content) => {
		file.time = unsigned(content);
	},
	0x75a2: ({ count }, content) => {
		count.discarded += Math.max(0, signed(content));
	},
	0x9b: ({ count, scale }, content) => {
		count.end = Math.max(count.end, count.last + unsigned(content) * scale);
	},
};

/** Length of frames, as they or their track state it; otherwise the time since the last block. */
function lengthOf(frames: Buffer[], { codec, frame }: WebmTrack, sinceLast: number): number {
	if (codec === 'A_OPUS') return (frames.reduce((sum, one) => sum + opusSamples(one), 0) / 48_000) * billion;
	return frame > 0 ? frames.length * frame : sinceLast;
}

/** Counts a block of the sound track and returns its frames; no frames for another track. */
function takeBlock({ count, time, scale }: File, sound: WebmTrack | undefined, content: Buffer): Buffer[] {
	const { value, length } = numberAt(content, 0);
	if (!sound || value !== sound.number || content.length < length + 3) return [];
	const frames = framesOf(content.subarray(length + 3), (content[length + 2]! >> 1) & 3);
	const at = (time + content.readInt16BE(length)) * scale;
	const long = lengthOf(frames, sound, count.first === undefined ? 0 : Math.max(0, at - count.last));
	count.samples += sound.codec === 'A_OPUS' ? (long / billion) * 48_000 : 0;
	count.first ??= at;
	count.last = at;
	count.end = Math.max(count.end, at + long);
	return frames;
}

/**
 * Whether everything is known: the header states the length, and nothing more is judged. Only without pictures, which
 * may be longer than the sound.
 */
const isDone = (file: File, track: Track): boolean =>
	file.stated > 0 && !track.wants() && file.count.first !== undefined && file.tracks.length === 1;

/** Walks along the elements, to the end or until everything is known. */
function* walk(input: Input, file: File, newMeter: NewMeter): Reading<Track | undefined> {
	let track: Track | undefined;
	for (let found = yield* elementHere(input); found; found = yield* elementHere(input)) {
		const { id, head, size } = found;
		input.skip(head);
		if (id === trackEntry) file.tracks.push(newTrack());
		if (id === cluster) {
			const sound = soundOf(file);
			track ??= trackOf(sound && codecOf(sound), newMeter);
			if (isDone(file, track)) break;
		}
		if (containers.has(id)) continue;
		const ofTrack = file.tracks.at(-1);
		const length = size ?? 0;
		if (
			(trackElements[id] ?? fileElements[id] ?? (id === simpleBlock || id === block)) &&
			length <= maxRead &&
			(yield* input.need(length))
		) {
			const content = input.peek(length);
			if (ofTrack && !track) trackElements[id]?.(ofTrack, content);
			fileElements[id]?.(file, content);
			const frames = id === simpleBlock || id === block ? takeBlock(file, soundOf(file), content) : [];
			for (const frame of frames) if (track?.wants()) track.packet(frame);
		}
		input.skip(length);
	}
	return track;
}

function secondsOf({ count, stated, scale, tracks }: File, sound: WebmTrack, isWhole: boolean): number | undefined {
	if (!isWhole || count.first === undefined) return (stated * scale) / billion;
	if (count.samples > 0) return Math.max(0, count.samples / 48_000 - (sound.delay + count.discarded) / billion);
	const isAlone = tracks.length === 1;
	// If the length of the last block is unknown, the header may state it.
	const end =
		isAlone && stated * scale > count.end && stated * scale < count.end + billion ? stated * scale : count.end;
	return (end - count.first) / billion;
}

/**
 * Measures a WebM or Matroska file: by its header, or by its blocks if the header does not state the length, as with
 * recordings from browsers.
 */
export function* measureWebm(input: Input, _size: number, newMeter: NewMeter): Reading<Measured> {
	const count = { first: undefined, last: 0, end: 0, samples: 0, discarded: 0 };
	const file: File = { tracks: [], scale: 1_000_000, stated: 0, time: 0, count };
	const track = yield* walk(input, file, newMeter);
	const sound = soundOf(file);
	if (!sound) return { lack: file.tracks.length > 0 ? 'noSoundTrack' : 'cutOff' };
	if (sound.isEncrypted) return { lack: 'encrypted' };
	if (file.count.first === undefined) return nothingHeard;
	const isWhole = track === undefined || !isDone(file, track);
	return { seconds: secondsOf(file, sound, isWhole), sound: track?.sound() };
}
