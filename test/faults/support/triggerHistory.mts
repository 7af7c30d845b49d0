import type { RunningSandbox } from '../../support/sandbox.mts';
import type { Stage } from '../../support/stage.mts';

const minute = 60_000;

/** A change in the account. `which` chooses among the existing voices. */
export type Change =
	| {
			kind: 'seed';
			count: number;
			state: 'created' | 'training' | 'trained' | 'failed';
			spacingMs: number;
			later: number;
			late: number;
	  }
	| { kind: 'make' }
	| { kind: 'train'; which: number; count: number; result: 'trained' | 'failed' }
	| { kind: 'remove'; which: number }
	| { kind: 'rename'; which: number };

/** A voice of the account as the test knows it. */
export interface Known {
	id: string;
	/** How it was created, for messages. */
	born: string;
	/** Was trained or failed before the first poll. */
	old: boolean;
	ended: 'trained' | 'failed' | undefined;
	removed: boolean;
}

/** How many voices the trigger remembers. Beyond that it misses a late voice, as the README says. */
const maxRemembered = 1_900;

/** The account of a storm and its history. */
export class History {
	readonly voices: Known[] = [];
	readonly #stage: Stage;
	/** Creation time of the newest voice: in the past, so that many fit into the last hour. */
	#clock = Date.now() - 50 * minute;
	/** When the trigger first polled; undefined before. */
	#polledAt: number | undefined;

	constructor(stage: Stage) {
		this.#stage = stage;
	}

	get #sandbox(): RunningSandbox {
		return this.#stage.sandbox;
	}

	/** Voices that come from now on are new to the trigger. */
	beginPolls(): void {
		this.#clock += 1;
		this.#polledAt = this.#clock;
	}

	async act(change: Change): Promise<void> {
		switch (change.kind) {
			case 'seed':
				return await this.#seed(change);
			case 'make':
				return await this.#make();
			case 'train':
				return await this.#train(
					this.#open().slice(change.which % 7, (change.which % 7) + change.count),
					change.result,
				);
			case 'remove':
				return await this.#remove(this.#pick(change.which));
			case 'rename':
				return await this.#rename(this.#pick(change.which));
		}
	}

	/** Ends all trainings. */
	async endTraining(): Promise<void> {
		await this.#train(this.#open(), 'trained');
	}

	#open(): Known[] {
		return this.voices.filter(({ ended, removed }) => ended === undefined && !removed);
	}

	#pick(which: number): Known | undefined {
		const existing = this.voices.filter(({ removed }) => !removed);
		// Among the newest, which the trigger reads.
		return existing.at(-1 - (which % Math.min(150, Math.max(1, existing.length))));
	}

	async #seed({ count, state, spacingMs, later, late }: Change & { kind: 'seed' }): Promise<void> {
		const polledAt = this.#polledAt;
		const isLate = polledAt !== undefined && late > 0 && this.voices.length + count < maxRemembered;
		const createdAt = isLate ? Math.max(polledAt, this.#clock - late) : this.#clock + later;
		if (!isLate) this.#clock = createdAt + count * spacingMs;
		const ended = state === 'trained' || state === 'failed' ? state : undefined;
		for (let from = 0; from < count; from += 1_000) {
			// The sandbox returns at most 1,000 ids at a time.
			const some = { count: Math.min(1_000, count - from), createdAt: createdAt + from * spacingMs, spacingMs, state };
			const { ids } = await this.#sandbox.seedVoices(some);
			this.voices.push(
				...ids.map((id) => ({
					id,
					born: `${state} ${isLate ? 'late' : ''} ${count} x ${spacingMs} at ${createdAt}`,
					old: polledAt === undefined && ended !== undefined,
					ended,
					removed: false,
				})),
			);
		}
	}

	/** Creates a voice with the node, as users do. */
	async #make(): Promise<void> {
		const item = await this.#stage.itemWith({ data: [await this.#stage.recording(), 'a.wav', 'audio/wav'] });
		const parameters = { operation: 'create', title: 'Made', waitUntilTrained: false };
		const { items } = await this.#stage.engine.runNode('voiceClone', parameters, [item]);
		this.voices.push({ id: items[0]!.json.id as string, born: 'made', old: false, ended: 'trained', removed: false });
	}

	async #train(voices: Known[], result: 'trained' | 'failed'): Promise<void> {
		for (const voice of voices) {
			voice.ended = result;
			await this.#sandbox.patchVoice(voice.id, { state: result });
		}
	}

	async #remove(voice: Known | undefined): Promise<void> {
		if (!voice) return;
		voice.removed = true;
		const headers = { authorization: `Bearer ${this.#sandbox.key}` };
		const { status } = await fetch(`${this.#sandbox.url}/model/${voice.id}`, { method: 'DELETE', headers });
		expect(status).toBeLessThan(300);
	}

	async #rename(voice: Known | undefined): Promise<void> {
		if (voice) await this.#sandbox.patchVoice(voice.id, { title: 'Renamed' });
	}
}
