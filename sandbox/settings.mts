import { checkerFor } from './contract.mts';
import { ApiError } from './errors.mts';

export interface Settings {
	/** How long a new voice takes from `created` over `training` to its result; 0 = at once. */
	trainingMs: number;
	trainingResult: 'trained' | 'failed';
	/** Added before each answer of speech, design and recognition. */
	latencyMs: number;
	/** API requests served at the same time; more are answered 429. */
	concurrency: number;
	/** `tone` is a cheap stand-in for speech, for thousands of requests. */
	speech: 'espeak' | 'tone';
	/** So long after a charge the credit shows it. */
	creditDelayMs: number;
	/** Long texts come as a whole, after this share of the length of their audio. */
	wholeAfter: number;
	/** Lists reach only so far, whatever their total; null = to the end. */
	windowLimit: number | null;
	/** A new voice enters lists only so many ms after it was made. */
	listDelayMs: number;
	/** Nobody has written down which way `sort_by=created_at` goes. */
	createdAtOrder: 'newestFirst' | 'oldestFirst';
	/** Lists give 0 for their bounds, as one was seen to. */
	zeroBounds: boolean;
	/** The credit is a JSON number instead of a string. */
	creditIsNumber: boolean;
	/** What was ever paid in, in USD; a change of it brings the limit of requests at the same time that goes with it. */
	toppedUp: number;
	/**
	 * As from 2027 on: `s2.1-pro` serves and bills `s1`, and `transcribe-1-pro` serves what is left to `transcribe-1`.
	 */
	oldModelsEnded: boolean;
	/** Longer audio ends in 503 on `transcribe-1`. */
	longestTranscribe1Seconds: number;
	/** Silence is an empty transcript of pro, as the vendor writes, instead of 503, as was measured. */
	silenceIsEmpty: boolean;
	/** A sound that pro hears before the first words of every recording, such as `laughter`. */
	soundEvent: string | null;
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
};

/** A change of settings as a test sends it; `credit` lives in the account, not in the settings. */
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
		credit: { type: ['number', 'string'], minimum: 0, pattern: '^\\d+(\\.\\d+)?$' },
	},
});

/** @throws ApiError 400 naming the wrong setting. */
export function checkSettingsPatch(body: unknown): SettingsPatch {
	const checked = isSettingsPatch(body);
	if (!checked.ok) throw new ApiError(400, `Settings: ${checked.problem}`);
	return checked.value;
}
