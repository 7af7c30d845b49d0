import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { checkerFor } from '../contract.mts';
import { newVoice, type Voice } from './voice.mts';

const text = { type: 'string' };
const texts = { type: 'array', items: text };

const isVoice = checkerFor<Voice>({
	type: 'object',
	required: [
		'id',
		'title',
		'description',
		'coverImage',
		'visibility',
		'tags',
		'languages',
		'titleLanguage',
		'author',
		'createdAt',
		'updatedAt',
		'training',
		'samples',
	],
	properties: {
		id: { type: 'string', pattern: '^[0-9a-f]{32}$' },
		title: text,
		description: text,
		coverImage: text,
		visibility: { enum: ['public', 'unlist', 'private'] },
		tags: texts,
		languages: texts,
		titleLanguage: text,
		author: { type: 'object', required: ['id', 'nickname'] },
		createdAt: { type: 'number' },
		updatedAt: { type: 'number' },
		training: { type: 'object', required: ['ms', 'result'] },
		samples: { type: 'array', items: { type: 'object', required: ['file', 'type'] } },
	},
});

function isAlive(pid: number): boolean {
	try {
		process.kill(pid, 0);
		return true;
	} catch {
		return false;
	}
}

/** The data folder: `voices/<id>/voice.json` next to its samples, and unfinished uploads in `incoming/`. */
export class VoiceDisk {
	readonly dir: string;
	#uploads = 0;
	/** Changes run one after another: the last save wins, and none follows a removal. */
	#last: Promise<void> = Promise.resolve();

	constructor(dir: string) {
		this.dir = dir;
	}

	folderOf(id: string): string {
		return join(this.dir, 'voices', id);
	}

	/** A new folder for an upload. By the process ID a later start sees whether it is abandoned. */
	incomingFolder(): string {
		this.#uploads += 1;
		return join(this.dir, 'incoming', `${process.pid}-${this.#uploads}`);
	}

	/** Reads all voices. A damaged one is reported and skipped. */
	async open(): Promise<Voice[]> {
		await mkdir(join(this.dir, 'voices'), { recursive: true });
		await mkdir(join(this.dir, 'incoming'), { recursive: true });
		await this.#clearAbandoned();
		const ids = await readdir(join(this.dir, 'voices'));
		const voices = await Promise.all(ids.map((id) => this.#read(id)));
		return voices.filter((voice) => voice !== undefined);
	}

	async #clearAbandoned(): Promise<void> {
		for (const name of await readdir(join(this.dir, 'incoming'))) {
			if (isAlive(Number.parseInt(name, 10)) && !name.startsWith(`${process.pid}-`)) continue;
			await rm(join(this.dir, 'incoming', name), { recursive: true, force: true });
		}
	}

	async #read(id: string): Promise<Voice | undefined> {
		const path = join(this.folderOf(id), 'voice.json');
		try {
			const checked = isVoice(JSON.parse(await readFile(path, 'utf8')));
			if (checked.ok && checked.value.id === id) return { ...newVoice(checked.value), own: true, stored: true };
			console.error(`Skipped a damaged voice: ${path}: ${checked.ok ? 'its id is not its folder' : checked.problem}`);
		} catch (error) {
			console.error(`Skipped a damaged voice: ${path}: ${(error as Error).message}`);
		}
		return undefined;
	}

	/** Takes over an upload's folder with its samples in one step. */
	async adopt(voice: Voice, folder: string): Promise<void> {
		await writeFile(join(folder, 'voice.json'), JSON.stringify(voice, null, '\t'));
		await rename(folder, this.folderOf(voice.id));
	}

	save(voice: Voice): Promise<void> {
		return this.#inTurn(() => this.#write(voice));
	}

	#inTurn(change: () => Promise<void>): Promise<void> {
		this.#last = this.#last.catch(() => undefined).then(change);
		return this.#last;
	}

	async #write(voice: Voice): Promise<void> {
		const path = join(this.folderOf(voice.id), 'voice.json');
		this.#uploads += 1;
		const draft = `${path}.${this.#uploads}.tmp`;
		await writeFile(draft, JSON.stringify(voice, null, '\t'));
		await rename(draft, path);
	}

	remove(id: string): Promise<void> {
		return this.#inTurn(() => this.#bury(id));
	}

	async #bury(id: string): Promise<void> {
		// Moved away first, so that the next start does not find a half-removed voice.
		const grave = this.incomingFolder();
		await rename(this.folderOf(id), grave).catch((error: NodeJS.ErrnoException) => {
			if (error.code !== 'ENOENT') throw error;
		});
		await rm(grave, { recursive: true, force: true });
	}
}
