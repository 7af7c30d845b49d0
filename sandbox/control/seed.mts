import { checkerFor } from '../contract.mts';
import { ApiError } from '../errors.mts';
import { hexId, newVoice, type Voice, type VoiceState, type Visibility } from '../voices/voice.mts';

interface SeedSpec {
	count?: number;
	title?: string;
	state?: VoiceState;
	/** When the first voice is created, ISO or epoch ms. Default: such that the last one is created now. */
	createdAt?: string | number;
	/** Time between two voices. */
	spacingMs?: number;
	tags?: string[];
	languages?: string[];
	visibility?: Visibility;
	own?: boolean;
	author?: string;
	licensed?: boolean;
}

const text = { type: 'string' };
const texts = { type: 'array', items: text };
const states = { enum: ['created', 'training', 'trained', 'failed'] };
const visibilities = { enum: ['public', 'unlist', 'private'] };
const time = { type: ['string', 'number'] };

const isSeed = checkerFor<SeedSpec>({
	type: 'object',
	additionalProperties: false,
	properties: {
		count: { type: 'integer', minimum: 1, maximum: 1_000_000 },
		title: text,
		state: states,
		createdAt: time,
		spacingMs: { type: 'number', minimum: 0 },
		tags: texts,
		languages: texts,
		visibility: visibilities,
		own: { type: 'boolean' },
		author: text,
		licensed: { type: 'boolean' },
	},
});

const isEdit = checkerFor<Record<string, unknown>>({
	type: 'object',
	additionalProperties: false,
	properties: {
		title: text,
		description: text,
		state: states,
		visibility: visibilities,
		tags: texts,
		languages: texts,
		titleLanguage: text,
		coverImage: text,
		createdAt: time,
		updatedAt: time,
		own: { type: 'boolean' },
		licensed: { type: 'boolean' },
		takedown: { enum: ['dmca', 'policy', null] },
		likes: { type: 'integer' },
		tasks: { type: 'integer' },
		pitchHz: { type: 'number' },
	},
});

function instant(written: string | number): number {
	const at = typeof written === 'number' ? written : Date.parse(written);
	if (Number.isFinite(at)) return at;
	throw new ApiError(400, `'${written}' is not a time`);
}

/** Adds voices without samples, in memory only. @throws ApiError 400 */
export function seededVoices(body: unknown): Voice[] {
	const spec = isSeed(body);
	if (!spec.ok) throw new ApiError(400, `Voices: ${spec.problem}`);
	const {
		count = 1,
		title = 'Seeded voice',
		state,
		createdAt,
		spacingMs = 0,
		tags = [],
		languages = ['en'],
	} = spec.value;
	const { own = true, visibility = own ? 'private' : 'public', author, licensed = false } = spec.value;
	const first = createdAt === undefined ? Date.now() - (count - 1) * spacingMs : instant(createdAt);
	const name = author ?? (own ? undefined : 'someone else');
	return Array.from({ length: count }, (_, index) =>
		newVoice({
			title: count === 1 ? title : `${title} ${index + 1}`,
			createdAt: first + index * spacingMs,
			tags,
			languages,
			visibility,
			own,
			licensed,
			...(name === undefined ? {} : { author: { id: hexId(`author ${name}`), nickname: name } }),
			...(state === undefined ? {} : { fixedState: state }),
		}),
	);
}

/** Changes a voice for a test, without the API's checks. @throws ApiError 400 */
export function voiceEdit(body: unknown): Partial<Voice> {
	const edit = isEdit(body);
	if (!edit.ok) throw new ApiError(400, `Voice: ${edit.problem}`);
	const { state, createdAt, updatedAt, ...fields } = edit.value;
	return {
		...fields,
		...(state === undefined ? {} : { fixedState: state as VoiceState, updatedAt: Date.now() }),
		...(createdAt === undefined ? {} : { createdAt: instant(createdAt as string | number) }),
		...(updatedAt === undefined ? {} : { updatedAt: instant(updatedAt as string | number) }),
	};
}
