import load, { type Worker } from '@echogarden/espeak-ng-emscripten';

/** espeak's sample rate; its output is resampled from this. */
export const ESPEAK_RATE = 22_050;

const WORDS_PER_MINUTE = 170;
const PITCH_RANGE = 30;

/** espeak's pitch settings and the resulting Hz, measured with YIN on a sentence at PITCH_RANGE. */
const speakers = [
	{
		voice: 'en-us',
		upToHz: 145,
		hertz: [
			[0, 63],
			[15, 71],
			[30, 81],
			[50, 99],
			[70, 121],
			[85, 142],
			[99, 166],
		],
	},
	{
		voice: 'en-us+f4',
		upToHz: Infinity,
		hertz: [
			[0, 110],
			[15, 125],
			[30, 142],
			[50, 174],
			[70, 217],
			[85, 257],
			[99, 303],
		],
	},
] as const;

/** espeak's pitch setting for a fundamental frequency, interpolated. */
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
	/** Mono PCM at ESPEAK_RATE. */
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

/** In bytes of text. A sentence is seldom longer, even with symbols and phonemes spelled out. */
const ROOM = 32_768;

/**
 * The engine keeps a text buffer in its memory, and the buffer's address outside of it. If a longer text made the
 * buffer grow, restored memory would not have it and all later speech would break. So make it large enough first.
 */
function makeRoom(worker: Worker): void {
	synthesize(worker, ' '.repeat(ROOM));
	synthesize(worker, 'Ready.');
}

/** An engine, and whether its memory can still be restored. */
interface Started extends Speaker {
	spoilt: boolean;
}

async function start(): Promise<Started> {
	const engine = await load();
	const worker = await new engine.eSpeakNGWorker();
	makeRoom(worker);
	const snapshots = speakers.map(({ voice }) => {
		worker.set_voice(voice);
		synthesize(worker, 'Ready.');
		return engine.HEAPU8.slice();
	});
	const size = engine.HEAPU8.length;
	const speaker: Started = {
		spoilt: false,
		say(text, pitchHz, speed) {
			const index = speakers.findIndex(({ upToHz }) => pitchHz <= upToHz);
			// espeak carries noise and phase over to the next call. With the same memory it gives the same bytes.
			engine.HEAPU8.set(snapshots[index] ?? []);
			speaker.spoilt = true;
			worker.set_rate(Math.round(WORDS_PER_MINUTE * speed));
			worker.set_pitch(pitchSetting(speakers[index]?.hertz ?? [], pitchHz));
			worker.set_range(PITCH_RANGE);
			const samples = synthesize(worker, text);
			speaker.spoilt = Buffer.byteLength(text) >= ROOM || engine.HEAPU8.length !== size;
			return samples;
		},
	};
	return speaker;
}

let started: Promise<Started> | undefined;

/** This process's espeak engine: loaded on first use, and again after a text that crashed it. */
export async function espeak(): Promise<Speaker> {
	if (started && (await started).spoilt) started = undefined;
	started ??= start();
	return started;
}
