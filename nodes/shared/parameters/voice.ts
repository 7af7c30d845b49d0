import { inputError } from '../../../fishAudio/errors';
import { parseTitle, type VoiceChoice } from '../../../fishAudio/voices/voiceChoice';
import { parseVoiceId } from '../../../fishAudio/voices/voiceId';
import { titleListed } from './listedVoice';
import { isBlank, isExpression, textOf } from './values';

/** A parameter as it was set, with its expressions, and its value for an item. */
export interface SetValue {
	raw: unknown;
	value: unknown;
}

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;

/** The choice in a voice field: the value of a resource locator, or whatever an expression gives. */
const chosenIn = (value: unknown): unknown => (isObject(value) && 'value' in value ? value.value : value);

/** Whether a voice is chosen, valid or not. */
export const isChosen = (value: unknown): boolean => !isBlank(chosenIn(value));

/** Whether the field is as the panel leaves it when no voice is chosen from the list. */
function isUntouched(raw: unknown): boolean {
	if (!isObject(raw)) return isBlank(raw);
	return (raw.mode === undefined || raw.mode === 'list') && !isExpression(raw.value) && isBlank(raw.value);
}

/** The title of a voice that was chosen from the list: n8n keeps the name that it had there. */
function titleIn(raw: unknown): string | undefined {
	if (!isObject(raw) || raw.mode !== 'list' || isExpression(raw.value)) return undefined;
	const { cachedResultName: name } = raw;
	return typeof name === 'string' && name !== '' ? titleListed(name) : undefined;
}

const isByTitle = (value: unknown): boolean => isObject(value) && value.mode === 'title';

/** The voice that a field chooses; undefined if nothing is given. `label` is the name of the field. */
export function voiceIn(value: unknown, label: string): VoiceChoice | undefined {
	const given = chosenIn(value);
	if (isBlank(given)) return undefined;
	const text = textOf(given, label);
	return isByTitle(value) ? parseTitle(text, label) : { id: parseVoiceId(text, label) };
}

/** A voice with the title that the list showed, if it was chosen there. */
export function asListed(voice: VoiceChoice, raw: unknown): VoiceChoice {
	const called = titleIn(raw);
	return 'id' in voice && called !== undefined ? { ...voice, called } : voice;
}

/**
 * The chosen voice. Undefined only if nothing was chosen from the list: then Fish Audio picks one. An
 * expression without a result and an empty ID are mistakes.
 */
export function voiceOf({ raw, value }: SetValue, label = 'Voice'): VoiceChoice | undefined {
	const voice = voiceIn(value, label);
	if (voice !== undefined) return asListed(voice, raw);
	if (isUntouched(raw)) return undefined;
	const isByExpression = isExpression(raw) || (isObject(raw) && isExpression(raw.value));
	throw inputError(
		`'${label}' is empty`,
		(isByExpression ? 'Its expression gives nothing for this item. ' : '') +
			'Choose a voice from the list, or enter its title, its ID or the address of its page.',
	);
}
