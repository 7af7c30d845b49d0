import type { AudioStep } from '../../audio/audioStep';
import { joinAudio } from '../../audio/join/joinAudio';
import { lengthFrame } from '../../audio/join/mp3LengthFrame';
import type { Joining, OpenPart, PartTimes } from '../../audio/join/parts';
import { silentWavBytes, wavSoundBytes, type KnownWav } from '../../audio/join/wav';
import type { Span } from '../../audio/loudSpan';
import { sliceWav } from '../../audio/sliceWav';
import { createMeasure } from '../../audio/tally';
import { readWavHeader } from '../../audio/wav';
import { joinedWords } from '../../text/timing/joinedWords';
import { withAudioFailures } from '../requests/audioFaults';
import type { Calls } from '../requests/calls';
import type { Store } from '../requests/storeStream';
import type { Spoken } from './speech';

/** Where audio is stored. */
export interface AudioStore<T> {
	store: Store<T>;
	/** Stores what `make` makes of audio that is already stored. */
	storeMade(stored: T[], make: (sources: OpenPart[]) => AsyncIterable<Uint8Array>): Promise<T>;
}

/** A part that was spoken and stored. */
export interface SpokenPart<T> extends Spoken<T> {
	/** What is used of a WAV, in PCM values. Default: all. */
	used?: Span | undefined;
}

/** How parts become one file. */
export interface JoinParts<T> extends Pick<Joining, 'format' | 'silence'> {
	audioStore: AudioStore<T>;
	/** Changes the joined audio before it is stored. */
	shape: AudioStep;
}

/** The joined audio. */
export interface Joined<T> extends Spoken<T> {
	/** Where each part is heard in it. */
	times: PartTimes[];
}

/** Bytes of the sound of a WAV that are used; undefined where its header does not state them. */
function knownWav<T>({ head, bytes, used }: SpokenPart<T>): KnownWav | undefined {
	const soundBytes = wavSoundBytes(head, bytes);
	if (soundBytes === undefined) return undefined;
	const width = 2;
	return { head, soundBytes: used ? Math.min(soundBytes, used.to * width) - used.from * width : soundBytes };
}

/** Bytes of sound and silence of the joined WAV; undefined where the header of a part does not state its own. */
function soundBytesOf<T>(parts: Array<SpokenPart<T>>, joining: Pick<Joining, 'sampleRate' | 'silence'>) {
	const known = parts.flatMap((part) => knownWav(part) ?? []);
	if (known.length < parts.length) return undefined;
	return known.reduce((sum, { soundBytes }) => sum + soundBytes, silentWavBytes(known, joining));
}

/** Bytes that are joined before the next pause: large parts have one each, thousands of short captions share some. */
const bytesPerPause = 1024 * 1024;

/**
 * Joining hours of sound takes some seconds. In a pause other work of n8n goes on, and the join ends before the next
 * part when the execution is stopped.
 */
function createPauses(calls: Calls): (open: OpenPart) => OpenPart {
	let bytes = bytesPerPause;
	return (open) =>
		async function* () {
			if (bytes >= bytesPerPause) {
				await calls.world.sleep(0);
				bytes = 0;
			}
			for await (const chunk of open()) {
				bytes += chunk.length;
				yield chunk;
			}
		};
}

/** What is used of each part. */
const usedOf = <T>(parts: Array<SpokenPart<T>>, sources: OpenPart[]): OpenPart[] =>
	sources.map((open, at) => {
		const used = parts[at]?.used;
		return used ? () => sliceWav(used)(open()) : open;
	});

/** Seconds that are cut from the beginning of a part. */
function cutFrom<T>({ head, used }: SpokenPart<T>): number {
	const rate = readWavHeader(head)?.sampleRate;
	return used && rate ? used.from / rate : 0;
}

/**
 * Joins stored parts to one stored file, with silence between them, and their words with the times in that file. Holds
 * no part in memory.
 */
export async function joinParts<T>(
	calls: Calls,
	parts: Array<SpokenPart<T>>,
	{ audioStore, shape, ...how }: JoinParts<T>,
): Promise<Joined<T>> {
	const times: PartTimes[] = [];
	const sampleRate = parts[0]?.sampleRate ?? 0;
	let seconds: number | undefined;
	const joining: Joining = {
		...how,
		sampleRate,
		soundBytes: how.format === 'wav' ? soundBytesOf(parts, { ...how, sampleRate }) : undefined,
		lengthFrame: how.format === 'mp3' ? lengthFrame(parts, how.silence) : undefined,
		onPart: (one) => void times.push(one),
		onEnd: (all) => void (seconds = all),
	};
	const measure = createMeasure();
	const stored = await audioStore.storeMade(
		parts.map((part) => part.stored),
		(sources) => {
			const opened = usedOf(parts, sources).map(createPauses(calls));
			return withAudioFailures(measure.step(shape(joinAudio(opened, joining))));
		},
	);
	const words = parts.map(({ timed }) => timed);
	const starts = parts.map((part, at) => (times[at]?.start ?? 0) - cutFrom(part));
	return { ...measure.facts(), stored, sampleRate, seconds, timed: joinedWords(words, starts), times };
}
