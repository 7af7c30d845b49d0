import { inputError } from '../../fishAudio/errors';
import { estimateSpeech } from '../../fishAudio/speech/estimate';
import type { LongSpeechRequest } from '../../fishAudio/speech/speechRequest';
import { planOf } from '../../fishAudio/speech/textParts';
import { longestSayings } from '../../fishAudio/speech/pronunciation';
import { phonemes } from '../../text/brackets';
import { withSayings } from '../../text/pronunciation/sayings';
import { writtenAgain } from '../../text/pronunciation/writtenAgain';
import { spokenText } from '../../text/spokenText';
import { wordMatch } from '../../text/wordMatch';
import type { Readers } from '../shared/parameters/readers';
import type { Target } from './fit';

/** How often an item is spoken at most until its words match. */
export const mostChecks = 3;

/** Seconds that can be transcribed at once (Fish Audio docs, September 2026). */
const longestHeard = 3600;

/** Seconds of the audio that is transcribed: as estimated, and at most. Real speech may take half as long again. */
export function secondsToHear(request: LongSpeechRequest, target: Target | undefined): { usual: number; most: number } {
	const { seconds, speech, silence } = estimateSpeech(request);
	// A check follows only where the audio fits.
	if (target) return { usual: Math.ceil(Math.min(seconds, target.seconds)), most: Math.ceil(target.seconds) + 1 };
	return { usual: Math.ceil(seconds), most: Math.ceil((1.5 * speech) / (request.speed ?? 1) + silence) + 2 };
}

/**
 * Reads *Check Words* and *Least Match (%)*: the percentage, or undefined without a check. Fails with `input` on a
 * number out of range, and on a text that takes longer than can be transcribed.
 */
export function leastMatchOf(
	checks: Pick<Readers, 'flag' | 'number'>,
	request: LongSpeechRequest,
	target: Target | undefined,
): number | undefined {
	const [wanted, least] = [checks.flag('checkWords'), checks.number('leastMatch')];
	if (least !== undefined && !(least >= 1 && least <= 100))
		throw inputError(`'Least Match (%)' cannot be ${least}`, 'Enter a percentage from 1 to 100.');
	if (least !== undefined && wanted === undefined) {
		throw inputError(
			"'Least Match (%)' is set without 'Check Words'",
			"Switch on 'Check Words' under 'Checks', or remove 'Least Match (%)'.",
		);
	}
	if (!wanted) return undefined;
	const { usual } = secondsToHear(request, target);
	if (usual > longestHeard) {
		throw inputError(
			`'Text' is too long for 'Check Words': its audio takes about ${Math.ceil(usual / 60)} minutes, and Fish Audio ` +
				'transcribes 60 minutes at most',
			"Split the text into several items, or remove 'Check Words' under 'Checks'.",
		);
	}
	return least ?? 90;
}

/** Stands in a text for a word that is given by its phonemes: as a sign, it leaves room for any word. */
const anyWord = ' ## ';

/** The words of a request, as they are to be heard: as rules respell them. */
function wordsToHear(request: LongSpeechRequest): string {
	return planOf(request)
		.texts.map((text) => withSayings(text, longestSayings({ ...request, text })).text)
		.flatMap((part) => spokenText(part.replace(phonemes, anyWord), request.model))
		.map((turn) => turn.text)
		.join(' ');
}

/**
 * Tells how much of a request's words was heard, from 0 to 1. A word with a respelling is right both as it is written
 * and as it is said: a transcript may have either.
 */
export function wordMatcher(request: LongSpeechRequest): (heard: string) => number {
	const said = wordsToHear(request);
	const again = writtenAgain(request.pronunciation?.rules ?? []);
	const written = again(said);
	return (heard) => Math.max(wordMatch([said], heard), wordMatch([written], again(heard)));
}
