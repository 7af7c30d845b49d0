import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Encoder } from './encoder.mts';
import { espeak, ESPEAK_RATE } from './espeak.mts';
import type { AudioFormat } from './formats.mts';
import { level } from './level.mts';
import { mp3Encoder } from './mp3.mts';
import { opusEncoder } from './opus.mts';
import { resample } from './resample.mts';
import { spelled } from './pronunciation.mts';
import { piecesOf, withoutMarkup, type Piece } from './script.mts';
import { tone } from './tone.mts';
import { pcmEncoder, streamingWavEncoder, wholeWavEncoder } from './wav.mts';

/** Everything that decides the sound: the same job always gives the same bytes. */
export interface SpeechJob {
	lines: { text: string; pitchHz: number; tag: string }[];
	speed: number;
	gainDb: number;
	audio: AudioFormat;
	engine: 'espeak' | 'tone';
	/** Finds what is not spoken. */
	cues: RegExp[];
	/** Replaces words by phonemes. */
	pronounce?: (text: string) => string;
	/** A WAV whose header has its real size, as from voice design. */
	wholeWav?: boolean;
}

/** A spoken piece with its times in seconds. */
export interface Spoken extends Piece {
	start: number;
	end: number;
}

/** The encoder's output for a piece; without a piece, for a pause or the end. */
export interface Utterance {
	bytes: Uint8Array;
	piece?: Spoken;
}

/** Silence between sentences, and the only audio of a text without words. */
const PAUSE_SECONDS = 0.15;

function encoderFor({ audio, wholeWav }: SpeechJob): Encoder | Promise<Encoder> {
	const { format, sampleRate, bitrate } = audio;
	if (format === 'mp3') return mp3Encoder(sampleRate, bitrate);
	if (format === 'opus') return opusEncoder(bitrate);
	if (format === 'pcm') return pcmEncoder();
	return wholeWav ? wholeWavEncoder(sampleRate) : streamingWavEncoder(sampleRate);
}

async function soundOf(text: string, pitchHz: number, job: SpeechJob): Promise<Float32Array> {
	const { sampleRate } = job.audio;
	if (job.engine === 'tone') return tone(text, pitchHz, job.speed, sampleRate);
	const speaker = await espeak();
	return resample(speaker.say(text, pitchHz, job.speed), ESPEAK_RATE, sampleRate);
}

async function* soundsOf(job: SpeechJob): AsyncGenerator<{ samples: Float32Array; piece?: Piece }> {
	const { pronounce = (words) => words } = job;
	const pause = () => new Float32Array(Math.round((PAUSE_SECONDS / job.speed) * job.audio.sampleRate));
	let first = true;
	for (const line of job.lines) {
		for (const piece of piecesOf(line, job.cues)) {
			if (!first) yield { samples: pause() };
			first = false;
			const spoken = await soundOf(withoutMarkup(spelled(pronounce(piece.words))), line.pitchHz, job);
			// espeak says nothing for some rows of symbols, but an answer is never empty.
			const samples = spoken.length > 0 ? spoken : pause();
			level(samples, job.gainDb);
			yield { samples, piece };
		}
	}
	const content = job.lines.map(({ tag, text }) => tag + text).join('');
	if (first) yield { samples: pause(), piece: { text: '', words: '', content } };
}

/** The speech, sentence by sentence. */
export async function* narrate(job: SpeechJob): AsyncGenerator<Utterance> {
	const { sampleRate } = job.audio;
	const encoder = await encoderFor(job);
	let spoken = 0;
	try {
		for await (const { samples, piece } of soundsOf(job)) {
			const start = spoken / sampleRate;
			spoken += samples.length;
			const bytes = encoder.push(samples);
			yield piece ? { bytes, piece: { ...piece, start, end: spoken / sampleRate } } : { bytes };
			// Let other requests run between two sentences.
			await nextTurn();
		}
		yield { bytes: encoder.finish() };
	} finally {
		encoder.release();
	}
}

/** Only the encoded audio. */
export async function* bytesOf(narration: AsyncIterable<Utterance>): AsyncGenerator<Uint8Array> {
	for await (const { bytes } of narration) if (bytes.length > 0) yield bytes;
}
