import type { Cleanup } from '../terminal/cleanup.mts';

type Remove = () => Promise<void>;

/** Everything created in the account, so that all of it is removed however the check ends. */
export class Made {
	readonly #removals = new Map<string, Remove>();
	readonly #underWay = new Set<Promise<unknown>>();
	/** What could not be removed, for people to remove. */
	readonly left: string[] = [];

	constructor(cleanup: Cleanup) {
		cleanup.add(() => this.removeAll());
	}

	/** Waits for a creation: its result must be known before everything is removed. */
	async during<T>(making: Promise<T>): Promise<T> {
		this.#underWay.add(making);
		try {
			return await making;
		} finally {
			this.#underWay.delete(making);
		}
	}

	add(name: string, remove: Remove): void {
		this.#removals.set(name, remove);
	}

	async removeAll(): Promise<void> {
		await Promise.allSettled(this.#underWay);
		for (const [name, remove] of [...this.#removals].reverse()) {
			await remove().catch(() => this.left.push(name));
			this.#removals.delete(name);
		}
	}
}
