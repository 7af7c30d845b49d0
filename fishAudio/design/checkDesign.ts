import { inputError } from '../errors';
import { checkLanguage } from '../language';
import { shown } from '../../text/shown';
import { isEmpty } from '../../text/unseen';
import type { DesignRequest } from './designRequest';
import { checkCharacters } from '../checkCharacters';

/** Characters that a prompt has at most (Fish Audio API contract, VoiceDesignRequest, August 2026). */
export const longestPrompt = 2000;

/** Characters that the text of the candidates has at most (as above). */
export const longestReferenceText = 150;

/** A number that can be set, with what it may be (as above). */
interface Setting {
	label: string;
	isRight(value: number): boolean;
	advice: string;
}

const settings = {
	candidates: {
		label: 'Candidates',
		isRight: (value) => Number.isInteger(value) && value >= 1 && value <= 4,
		advice: 'Enter a whole number from 1 to 4.',
	},
	guidanceScale: {
		label: 'Guidance Scale',
		isRight: (value) => Number.isFinite(value) && value >= 0,
		advice: 'Enter a number from 0.',
	},
	seed: { label: 'Seed', isRight: Number.isSafeInteger, advice: 'Enter a whole number.' },
	speed: {
		label: 'Speed',
		isRight: (value) => value > 0 && value <= 3,
		advice: 'Enter a number above 0 and up to 3.',
	},
	steps: {
		label: 'Steps',
		isRight: (value) => Number.isInteger(value) && value >= 1 && value <= 128,
		advice: 'Enter a whole number from 1 to 128.',
	},
} satisfies Record<string, Setting>;

/** Names of the settings that are numbers. */
export const designNumbers = Object.keys(settings) as Array<keyof typeof settings>;

/** Characters as the contract counts them: code points. */
const lengthOf = (text: string): number => Array.from(text).length;

function checkLength(label: string, text: string, most: number): void {
	const length = lengthOf(text);
	if (length <= most) return;
	throw inputError(`'${label}' has ${length} characters, and at most ${most} are taken`, 'Shorten it.');
}

/** Fails with `input` on what the API would refuse, so that nothing is sent. */
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
		const { label, isRight, advice } = settings[name];
		if (value !== undefined && !isRight(value)) throw inputError(`'${label}' cannot be ${shown(value)}`, advice);
	}
}
