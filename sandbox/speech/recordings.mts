import { createHash } from 'node:crypto';
import type { Spoken, Utterance } from './speak.mts';

const WAV_HEADER_BYTES = 44;
/** Texts kept in memory; the oldest are dropped first. */
const KEPT = 5000;

/** Identifies a recording by its audio. A WAV's sizes do not count, since clients repair them. */
export class AudioHash {
	readonly #hash = createHash('sha256');
	#begun = false;

	update(bytes: Uint8Array): void {
		if (bytes.length === 0) return;
		const isHeader = !this.#begun && Buffer.from(bytes.subarray(0, 4)).toString('latin1') === 'RIFF';
		this.#begun = true;
		this.#hash.update(isHeader ? bytes.subarray(WAV_HEADER_BYTES) : bytes);
	}

	digest(): string {
		return this.#hash.digest('hex');
	}
}

/** What the sandbox has spoken: the only recordings it can recognise. */
export class Recordings {
	readonly #known = new Map<string, Spoken[]>();

	find(hash: string): Spoken[] | undefined {
		return this.#known.get(hash);
	}

	/** Passes speech on, and keeps its text if it was spoken to the end. */
	async *listen(narration: AsyncIterable<Utterance>): AsyncGenerator<Utterance> {
		const hash = new AudioHash();
		const pieces: Spoken[] = [];
		for await (const utterance of narration) {
			hash.update(utterance.bytes);
			if (utterance.piece) pieces.push(utterance.piece);
			yield utterance;
		}
		this.#keep(hash.digest(), pieces);
	}

	#keep(hash: string, pieces: Spoken[]): void {
		this.#known.delete(hash);
		this.#known.set(hash, pieces);
		const [oldest] = this.#known.keys();
		if (this.#known.size > KEPT && oldest !== undefined) this.#known.delete(oldest);
	}
}
