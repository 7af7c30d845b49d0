/** The package has no types of its own. These cover only what the sandbox uses. */
declare module '@echogarden/espeak-ng-emscripten' {
	export interface Worker {
		set_voice(name: string): void;
		set_rate(wordsPerMinute: number): void;
		set_pitch(pitch: number): void;
		set_range(range: number): void;
		/** Returning true from `take` ends the synthesis. */
		synthesize(text: string, take: (audio: Int16Array | null) => boolean): void;
	}

	export interface Engine {
		HEAPU8: Uint8Array;
		eSpeakNGWorker: new () => Worker | Promise<Worker>;
	}

	export default function load(): Promise<Engine>;
}
