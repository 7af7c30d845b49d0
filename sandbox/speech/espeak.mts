import load, { type Worker } from '@echogarden/espeak-ng-emscripten';

/** The rate espeak speaks at: all its output is resampled from here. */
export const ESPEAK_RATE = 22_050;

const WORDS_PER_MINUTE = 170;
const PITCH_RANGE = 30;

/** Measured with YIN on a sentence at PITCH_RANGE: espeak's pitch setting and the Hz that come out. */
const speakers = [
	{ voice: 'en-us', upToHz: 145, hertz: [[0, 63], [15, 71], [30, 81], [50, 99], [70, 121], [85, 142], [99, 166]] },
	{ voice: 'en-us+f4', upToHz: Infinity, hertz: [[0, 110], [15, 125], [30, 142], [50, 174], [70, 217], [85, 257], [99, 303]] },
] as const;

/** Interpolates espeak's pitch setting for a fundamental frequency. */
function pitchSetting(table: readonly (readonly [number, number])[], hertz: number): number {
	for (let i = 1; i < table.length; i += 1) {
		const [lowSetting, lowHz] = table[i - 1] ?? [0, 0];
		const [highSetting, highHz] = table[i] ?? [0, 0];
		if (hertz <= highHz) {
			const share = Math.max(0, (hertz - lowHz) / (highHz - lowHz));
			return Math.round(lowSetting + share * (highSetting - lowSetting));
		}
	}
	return 99;
}

export interface Speaker {
	/** Mono samples at ESPEAK_RATE. */
	say(text: string, pitchHz: number, speed: number): Float32Array<ArrayBuffer>;
}

function synthesize(worker: Worker, text: string): Float32Array<ArrayBuffer> {
	const chunks: Int16Array[] = [];
	worker.synthesize(text, (audio) => {
		if (audio) chunks.push(audio);
		return false;
	});
	const samples = new Float32Array(chunks.reduce((sum, chunk) => sum + chunk.length, 0));
	let at = 0;
	for (const chunk of chunks) for (const sample of chunk) samples[at++] = sample / 32_768;
	return samples;
}

async function start(): Promise<Speaker> {
	const engine = await load();
	const worker = await new engine.eSpeakNGWorker();
	const snapshots = speakers.map(({ voice }) => {
		worker.set_voice(voice);
		synthesize(worker, 'Ready.');
		return engine.HEAPU8.slice();
	});
	return {
		say(text, pitchHz, speed) {
			const index = speakers.findIndex(({ upToHz }) => pitchHz <= upToHz);
			// espeak carries noise and phase over from call to call; the same memory gives the same bytes.
			engine.HEAPU8.fill(0, snapshots[index]?.length ?? 0);
			engine.HEAPU8.set(snapshots[index] ?? []);
			worker.set_rate(Math.round(WORDS_PER_MINUTE * speed));
			worker.set_pitch(pitchSetting(speakers[index]?.hertz ?? [], pitchHz));
			worker.set_range(PITCH_RANGE);
			return synthesize(worker, text);
		},
	};
}

let started: Promise<Speaker> | undefined;

/** The one espeak engine of this process, loaded when first needed. */
export function espeak(): Promise<Speaker> {
	started ??= start();
	return started;
}
