/** How many characters of a value a message shows. */
const usualLength = 80;

/** Invisible characters, and those that break a line: control and format characters, half characters, blank letters. */
const unseen = /[\p{C}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\u2800]/u;

/** Joiners and the emoji selector after a character that they belong to: in emoji, and in scripts that join letters. */
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

/** An object as JSON, or its kind if JSON cannot hold it (an object that contains itself). */
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
 * Any value in a form for messages: its first 80 characters, in one line, with invisible characters as code points such
 * as ⟨U+200B⟩. Lists and objects are shown as JSON.
 */
export function shown(value: unknown, length = usualLength): string {
	const text = textOf(value);
	// A character may have two units. One more character shows whether anything is left out.
	const signs = [...text.slice(0, 2 * length + 2)];
	const line = signs.slice(0, length).map((sign, at) => visible(sign, signs[at - 1] ?? ''));
	return line.join('') + (signs.length > length ? '…' : '');
}
