/** Characters of a value that a message shows at most. */
const longest = 80;

/**
 * What nobody would see, or what would break the line: control and format characters, half characters, letters without
 * a shape.
 */
const unseen = /[\p{C}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\u2800]/u;

/**
 * Joiners and the sign that asks for a picture, which belong to what stands before them: in emoji, and in scripts that
 * join their letters.
 */
const joined =
	/[\p{Extended_Pictographic}\p{Emoji_Modifier}\p{Script=Arabic}\p{Script=Deva}\p{M}](?:\u200c|\u200d|\ufe0f)/u;

const codeOf = (sign: string): string =>
	`⟨U+${(sign.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}⟩`;

function visible(sign: string, before: string): string {
	if (sign === '\n') return '⏎';
	if (sign === '\r') return '';
	if (sign === '\t') return ' ';
	return unseen.test(sign) && !joined.test(before + sign) ? codeOf(sign) : sign;
}

/** A value as JSON has it; what JSON cannot hold, such as a ring of objects, by its kind. */
function jsonOf(value: object): string {
	const isList = Array.isArray(value);
	try {
		return JSON.stringify(value) ?? 'an object';
	} catch {
		return isList ? 'a list' : 'an object';
	}
}

const textOf = (value: unknown): string =>
	typeof value === 'object' && value !== null ? jsonOf(value) : String(value);

/**
 * A value as it may stand in a message, whatever somebody gave: at most 80 characters of it, in one line, and what
 * would not be seen by its code point, such as ⟨U+200B⟩. Lists and objects are shown as JSON.
 */
export function shown(value: unknown, most = longest): string {
	const text = textOf(value);
	// Two units a character, and one more character to know whether anything is left out.
	const signs = [...text.slice(0, 2 * most + 2)];
	const line = signs.slice(0, most).map((sign, at) => visible(sign, signs[at - 1] ?? ''));
	return line.join('') + (signs.length > most ? '…' : '');
}
