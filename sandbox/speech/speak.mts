import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Encoder } from './encoder.mts';
import { espeak, ESPEAK_RATE } from './espeak.mts';
import type { AudioFormat } from './formats.mts';
import { level } from './level.mts';
import { mp3Encoder } from './mp3.mts';
import { opusEncoder } from './opus.mts';
import { resample } from './resample.mts';
import { piecesOf } from './script.mts';
import { tone } from './tone.mts';
import { pcmEncoder, streamingWavEncoder, wholeWavEncoder } from './wav.mts';

/** All that decides the sound: the same job always gives the same bytes. */
export interface SpeechJob {
	lines: { text: string; pitchHz: number }[];
	speed: number;
	gainDb: number;
	audio: AudioFormat;
	engine: 'espeak' | 'tone';
	wavPlaceholders: boolean;
}

/** Up to here a WAV is made as a whole, so that its header can tell its size. */
const WHOLE_WAV_CHARACTERS = 2000;
/** Silence between sentences, and all there is when a text has nothing to say. */
const PAUSE_SECONDS = 0.15;

function encoderFor({ audio, lines, wavPlaceholders }: SpeechJob): Encoder | Promise<Encoder> {
	const { format, sampleRate, bitrate } = audio;
	if (format === 'mp3') return mp3Encoder(sampleRate, bitrate);
	if (format === 'opus') return opusEncoder(bitrate);
	if (format === 'pcm') return pcmEncoder();
	const long = lines.reduce((sum, { text }) => sum + text.length, 0) > WHOLE_WAV_CHARACTERS;
	return long || wavPlaceholders ? streamingWavEncoder(sampleRate) : wholeWavEncoder(sampleRate);
}

async function soundOf(piece: string, pitchHz: number, job: SpeechJob): Promise<Float32Array> {
	const { sampleRate } = job.audio;
	if (job.engine === 'tone') return tone(piece, pitchHz, job.speed, sampleRate);
	const speaker = await espeak();
	return resample(speaker.say(piece, pitchHz, job.speed), ESPEAK_RATE, sampleRate);
}

async function* samplesOf(job: SpeechJob): AsyncGenerator<Float32Array> {
	const pause = () => new Float32Array(Math.round((PAUSE_SECONDS / job.speed) * job.audio.sampleRate));
	let first = true;
	for (const { text, pitchHz } of job.lines) {
		for (const piece of piecesOf(text)) {
			if (!first) yield pause();
			first = false;
			const samples = await soundOf(piece, pitchHz, job);
			level(samples, job.gainDb);
			yield samples;
		}
	}
	if (first) yield pause();
}

/** The speech as encoded audio, sentence by sentence. */
export async function* speak(job: SpeechJob): AsyncGenerator<Uint8Array> {
	const encoder = await encoderFor(job);
	try {
		for await (const samples of samplesOf(job)) {
			const bytes = encoder.push(samples);
			if (bytes.length > 0) yield bytes;
			// Others get their turn between two sentences.
			await nextTurn();
		}
		const rest = encoder.finish();
		if (rest.length > 0) yield rest;
	} finally {
		encoder.release();
	}
}
