import { inputError, type FishAudioError } from '../errors';
import type { ScriptFault, TagFault } from '../../text/script/script';
import { shown } from '../../text/shown';

/** How a line of a script is written. */
export const scriptExample = "For example 'Anna: Hello!', each on a line of its own.";

const noFirstSpeaker = (advice: string): FishAudioError => inputError("'Text' does not say who speaks first", advice);

function unknownName({ name, line }: Extract<ScriptFault, { kind: 'unknownName' }>, names: string[]): FishAudioError {
	const all = shown(names.map((one) => one.trim()).join(', '), 200);
	return inputError(
		`Line ${line} of 'Text' begins with '${shown(name)}:', but 'Speakers' has no such name`,
		`Add '${shown(name)}' to 'Speakers', or correct the name. The speakers are: ${all}. If '${shown(name)}' is ` +
			'not a speaker, remove the colon, or move the words to the end of the line before.',
	);
}

/** Puts what is wrong with a script into words. */
export function scriptError(fault: ScriptFault, names: string[]): FishAudioError {
	switch (fault.kind) {
		case 'noFirstSpeaker':
			return noFirstSpeaker(
				`It begins with '${shown(fault.line)}'. Begin it with the name of a speaker and a colon. ${scriptExample}`,
			);
		case 'unknownName':
			return unknownName(fault, names);
		case 'noColon':
			return inputError(
				`Line ${fault.line} of 'Text' begins with '${shown(fault.written)}' without a colon`,
				`Write it as '${shown(fault.name)}: …'. A line without a name and a colon continues the previous ` +
					`speaker: if '${shown(fault.name)}' does not speak here, move the words to the end of the line before.`,
			);
		case 'noWords':
			return inputError(
				`'${shown(names[fault.speaker]?.trim())}' has nothing to say in line ${fault.line} of 'Text'`,
				'Write the words after the colon or on the next line, or remove the line.',
			);
	}
}

/** Puts what is wrong with a text that has speaker tags into words. */
export function tagError(fault: TagFault, speakers: number): FishAudioError {
	switch (fault.kind) {
		case 'noFirstTag':
			return noFirstSpeaker('Begin it with a speaker tag, for example <|speaker:0|>.');
		case 'wrongTag':
			return inputError(
				`'Text' contains '${shown(fault.tag)}', which is not a speaker tag`,
				'Write speaker tags as <|speaker:0|>, without spaces.',
			);
		case 'unknownSpeaker':
			return inputError(
				`'Text' contains <|speaker:${fault.speaker}|>, but 'Speakers' has only ` +
					(speakers === 1 ? '1 entry' : `${speakers} entries`),
				`Speakers are counted from 0, so the last one is <|speaker:${speakers - 1}|>. Add the missing speaker, ` +
					'or correct the tag.',
			);
		case 'emptyTag':
			return inputError(
				`'Text' has no words after <|speaker:${fault.speaker}|>`,
				'Write what is said after the tag, or remove the tag.',
			);
	}
}
