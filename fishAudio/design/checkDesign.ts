import { inputError } from '../errors';
import { checkLanguage } from '../language';
import { shown } from '../../text/shown';
import { isEmpty } from '../../text/unseen';
import type { DesignRequest } from './designRequest';
import { checkCharacters } from '../checkCharacters';

/** Maximum number of characters of a prompt (Fish Audio API contract, VoiceDesignRequest, August 2026). */
export const longestPrompt = 2000;

/** Maximum number of characters of the candidates' text (same source). */
export const longestReferenceText = 150;

/** A numeric setting and its range (same source). */
interface Setting {
	label: string;
	isValid(value: number): boolean;
	advice: string;
}

const settings = {
	candidates: {
		label: 'Candidates',
		isValid: (value) => Number.isInteger(value) && value >= 1 && value <= 4,
		advice: 'Enter a whole number from 1 to 4.',
	},
	guidanceScale: {
		label: 'Guidance Scale',
		isValid: (value) => Number.isFinite(value) && value >= 0,
		advice: 'Enter 0 or a larger number.',
	},
	seed: { label: 'Seed', isValid: Number.isSafeInteger, advice: 'Enter a whole number.' },
	speed: {
		label: 'Speed',
		isValid: (value) => value > 0 && value <= 3,
		advice: 'Enter a number above 0, up to 3.',
	},
	steps: {
		label: 'Steps',
		isValid: (value) => Number.isInteger(value) && value >= 1 && value <= 128,
		advice: 'Enter a whole number from 1 to 128.',
	},
} satisfies Record<string, Setting>;

/** Names of the numeric settings. */
export const designNumbers = Object.keys(settings) as Array<keyof typeof settings>;

/** Characters are counted as in the contract: code points. */
const lengthOf = (text: string): number => Array.from(text).length;

function checkLength(label: string, text: string, max: number): void {
	const length = lengthOf(text);
	if (length <= max) return;
	throw inputError(`'${label}' has ${length} characters, and at most ${max} are allowed`, 'Shorten it.');
}

/** Fails with `input` on what the API would refuse, before anything is sent. */
export function checkDesign(request: DesignRequest): void {
	if (isEmpty(request.prompt)) {
		throw inputError("'Prompt' is empty", "Describe the voice, such as 'a warm, calm woman who reads the news'.");
	}
	checkCharacters('Prompt', request.prompt);
	checkCharacters('Reference Text', request.referenceText ?? '');
	checkLength('Prompt', request.prompt, longestPrompt);
	checkLength('Reference Text', request.referenceText ?? '', longestReferenceText);
	checkLanguage(request.language);
	for (const name of designNumbers) {
		const value = request[name];
		const { label, isValid, advice } = settings[name];
		if (value !== undefined && !isValid(value)) throw inputError(`'${label}' cannot be ${shown(value)}`, advice);
	}
}
