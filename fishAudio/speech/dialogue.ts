import { inputError, type FishAudioError } from '../errors';
import { checkSpeakerCount } from '../models';
import { aColon, bareName, isRule, nameWithoutColon, readScriptLine, type ScriptLine } from '../../text/scriptLine';
import { shown } from '../../text/shown';
import { checkCharacters } from '../wholeCharacters';

/** A script as the API takes it. */
export interface Dialogue {
	/**
	 * With a tag such as `<|speaker:0|>` before the words of each speaker; the number is the place in the list of
	 * speakers.
	 */
	text: string;
	/** Places in the list of speakers, of those that speak. */
	speakersUsed: number[];
	/** What may be a mistake, in whole sentences. */
	warnings: string[];
}

/** One speaker's words in one go. */
export interface Turn {
	/** Place in the list of speakers. */
	speaker: number;
	text: string;
}

/** A tag as the API reads it, and what somebody may have meant as one. */
const tag = /<\|speaker:(\d+)\|>/;
const likeTag = /<\s*(?:\|\s*)?speaker\b[^<>]*>/gi;

/** A name by which it is known again: in capitals, ß is SS, and the two i of Turkish are one. */
const sameName = (name: string): string =>
	name
		.normalize('NFKC')
		.replace(/\p{Cf}/gu, '')
		.split(/\s+/)
		.join(' ')
		.trim()
		.toUpperCase()
		.toLowerCase()
		.replaceAll('i\u0307', 'i');

const example = "For example 'Anna: Hello!', each on a line of its own.";

function checkNames(names: string[]): void {
	if (names.length === 0) {
		throw inputError("'Speakers' is empty", "Add everybody who speaks in 'Text' with a name and a voice.");
	}
	names.forEach((name, place) => {
		checkCharacters("Name' in 'Speakers", name);
		if (!name.trim())
			throw inputError(
				`Speaker ${place + 1} in 'Speakers' has no name`,
				"Enter the name that stands before the colon in 'Text'.",
			);
		if (/[\n*]/.test(name) || aColon.test(name)) {
			throw inputError(
				`The name '${shown(name.trim())}' in 'Speakers' has a character that no name can have`,
				'Leave out colons, asterisks and line breaks.',
			);
		}
		if (names.findIndex((other) => sameName(other) === sameName(name)) < place) {
			throw inputError(
				`'Speakers' has '${shown(name.trim())}' more than once`,
				'Give each speaker a name of their own. Capital and small letters are the same.',
			);
		}
	});
}

/** The turns of a text with tags; nothing that stands before the first one. */
export function turnsOf(text: string): Turn[] {
	const [, ...parts] = text.split(tag);
	return parts.flatMap((part, at) => (at % 2 === 0 ? [{ speaker: Number(part), text: parts[at + 1] ?? '' }] : []));
}

/** Checks a text that has the API's own tags already. */
function checkTags(script: string, names: string[]): void {
	const wrong = script.match(likeTag)?.find((found) => found.replace(tag, '') !== '');
	if (wrong)
		throw inputError(
			`'Text' has '${shown(wrong)}', which is not the tag of a speaker`,
			'Write tags as <|speaker:0|>, without spaces.',
		);
	if (script.split(tag, 1)[0]?.trim()) {
		throw inputError(
			"'Text' does not tell who speaks first",
			'Begin it with the tag of a speaker, for example <|speaker:0|>.',
		);
	}
	for (const { speaker, text } of turnsOf(script)) {
		if (speaker >= names.length) {
			throw inputError(
				`'Text' has <|speaker:${speaker}|>, and 'Speakers' has only ${names.length}`,
				`Speakers are counted from 0: the last one is <|speaker:${names.length - 1}|>. Add the missing one, or correct the tag.`,
			);
		}
		if (!text.trim())
			throw inputError(
				`'Text' has a <|speaker:${speaker}|> with nothing to say`,
				'Write what is said after the tag, or remove it.',
			);
	}
}

interface ReadTurn extends Turn {
	/** Line it begins in, counted from 1. */
	line: number;
}

function unknownName({ name }: ScriptLine, line: number, names: string[]): FishAudioError {
	return inputError(
		`Line ${line} of 'Text' begins with '${shown(name)}:', and 'Speakers' has nobody of that name`,
		`Add '${shown(name)}' to 'Speakers', or correct the name: there are ${shown(names.map((one) => one.trim()).join(', '), 200)}. If nobody of that name speaks, leave out the colon, or put the words at the end of the line before.`,
	);
}

const noFirst = (line: string): FishAudioError =>
	inputError(
		"'Text' does not tell who speaks first",
		`It begins with '${shown(line.trim())}'. Begin it with the name of a speaker and a colon. ${example}`,
	);

/** Reads a script of `Name: words`; a line that names nobody goes on with what is said before. */
function readScript(script: string, names: string[]): ReadTurn[] {
	const places = new Map(names.map((name, place) => [sameName(name), place]));
	const placeOf = (name: string): number | undefined =>
		places.get(sameName(name)) ?? places.get(sameName(bareName(name)));
	const turns: ReadTurn[] = [];
	for (const [at, line] of script.split(/\r\n?|[\n\u2028\u2029]/).entries()) {
		if (!line.trim() || isRule(line)) continue;
		const read = readScriptLine(line);
		const speaker = read && placeOf(read.name);
		const last = turns.at(-1);
		if (read && speaker !== undefined) {
			turns.push({ speaker, text: read.words, line: at + 1 });
			continue;
		}
		if (read?.isLikeName) throw unknownName(read, at + 1, names);
		checkColon(line, at + 1, placeOf);
		if (!last) throw noFirst(line);
		last.text = last.text ? `${last.text}\n${line.trim()}` : line.trim();
	}
	return turns;
}

/** A line that begins with a speaker's name but no colon would be spoken by whoever spoke before. */
function checkColon(line: string, number: number, placeOf: (name: string) => number | undefined): void {
	const named = nameWithoutColon(line);
	if (!named || placeOf(named.name) === undefined) return;
	throw inputError(
		`Line ${number} of 'Text' begins with '${shown(named.written)}' without a colon`,
		`Write it as '${shown(named.name)}: …'. A line without a name and a colon goes on with what is said before; if nobody of that name speaks here, put the words at the end of that line.`,
	);
}

function textOf(turns: ReadTurn[], names: string[]): string {
	const empty = turns.find(({ text }) => !text);
	if (empty) {
		throw inputError(
			`'${shown(names[empty.speaker]?.trim())}' has nothing to say in line ${empty.line} of 'Text'`,
			'Write the words after the colon or in the next line, or remove the line.',
		);
	}
	return turns.map(({ speaker, text }) => `<|speaker:${speaker}|>${text}`).join('');
}

/**
 * Makes the API's text of a script: lines of `Name: words`, or a text that has the API's tags, which stays as it is.
 * Fails with `input` on what would be spoken by the wrong voice, or not at all.
 */
export function writeDialogue(script: string, names: string[], model: string): Dialogue {
	checkSpeakerCount(model, names.length);
	checkNames(names);
	if (!script.trim()) throw inputError("'Text' is empty", `Enter what the speakers say. ${example}`);
	// Here, and not in the text with tags: nobody would find the place that is told.
	checkCharacters('Text', script);
	const isTagged = script.search(likeTag) >= 0;
	if (isTagged) checkTags(script, names);
	const text = isTagged ? script.trim() : textOf(readScript(script, names), names);
	const speakersUsed = [...new Set(turnsOf(text).map(({ speaker }) => speaker))].sort((a, b) => a - b);
	const silent = names.filter((_, place) => !speakersUsed.includes(place));
	return {
		text,
		speakersUsed,
		warnings: silent.map((name) => `'${shown(name.trim())}' in 'Speakers' never speaks in 'Text'.`),
	};
}
