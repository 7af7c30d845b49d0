import { FishAudioError, isFishAudioError } from '../../fishAudio/errors';
import { withBilled } from '../../fishAudio/requests/bill';
import type { LongSpeechRequest } from '../../fishAudio/speech/speechRequest';
import { shown } from '../../text/shown';
import { mostChecks, wordMatcher } from './checkWords';

/** What was heard in audio. */
export interface HeardWords {
	/** Undefined if it could not be transcribed. */
	text: string | undefined;
	/** Why not, as the beginning of a sentence. */
	failure?: string;
	/** Seconds that were transcribed and billed. */
	seconds: number;
}

/** The result of a check. */
export interface WordCheck extends HeardWords {
	/** Percent, to a tenth; undefined without a transcript. */
	match: number | undefined;
	/** Seconds that all checks of this take transcribed and billed, each rounded up. */
	billedSeconds: number;
	/** How many takes were heard. */
	checks: number;
}

const tenths = (share: number): number => Math.round(share * 1000) / 10;

/** Failures of the account or the execution, after which nothing else can succeed either. */
const endsAll = ['unauthorized', 'outOfCredit', 'cancelled'];

/**
 * What was heard, or why nothing was. The audio is paid for and may be good, so a transcription that fails does not
 * lose it. Fails on a wrong key, without credit, and when the execution is stopped.
 */
export async function heardOrFailure(hear: () => Promise<HeardWords>): Promise<HeardWords> {
	return await hear().catch((error: unknown) => {
		if (!isFishAudioError(error) || endsAll.includes(error.kind)) return Promise.reject(error);
		return { text: undefined, failure: error.message, seconds: 0 };
	});
}

/** What a spoken take has cost so far. */
interface Take {
	/** How many times the text was spoken. */
	takes: number;
	/** How many requests that took. */
	requests: number;
}

/** Speaks an item, and transcribes a take of it. */
export interface SpeakAndHear<T> {
	speak(): Promise<T>;
	hear(take: T): Promise<HeardWords>;
}

function noMatch(least: number, checks: WordCheck[], billed: number): FishAudioError {
	const best = checks.reduce((one, other) => ((other.match ?? 0) > (one.match ?? 0) ? other : one));
	return new FishAudioError(
		'badAnswer',
		`The words that were spoken do not match 'Text': ${best.match} % in the best of ${checks.length} takes, and ` +
			`'Least Match (%)' is ${least}`,
		{
			advice:
				(best.text ? `Heard: '${shown(best.text, 200)}'. ` : 'Nothing was heard. ') +
				"Write names and abbreviations as they are spoken, choose another voice or model, or lower 'Least Match (%)' " +
				"under 'Checks'.",
			mayBeBilled: billed,
		},
	);
}

/**
 * Speaks an item until at least `least` percent of its words are heard, three times at most. Without a transcript the
 * take counts as right. Fails with `badAnswer` if no take is right.
 */
export async function speakUntilHeard<T extends Take>(
	{ request, least }: { request: LongSpeechRequest; least: number },
	{ speak, hear }: SpeakAndHear<T>,
): Promise<T & { words: WordCheck }> {
	const matchOf = wordMatcher(request);
	const checks: WordCheck[] = [];
	let [takes, billed, billedSeconds] = [0, 0, 0];
	const withBill = async (error: unknown) => await Promise.reject(withBilled(error, billed));
	while (checks.length < mostChecks) {
		const take = await speak().catch(withBill);
		takes += take.takes;
		billed += take.requests;
		const heard = await heardOrFailure(async () => await hear(take)).catch(withBill);
		const match = heard.text === undefined ? undefined : tenths(matchOf(heard.text));
		if (match !== undefined) billed += 1;
		billedSeconds += Math.ceil(heard.seconds);
		const check = { ...heard, match, billedSeconds, checks: checks.length + 1 };
		checks.push(check);
		if (match === undefined || match >= least) return { ...take, takes, words: check };
	}
	throw noMatch(least, checks, billed);
}
