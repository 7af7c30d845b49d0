import { FishAudioError } from '../../../fishAudio/errors.ts';
import type { Voice } from '../../../fishAudio/voices/voice.ts';
import type { VoicePage } from '../../../fishAudio/voices/voicePage.ts';
import type { Voices } from '../../../fishAudio/voices/voices.ts';

/** The history of a voice on the server; times in milliseconds. */
export interface Life {
	id: string;
	made: number;
	/** When it enters the list. */
	listed: number;
	/** When its training ends. */
	done: number;
	result: 'trained' | 'failed';
	deleted: number;
}

/** How the list is read. */
export interface LibraryOptions {
	/** Milliseconds that pass with each request. */
	perRequest: number;
	order: 'newestFirst' | 'oldestFirst' | 'shuffled';
	/** Whether answers have a Date header. */
	dated: boolean;
	/** How many of ten voices are left out after a page is cut. */
	hidden: number;
}

/** A voice library whose clock runs while it is read, so that pages shift under the reader. */
export class SimulatedLibrary {
	time = 0;
	requests = 0;
	/** Ids of the voices that were read one by one. */
	readonly readIds: string[] = [];
	/** The failure of reading a voice by its id, if it is to fail. */
	fails: (id: string) => FishAudioError | undefined = () => undefined;
	readonly lives: Life[] = [];
	order: LibraryOptions['order'];
	readonly #options: LibraryOptions;

	constructor(options: Partial<LibraryOptions> = {}) {
		this.#options = { perRequest: 0, order: 'newestFirst', dated: true, hidden: 0, ...options };
		this.order = this.#options.order;
	}

	static id(number: number): string {
		// Like the API's: 32 hex characters in no order.
		const spread = BigInt(number + 1) * 0x9e3779b97f4a7c15f39cc0605cedc835n;
		return (spread & ((1n << 128n) - 1n)).toString(16).padStart(32, '0');
	}

	isHidden({ id }: Life): boolean {
		return Number(BigInt(`0x${id.slice(0, 12)}`) % 10n) < this.#options.hidden;
	}

	#visible(): Life[] {
		const { order } = this;
		const there = this.lives.filter(({ listed, deleted }) => listed <= this.time && this.time < deleted);
		const byId = (a: Life, b: Life) => (a.id < b.id ? -1 : 1);
		if (order === 'shuffled') return there.sort(byId);
		const sign = order === 'newestFirst' ? -1 : 1;
		return there.sort((a, b) => sign * (a.made - b.made) || byId(a, b));
	}

	voice({ id, made, done, result }: Life): Voice {
		const state = this.time >= done ? result : 'training';
		return { _id: id, title: `Voice ${id}`, state, created_at: new Date(made).toISOString(), tags: [] };
	}

	#step(): void {
		this.requests += 1;
		this.time += this.#options.perRequest;
	}

	client(): Voices {
		const page = async (_: unknown, choice: { page: number; pageSize: number }): Promise<VoicePage> => {
			this.#step();
			const all = this.#visible();
			const start = (choice.page - 1) * choice.pageSize;
			const items = all
				.slice(start, start + choice.pageSize)
				.filter((life) => !this.isHidden(life))
				.map((life) => this.voice(life));
			return {
				items,
				total: all.length,
				totalIsExact: true,
				upperBound: undefined,
				// As for the client: an empty page is the last.
				hasMore: items.length > 0 && start + choice.pageSize < all.length,
				// A Date header has whole seconds.
				serverTime: this.#options.dated ? Math.floor(this.time / 1000) * 1000 : undefined,
			};
		};
		const get = async (id: string): Promise<Voice> => {
			this.#step();
			this.readIds.push(id);
			const failure = this.fails(id);
			if (failure) throw failure;
			const life = this.lives.find((one) => one.id === id && this.time < one.deleted);
			if (!life) throw new FishAudioError('notFound', 'no such voice');
			return this.voice(life);
		};
		return { page, get } as unknown as Voices;
	}
}
