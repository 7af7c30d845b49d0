import { inputError } from './errors';
import { shown } from '../text/shown';

/** Speech models to choose from. Any other can be entered by its ID. */
export const models = ['s2.1-pro', 's2.1-pro-free', 's2-pro', 's1', 'drama-3'] as const;

/** Name of a speech model to choose from. */
export type Model = (typeof models)[number];

/** The choice that lets the user enter a model ID. */
export const otherModel = 'other';

/** The day on which S1 ends (Fish Audio docs, September 2026). */
export const endOfS1 = '31 December 2026';

/** A model name is sent as a header: 1–100 visible ASCII characters. */
const namePattern = /^[\x21-\x7e]{1,100}$/;

const dramaSpeakers = 16;

/** Maximum number of voices in one text, for models with a limit (Fish Audio docs, S2 and Drama 3, October 2026). */
const maxSpeakers: Partial<Record<string, number>> = {
	s1: 1,
	'drama-3': dramaSpeakers,
	'drama-3-preview': dramaSpeakers,
};

/** Fails with `input` on a name that cannot be sent. Only the API knows whether that model exists. */
export function checkModelName(name: string): void {
	if (name === '') {
		throw inputError(
			"'Model ID' is empty",
			"Enter the model's name as Fish Audio writes it, such as drama-3-preview, or choose a 'Model' from the list.",
		);
	}
	if (namePattern.test(name)) return;
	throw inputError(
		"'Model ID' is not the name of a model",
		'Enter 1 to 100 English letters, digits and punctuation marks, without spaces, such as drama-3-preview.',
	);
}

/**
 * The name of the model to send: the chosen one, or for `other` the entered ID. Fails with `input` on an unknown choice
 * and on an ID that cannot be sent.
 */
export function modelNameOf(chosen: string, otherId: string): string {
	if (chosen !== otherModel) {
		if (models.some((model) => model === chosen)) return chosen;
		throw inputError(
			`'Model' cannot be '${shown(chosen)}'`,
			`Choose one of: ${models.join(', ')}. For another model choose '${otherModel}' and enter its name in 'Model ID'.`,
		);
	}
	const name = otherId.trim();
	checkModelName(name);
	return name;
}

/** Fails with `input` if a model cannot speak with this many voices. */
export function checkSpeakerCount(model: string, speakers: number): void {
	const max = maxSpeakers[model];
	if (max === 1) {
		const others = models.filter((other) => maxSpeakers[other] !== 1).join(', ');
		throw inputError(`'Model' ${model} cannot speak with several voices`, `Choose one of: ${others}.`);
	}
	if (max === undefined || speakers <= max) return;
	throw inputError(
		`'Speakers' has ${speakers} entries, and the model ${model} takes at most ${max}`,
		"Split the text between several items, or choose another 'Model'.",
	);
}
