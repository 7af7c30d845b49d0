import { AudioError } from '../audioError';
import { fileTypeOf, imageTypes, looksLikeText, type FileType } from '../fileType';
import { formats, type Format } from '../formats';
import type { ReadFrame } from '../frames/frame';
import { createFrameWalk, type FrameWalk } from '../frames/frameWalk';
import { readMpegFrame } from '../mp3/frame';
import { readOggPage } from '../ogg/page';
import { createPcmWatch, type PcmWatch } from './pcmWatch';

/** The sound of a stream. */
export interface Sound<Seconds = number | undefined> {
	/** Its length, if the format states it. */
	seconds: Seconds;
	/** Hz: of the sound itself if it states it, otherwise as asked for, otherwise the format's usual rate. */
	sampleRate: number;
}

/** What a finished stream of speech was. */
export interface AudioFacts extends Sound {
	bytes: number;
}

/** What is known of a stream before it is read. */
export interface AudioPromise {
	format: Format;
	/** Hz that were asked for; undefined if any rate is right. */
	sampleRate: number | undefined;
	/** Bytes, if they are stated. */
	length: number | undefined;
	contentType: string | undefined;
	/** A longer stream is not speech of the text. Default: no limit. */
	maxBytes?: number;
	/** A shorter sound is not speech of the text. Default: 0. */
	minSeconds?: number;
}

const notAudio = (found: string): AudioError => new AudioError({ is: 'notAudio', found });

/** The error of audio that ends early; `how` follows "The audio …". */
export const cut = (how: string): AudioError => new AudioError({ is: 'cut', how });

/** Fails on a content type that is certainly not audio. */
export function judgeContentType({ contentType }: AudioPromise): void {
	if (!contentType || !/^(text\/|application\/([\w.]+\+)?json)/i.test(contentType)) return;
	throw notAudio(`'${contentType}'`);
}

/** Raw PCM and bare Opus packets have no signature, but they are surely none of these. */
const neverRaw: FileType[] = ['wav', 'm4a', 'flac', 'webm', ...imageTypes];

const beginnings: Record<Format, string[]> = { wav: ['RIFF'], mp3: ['ID3', '\xff'], opus: ['OggS'], pcm: [] };

/** Whether the first bytes, however few, may begin a file of this format. */
export const beginsLike = (head: Uint8Array, format: Format): boolean => {
	const text = Buffer.from(head).toString('latin1');
	return beginnings[format].some((beginning) => text.startsWith(beginning) || beginning.startsWith(text));
};

/** Fails if the start of a stream is not of the format. */
export function judgeHead(head: Uint8Array, { format }: AudioPromise): void {
	const type = fileTypeOf(head);
	const wanted = format === 'wav' || format === 'mp3' ? format : undefined;
	if (wanted && type !== wanted) throw notAudio(`something that is not ${formats[format].label}`);
	if (!wanted && type && neverRaw.includes(type)) throw notAudio(`something that is not ${formats[format].label}`);
	if (!wanted && looksLikeText(head)) throw notAudio('text');
}

/** The sound of a WAV or PCM stream, by its size and its header. Fails if it is cut or silent. */
export function judgePcm(bytes: number, watch: PcmWatch, { format, sampleRate }: AudioPromise): Sound<number> {
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

/** The sound of a stream of frames. Fails if it is cut or holds no sound. */
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

/** Watches a stream as it passes. */
export interface Watch {
	take(chunk: Uint8Array): void;
	/** Fails as soon as what has passed cannot be right. */
	judge(): void;
	/** The sound of the stream, which has ended after this many bytes. Fails if it is not right. */
	end(bytes: number): Sound;
}

function watchFrames(promise: AudioPromise, readFrame: ReadFrame): Watch {
	const walk = createFrameWalk(readFrame);
	return {
		take: walk.take,
		judge: () => judgeRates(walk.sampleRates(), promise),
		end: () => judgeFrames(walk, promise),
	};
}

function watchSamples(promise: AudioPromise, format: 'wav' | 'pcm'): Watch {
	const watch = createPcmWatch(format);
	return {
		take: watch.take,
		judge: () => {
			if (watch.isOther()) throw notAudio('a WAV file without a beginning of its sound');
			const header = watch.header();
			if (header) judgeRates([header.sampleRate], promise);
		},
		end: (bytes) => judgePcm(bytes, watch, promise),
	};
}

/** Watches a stream by the rules of its format. */
export function createWatch(promise: AudioPromise): Watch {
	const { format } = promise;
	if (format === 'mp3') return watchFrames(promise, readMpegFrame);
	if (format === 'opus') return watchFrames(promise, readOggPage);
	return watchSamples(promise, format);
}
