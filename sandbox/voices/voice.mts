import { createHash, randomUUID } from 'node:crypto';
import type { AudioType } from '../audioType.mts';

export type VoiceState = 'created' | 'training' | 'trained' | 'failed';
export type Visibility = 'public' | 'unlist' | 'private';

export interface Author {
	id: string;
	nickname: string;
}

/** A sample in the voice's folder. */
export interface Sample {
	file: string;
	name: string;
	type: AudioType;
	bytes: number;
	text: string;
}

/** A voice as the sandbox stores it. Times are epoch milliseconds. */
export interface Voice {
	id: string;
	title: string;
	description: string;
	coverImage: string;
	visibility: Visibility;
	tags: string[];
	languages: string[];
	titleLanguage: string;
	author: Author;
	own: boolean;
	createdAt: number;
	updatedAt: number;
	/** How its state changes over time, until a test sets it. */
	training: { ms: number; result: 'trained' | 'failed' };
	fixedState?: VoiceState;
	generateSample: boolean;
	likes: number;
	tasks: number;
	samples: Sample[];
	/** Whether Fish Audio has its speaker's rights. */
	licensed: boolean;
	takedown: 'dmca' | 'policy' | null;
	/** `voice_design` if voice design signed every sample. */
	source: string | null;
	/** Only uploaded voices are on disk. */
	stored: boolean;
	/** Measured from the samples when the voice first speaks. */
	pitchHz?: number;
}

export const account: Author = { id: hexId('the account of the sandbox'), nickname: 'sandbox' };

/** 32 hex characters, the same for the same seed; without a seed, random. */
export function hexId(seed?: string): string {
	if (seed === undefined) return randomUUID().replaceAll('-', '');
	return createHash('sha256').update(seed).digest('hex').slice(0, 32);
}

/** Voices are published only on the web site: `public` is accepted and silently becomes `private`. */
export const keptVisibility = (asked: Visibility): Visibility => (asked === 'public' ? 'private' : asked);

/** A voice with nothing unusual about it. */
export function newVoice(fields: Partial<Voice> & { title: string }): Voice {
	const createdAt = fields.createdAt ?? Date.now();
	return {
		id: hexId(),
		description: '',
		coverImage: '',
		visibility: 'private',
		tags: [],
		languages: ['en'],
		titleLanguage: 'en',
		author: account,
		own: true,
		updatedAt: createdAt,
		training: { ms: 0, result: 'trained' },
		generateSample: false,
		likes: 0,
		tasks: 0,
		samples: [],
		licensed: false,
		takedown: null,
		source: null,
		stored: false,
		...fields,
		createdAt,
	};
}

/** For the first third of its training time a voice is `created`. */
const CREATED_SHARE = 1 / 3;

export function stateOf({ fixedState, training, createdAt }: Voice, now: number): VoiceState {
	if (fixedState !== undefined) return fixedState;
	const age = now - createdAt;
	if (age >= training.ms) return training.result;
	return age < training.ms * CREATED_SHARE ? 'created' : 'training';
}

function updatedAt(voice: Voice, now: number): number {
	if (voice.fixedState !== undefined || voice.training.ms === 0) return voice.updatedAt;
	const trainedAt = voice.createdAt + voice.training.ms;
	return now >= trainedAt ? Math.max(trainedAt, voice.updatedAt) : voice.updatedAt;
}

/** The voice as the contract's ModelEntity. */
export function toEntity(voice: Voice, now: number, baseUrl: string): Record<string, unknown> {
	const sample = {
		title: 'Default Sample',
		text: 'This is how I sound.',
		task_id: hexId(`sample of ${voice.id}`),
		audio: `${baseUrl}/_sandbox/voices/${voice.id}/sample`,
	};
	return {
		_id: voice.id,
		type: 'tts',
		title: voice.title,
		description: voice.description,
		cover_image: voice.coverImage,
		train_mode: 'fast',
		state: stateOf(voice, now),
		tags: voice.tags,
		samples: voice.generateSample ? [sample] : [],
		created_at: new Date(voice.createdAt).toISOString(),
		updated_at: new Date(updatedAt(voice, now)).toISOString(),
		languages: voice.languages,
		visibility: voice.visibility,
		lock_visibility: false,
		dmca_taken_down: voice.takedown === 'dmca',
		takedown_category: voice.takedown,
		default_text: voice.generateSample ? sample.text : '',
		source: voice.source,
		licensed: voice.licensed,
		pvc_release_state: null,
		pvc_notice_period_months: null,
		pvc_released_at: null,
		pvc_retire_requested_at: null,
		pvc_retire_effective_at: null,
		quality: null,
		like_count: voice.likes,
		mark_count: Math.floor(voice.likes / 3),
		shared_count: Math.floor(voice.likes / 10),
		task_count: voice.tasks,
		unliked: false,
		liked: false,
		marked: false,
		author: { _id: voice.author.id, nickname: voice.author.nickname, avatar: '' },
	};
}
