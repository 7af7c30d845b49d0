import { AudioError } from '../audioError';
import { fileTypeOf, imageTypes, looksLikeText, type FileType } from '../fileType';
import { formats, type Format } from '../formats';
import { createFrameWalk, type FrameWalk } from '../frames/frameWalk';
import { readMpegFrame } from '../mp3/frame';
import { readOggPage } from '../ogg/page';
import { createSampleWatch, type SampleWatch } from './sampleWatch';

/** What is heard of a stream. */
export interface Sound<Seconds = number | undefined> {
	/** Length of the sound, where the format tells it. */
	seconds: Seconds;
	/** Hz: of the sound itself, where it tells. */
	sampleRate: number;
}

/** What a finished stream of speech was. */
export interface AudioFacts extends Sound {
	bytes: number;
}

/** What is known of a stream before it is read. */
export interface AudioPromise {
	format: Format;
	/** Hz that were asked for; undefined where any rate is right. */
	sampleRate: number | undefined;
	/** Bytes, where they are stated. */
	length: number | undefined;
	contentType: string | undefined;
	/** Bytes; a stream that goes on beyond them is not speech of the text. Default: endless. */
	most?: number;
	/** Seconds; a shorter sound cannot be speech of the text. Default: none is too short. */
	leastSeconds?: number;
}

const notAudio = (found: string): AudioError => new AudioError({ is: 'notAudio', found });

/** The error of audio that ends early; `how` goes on after "The audio …". */
export const cut = (how: string): AudioError => new AudioError({ is: 'cut', how });

export function judgeContentType({ contentType }: AudioPromise): void {
	if (!contentType || !/^(text\/|application\/([\w.]+\+)?json)/i.test(contentType)) return;
	throw notAudio(`'${contentType}'`);
}

/** Raw samples and bare Opus packets have no mark of their own; but they are surely none of these. */
const neverRaw: FileType[] = ['wav', 'm4a', 'flac', 'webm', ...imageTypes];

const beginnings: Record<Format, string[]> = { wav: ['RIFF'], mp3: ['ID3', '\xff'], opus: ['OggS'], pcm: [] };

export const beginsLike = (head: Uint8Array, format: Format): boolean => {
	const text = Buffer.from(head).toString('latin1');
	return beginnings[format].some((beginning) => text.startsWith(beginning) || beginning.startsWith(text));
};

export function judgeHead(head: Uint8Array, { format }: AudioPromise): void {
	const type = fileTypeOf(head);
	const wanted = format === 'wav' || format === 'mp3' ? format : undefined;
	if (wanted && type !== wanted) throw notAudio(`something that is not ${formats[format].label}`);
	if (!wanted && type && neverRaw.includes(type)) throw notAudio(`something that is not ${formats[format].label}`);
	if (!wanted && looksLikeText(head)) throw notAudio('text');
}

/** Seconds of a WAV or PCM stream, from its size and its header. Fails where it is cut or holds no sound. */
export function judgeSamples(bytes: number, watch: SampleWatch, { format, sampleRate }: AudioPromise): Sound<number> {
	const wav = watch.header();
	if (format === 'wav' && !wav) throw cut('ended inside its header');
	const sound = bytes - (wav?.dataOffset ?? 0);
	if (wav?.dataSize !== undefined && sound < wav.dataSize) {
		throw cut(`ended after ${bytes} of ${wav.dataOffset + wav.dataSize} bytes`);
	}
	if (wav?.dataSize === undefined && sound % 2 === 1) throw cut('ended in the middle of a sample');
	if (watch.isSilent()) throw new AudioError({ is: 'silent' });
	const rate = wav?.sampleRate || (sampleRate ?? formats[format].usualSampleRate);
	return { seconds: Math.min(sound, wav?.dataSize ?? sound) / (wav?.bytesPerSecond || rate * 2), sampleRate: rate };
}

/** Seconds of a stream of frames. Fails where it is cut or holds none. */
function judgeFrames(walk: FrameWalk, { format, sampleRate }: AudioPromise): Sound {
	const { seconds, cut: isCut } = walk.end();
	if (isCut) throw cut('ended in the middle of a frame');
	if (seconds === 0) throw new AudioError({ is: 'silent' });
	return { seconds, sampleRate: walk.sampleRates()[0] ?? sampleRate ?? formats[format].usualSampleRate };
}

/** Fails on a rate that was not asked for. */
function judgeRates(rates: number[], { sampleRate: asked }: AudioPromise): void {
	const other = asked === undefined ? undefined : rates.find((rate) => rate !== asked);
	if (asked !== undefined && other !== undefined) throw new AudioError({ is: 'otherRate', found: other, asked });
}

/** What a stream is watched with while it passes. */
export interface Watched {
	take(chunk: Uint8Array): void;
	/** Fails as soon as what has passed cannot be right. */
	judge(): void;
	/** Fails where all of it is not. */
	end(bytes: number): Sound;
}

export function watched(promise: AudioPromise): Watched {
	const { format } = promise;
	if (format === 'mp3' || format === 'opus') {
		const walk = createFrameWalk(format === 'mp3' ? readMpegFrame : readOggPage);
		return {
			take: walk.take,
			judge: () => judgeRates(walk.sampleRates(), promise),
			end: () => judgeFrames(walk, promise),
		};
	}
	const watch = createSampleWatch(format);
	const judge = (): void => {
		if (watch.isOther()) throw notAudio('a WAV file without a beginning of its sound');
		const header = watch.header();
		if (header) judgeRates([header.sampleRate], promise);
	};
	return { take: watch.take, judge, end: (bytes) => judgeSamples(bytes, watch, promise) };
}
