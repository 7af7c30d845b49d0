import { VoiceDisk } from './disk.mts';
import { libraryVoices } from './library.mts';
import type { Voice } from './voice.mts';

export type SortBy = 'score' | 'task_count' | 'created_at';

const orders: Record<SortBy, (a: Voice, b: Voice) => number> = {
	score: (a, b) => b.likes - a.likes || b.createdAt - a.createdAt,
	task_count: (a, b) => b.tasks - a.tasks || b.createdAt - a.createdAt,
	// The direction is undocumented; clients take it as newest first.
	created_at: (a, b) => b.createdAt - a.createdAt,
};

/** All voices, the account's own and other people's; uploaded ones are also on disk. */
export class VoiceStore {
	readonly disk: VoiceDisk;
	#voices = new Map<string, Voice>();
	/** Sorted once and kept until a voice changes, so that pages of a large library stay fast. */
	#sorted = new Map<string, Voice[]>();

	constructor(dataDir: string) {
		this.disk = new VoiceDisk(dataDir);
	}

	async open(): Promise<void> {
		for (const voice of [...libraryVoices(), ...(await this.disk.open())]) this.#voices.set(voice.id, voice);
	}

	get(id: string): Voice | undefined {
		return this.#voices.get(id);
	}

	get size(): number {
		return this.sorted(true, 'created_at').length;
	}

	sorted(own: boolean, by: SortBy): readonly Voice[] {
		const key = `${own} ${by}`;
		let voices = this.#sorted.get(key);
		if (!voices) {
			voices = [...this.#voices.values()].filter((voice) => (own ? voice.own : voice.visibility === 'public'));
			// Of two made in the same millisecond, the later one is newer.
			voices.reverse().sort(orders[by]);
			this.#sorted.set(key, voices);
		}
		return voices;
	}

	/** Adds a voice whose upload is in `folder`. */
	async adopt(voice: Voice, folder: string): Promise<void> {
		await this.disk.adopt(voice, folder);
		this.seed([voice]);
	}

	/** Adds voices that exist only in memory. */
	seed(voices: Voice[]): void {
		for (const voice of voices) this.#voices.set(voice.id, voice);
		this.#sorted.clear();
	}

	async update(id: string, changes: Partial<Voice>): Promise<void> {
		const voice = this.#voices.get(id);
		if (!voice) return;
		Object.assign(voice, changes);
		this.#sorted.clear();
		if (voice.stored) await this.disk.save(voice);
	}

	async remove(id: string): Promise<void> {
		const voice = this.#voices.get(id);
		if (!voice) return;
		this.#voices.delete(id);
		this.#sorted.clear();
		if (voice.stored) await this.disk.remove(id);
	}

	async removeOwn(): Promise<void> {
		const own = [...this.#voices.values()].filter((voice) => voice.own);
		for (const { id } of own) this.#voices.delete(id);
		this.#sorted.clear();
		for (const voice of own) if (voice.stored) await this.disk.remove(voice.id);
	}
}
