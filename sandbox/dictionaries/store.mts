import type { PronunciationRule } from '../contract.mts';
import { ApiError } from '../errors.mts';
import { hexId } from '../voices/voice.mts';

/** A list of rules that never changes. Times are epoch milliseconds. */
export interface DictionaryVersion {
	id: string;
	rules: PronunciationRule[];
	createdAt: number;
	archived: boolean;
}

export interface Dictionary {
	id: string;
	name: string;
	description: string | null;
	createdAt: number;
	updatedAt: number;
	archived: boolean;
	/** Oldest first. */
	versions: DictionaryVersion[];
}

export const latestOf = ({ versions }: Dictionary): DictionaryVersion | undefined => versions.at(-1);

/** The account's stored dictionaries, in memory. */
export class DictionaryStore {
	readonly #dictionaries = new Map<string, Dictionary>();

	/** The rules of a version, also once it is archived: versions stay stored. */
	rules(id: string, version: string): PronunciationRule[] | undefined {
		return this.#dictionaries.get(id)?.versions.find((kept) => kept.id === version)?.rules;
	}

	/** Those that are not archived, latest update first. */
	list(): Dictionary[] {
		// Of two updated in the same millisecond, the later one comes first.
		return [...this.#dictionaries.values()]
			.filter(({ archived }) => !archived)
			.reverse()
			.sort((a, b) => b.updatedAt - a.updatedAt);
	}

	/** @throws ApiError 404 */
	get(id: string): Dictionary {
		const dictionary = this.#dictionaries.get(id);
		if (!dictionary || dictionary.archived) throw new ApiError(404, 'Pronunciation dictionary not found');
		return dictionary;
	}

	/** @throws ApiError 404 */
	version(id: string, versionId: string): DictionaryVersion {
		const found = this.get(id).versions.find((version) => version.id === versionId);
		if (!found) throw new ApiError(404, 'Pronunciation dictionary version not found');
		return found;
	}

	create(name: string, description: string | null): Dictionary {
		const now = Date.now();
		const dictionary = {
			id: hexId(),
			name,
			description,
			createdAt: now,
			updatedAt: now,
			archived: false,
			versions: [],
		};
		this.#dictionaries.set(dictionary.id, dictionary);
		return dictionary;
	}

	update(id: string, changes: Partial<Pick<Dictionary, 'name' | 'description'>>): Dictionary {
		return Object.assign(this.get(id), changes, { updatedAt: Date.now() });
	}

	/** Repeating it changes nothing. */
	archive(id: string): void {
		const dictionary = this.#dictionaries.get(id);
		if (dictionary) dictionary.archived = true;
	}

	/** @throws ApiError 409 when another change came first. */
	publish(id: string, expectedLatest: string | null, rules: PronunciationRule[]): DictionaryVersion {
		const dictionary = this.get(id);
		if ((latestOf(dictionary)?.id ?? null) !== expectedLatest)
			throw new ApiError(409, 'expected_latest_version_id is not the latest version any more');
		const version = { id: hexId(), rules, createdAt: Date.now(), archived: false };
		dictionary.versions.push(version);
		dictionary.updatedAt = version.createdAt;
		return version;
	}

	/** @throws ApiError 409 for the latest version and for an archived one. */
	archiveVersion(id: string, versionId: string): void {
		const version = this.version(id, versionId);
		if (version.archived) throw new ApiError(409, 'The version is archived already');
		if (latestOf(this.get(id)) === version) throw new ApiError(409, 'The latest version cannot be deleted');
		version.archived = true;
	}
}
