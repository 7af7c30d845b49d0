import { checkerFor } from './contract.mts';
import { ApiError } from './errors.mts';

export interface Settings {
	/** How long a new voice takes from `created` over `training` to its result; 0 = at once. */
	trainingMs: number;
	trainingResult: 'trained' | 'failed';
	/** Delay before each answer of speech, design and recognition. */
	latencyMs: number;
	/** API requests served at the same time; more are answered 429. */
	concurrency: number;
	/** `tone` is a cheap stand-in for speech, for thousands of requests. */
	speech: 'espeak' | 'tone';
	/** Time until the credit shows a charge. */
	creditDelayMs: number;
	/** A long text is sent at once, after this share of its audio's duration. */
	wholeAfter: number;
	/** Lists end here, whatever their total; null = no limit. */
	windowLimit: number | null;
	/** A new voice appears in lists this many ms after its creation. */
	listDelayMs: number;
	/** The direction of `sort_by=created_at` is undocumented. */
	createdAtOrder: 'newestFirst' | 'oldestFirst';
	/** Lists give 0 as their bounds, as was seen once. */
	zeroBounds: boolean;
	/** The credit is a JSON number instead of a string. */
	creditIsNumber: boolean;
	/** Total paid in, in USD. Changing it also sets the matching limit of concurrent requests. */
	toppedUp: number;
	/**
	 * As of 2027: `s2.1-pro` serves and bills `s1`, and `transcribe-1-pro` serves requests for `transcribe-1`.
	 */
	oldModelsEnded: boolean;
	/** Longer audio ends in 503 on `transcribe-1`. */
	longestTranscribe1Seconds: number;
	/** Pro gives an empty transcript for silence, as the vendor documents, instead of 503, as measured. */
	silenceIsEmpty: boolean;
	/** A sound that pro hears before the first words of every recording, such as `laughter`. */
	soundEvent: string | null;
	/**
	 * What is recognised in place of what was spoken, in every recording; of a list, one text for each recording in the
	 * order of the requests, and its last one from then on. null = what was spoken.
	 */
	heard: string | string[] | null;
}

export const defaultSettings: Readonly<Settings> = {
	trainingMs: 0,
	trainingResult: 'trained',
	latencyMs: 0,
	concurrency: 5,
	speech: 'espeak',
	creditDelayMs: 5000,
	wholeAfter: 0,
	windowLimit: null,
	listDelayMs: 0,
	createdAtOrder: 'newestFirst',
	zeroBounds: false,
	creditIsNumber: false,
	toppedUp: 10,
	oldModelsEnded: false,
	longestTranscribe1Seconds: 60,
	silenceIsEmpty: false,
	soundEvent: null,
	heard: null,
};

/** A test's change of settings. `credit` belongs to the account, not to the settings. */
export type SettingsPatch = Partial<Settings> & { credit?: number | string };

const wait = { type: 'number', minimum: 0 };

const isSettingsPatch = checkerFor<SettingsPatch>({
	type: 'object',
	additionalProperties: false,
	properties: {
		trainingMs: wait,
		trainingResult: { enum: ['trained', 'failed'] },
		latencyMs: wait,
		concurrency: { type: 'integer', minimum: 1 },
		speech: { enum: ['espeak', 'tone'] },
		creditDelayMs: wait,
		wholeAfter: wait,
		windowLimit: { type: ['integer', 'null'], minimum: 0 },
		listDelayMs: wait,
		createdAtOrder: { enum: ['newestFirst', 'oldestFirst'] },
		zeroBounds: { type: 'boolean' },
		creditIsNumber: { type: 'boolean' },
		toppedUp: { type: 'number', minimum: 0 },
		oldModelsEnded: { type: 'boolean' },
		longestTranscribe1Seconds: wait,
		silenceIsEmpty: { type: 'boolean' },
		soundEvent: { type: ['string', 'null'] },
		heard: { type: ['string', 'array', 'null'], items: { type: 'string' } },
		credit: { type: ['number', 'string'], minimum: 0, pattern: '^\\d+(\\.\\d+)?$' },
	},
});

/** @throws ApiError 400 naming the wrong setting. */
export function checkSettingsPatch(body: unknown): SettingsPatch {
	const checked = isSettingsPatch(body);
	if (!checked.ok) throw new ApiError(400, `Settings: ${checked.problem}`);
	return checked.value;
}
