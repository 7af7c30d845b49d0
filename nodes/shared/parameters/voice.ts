import { inputError } from '../../../fishAudio/errors';
import { parseVoiceId } from '../../../fishAudio/voices/voiceId';
import { isBlank, isExpression, textOf } from './values';

/** A parameter as it was set, before its expressions are worked out, and what they give. */
export interface SetValue {
	raw: unknown;
	value: unknown;
}

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;

/** What was chosen in a voice field: the value of a locator, or all that an expression gives. */
const chosenIn = (value: unknown): unknown => (isObject(value) && 'value' in value ? value.value : value);

/** Whether a voice is chosen, whatever it is. */
export const isChosen = (value: unknown): boolean => !isBlank(chosenIn(value));

/** Whether the field is as the panel leaves it where no voice is chosen from its list. */
function isUntouched(raw: unknown): boolean {
	if (!isObject(raw)) return isBlank(raw);
	return (raw.mode === undefined || raw.mode === 'list') && !isExpression(raw.value) && isBlank(raw.value);
}

/** The id of a voice; undefined where nothing is given. `label` is what to call the field. */
export function voiceIdIn(value: unknown, label: string): string | undefined {
	const given = chosenIn(value);
	return isBlank(given) ? undefined : parseVoiceId(textOf(given, label), label);
}

/**
 * The id of the voice that was chosen. Undefined only of a list from which nothing was chosen: an expression that finds
 * none, or an ID that was not filled in, is a mistake, and no wish for the model's own voice.
 */
export function voiceIdOf({ raw, value }: SetValue): string | undefined {
	const id = voiceIdIn(value, 'Voice');
	if (id !== undefined || isUntouched(raw)) return id;
	const isByExpression = isExpression(raw) || (isObject(raw) && isExpression(raw.value));
	throw inputError(
		"'Voice' is empty",
		(isByExpression ? 'Its expression gives nothing for this item. ' : '') +
			'Choose a voice from the list, or enter its ID or the address of its page.',
	);
}
