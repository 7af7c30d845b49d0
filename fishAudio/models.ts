import { inputError } from './errors';
import { shown } from '../text/shown';

/** Speech models that are offered by name; any other is sent by its ID. */
export const models = ['s2.1-pro', 's2.1-pro-free', 's2-pro', 's1', 'drama-3'] as const;

/** Name of an offered speech model. */
export type Model = (typeof models)[number];

/** The choice of a model that is named by its ID. */
export const otherModel = 'other';

/** The day on which S1 ends (Fish Audio docs, September 2026). */
export const endOfS1 = '31 December 2026';

/** The name under which a model goes into a header: 1–100 visible ASCII characters. */
const namePattern = /^[\x21-\x7e]{1,100}$/;

const dramaSpeakers = 16;

/** How many voices may speak in one text, where that is limited (Fish Audio docs, S2 and Drama 3, October 2026). */
const speakersMost: Partial<Record<string, number>> = {
	s1: 1,
	'drama-3': dramaSpeakers,
	'drama-3-preview': dramaSpeakers,
};

/** Fails with `input` on a name that cannot be sent. Whether there is a model of that name only the service knows. */
export function checkModelName(name: string): void {
	if (name === '') {
		throw inputError(
			"'Model ID' is empty",
			"Enter the name of the model as Fish Audio writes it, such as drama-3-preview, or choose a 'Model' from the list.",
		);
	}
	if (namePattern.test(name)) return;
	throw inputError(
		"'Model ID' is not the name of a model",
		'Enter 1 to 100 English letters, digits and signs, without spaces, such as drama-3-preview.',
	);
}

/**
 * The name of the model that is sent: the chosen one, or the ID that is given for another. Fails with `input` on what
 * is neither.
 */
export function modelNameOf(chosen: string, otherId: string): string {
	if (chosen !== otherModel) {
		if (models.some((model) => model === chosen)) return chosen;
		throw inputError(
			`'Model' cannot be '${shown(chosen)}'`,
			`Choose one of: ${models.join(', ')}. For any other choose '${otherModel}', and give its name in 'Model ID'.`,
		);
	}
	const name = otherId.trim();
	checkModelName(name);
	return name;
}

/** Fails with `input` where a model cannot speak with so many voices. */
export function checkSpeakerCount(model: string, speakers: number): void {
	const most = speakersMost[model];
	if (most === 1) {
		const able = models.filter((other) => speakersMost[other] !== 1).join(', ');
		throw inputError(`'Model' ${model} cannot speak with several voices`, `Choose one of: ${able}.`);
	}
	if (most === undefined || speakers <= most) return;
	throw inputError(
		`'Speakers' has ${speakers} entries, and the model ${model} takes ${most} at most`,
		"Split the text between several items, or choose another 'Model'.",
	);
}
