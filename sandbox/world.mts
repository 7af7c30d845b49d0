import { Account } from './account.mts';
import { DictionaryStore } from './dictionaries/store.mts';
import { FaultRules } from './faults/rules.mts';
import { RequestLog } from './http/log.mts';
import { Meter } from './http/meter.mts';
import type { Like } from './like/service.mts';
import { defaultSettings, type Settings } from './settings.mts';
import { Recordings } from './speech/recordings.mts';
import { VoiceStore } from './voices/store.mts';

/** All the state of one sandbox. */
export class World {
	readonly key: string;
	readonly like: Like;
	readonly store: VoiceStore;
	readonly account = new Account(() => this.settings.creditDelayMs);
	readonly faults = new FaultRules();
	readonly log = new RequestLog();
	readonly meter = new Meter();
	readonly recordings = new Recordings();
	readonly dictionaries = new DictionaryStore();
	settings: Settings;
	/** Set once the server listens. */
	url = '';

	constructor(key: string, like: Like, dataDir: string, settings: Partial<Settings>) {
		this.key = key;
		this.like = like;
		this.store = new VoiceStore(dataDir);
		this.settings = { ...defaultSettings, ...settings };
	}
}
