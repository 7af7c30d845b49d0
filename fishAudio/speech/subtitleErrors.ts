import type { ScriptFault } from '../../text/script/script';
import { shown } from '../../text/shown';
import type { Placed } from '../../text/subtitles/placeSpeech';
import { writtenTimes, type NoSubtitles, type Subtitle, type SubtitleFault } from '../../text/subtitles/subtitle';
import type { SubtitleTurn } from '../../text/subtitles/subtitleTurns';
import { FishAudioError, inputError, isFishAudioError } from '../errors';
import { scriptError } from './scriptErrors';

/** Hours that a track lasts at most: a time such as 99:00:00 is a mistake, and would fill a disk with silence. */
const longestTrack = 6;

/** How many captions a message lists. */
const listed = 3;

const asClock = (milliseconds: number): string => new Date(milliseconds).toISOString().slice(11, 23);

const seconds = (milliseconds: number): string => `${(milliseconds / 1000).toFixed(1)} s`;

/** The error of a file without captions. */
export function noSubtitlesError({ fault, looksLike }: NoSubtitles): FishAudioError {
	const format = looksLike === undefined ? '' : ` It looks like ${looksLike}: convert it to SRT or VTT.`;
	const place = fault === undefined ? '' : ` Line ${fault.line} is '${shown(fault.shown)}'.`;
	return inputError(
		"'Subtitles' has no caption that can be read",
		`Give the text of an SRT or VTT file, or the name of a binary field with one. Times are written as ` +
			`${writtenTimes}.${format}${place}`,
	);
}

/** The same error about a caption: it names 'Subtitles' in place of 'Text', and the line. */
export function inCaption(error: unknown, { line }: { line: number }): unknown {
	if (!isFishAudioError(error)) return error;
	const about = (words: string): string => words.replaceAll("'Text'", "'Subtitles'");
	const advice = error.facts.advice;
	return new FishAudioError(error.kind, `${about(error.message)} (in the caption at line ${line})`, {
		...error.facts,
		...(advice !== undefined && { advice: about(advice) }),
	});
}

/** Puts into words why it is not known who speaks a caption. */
export function speakerError(fault: ScriptFault, names: string[]): FishAudioError {
	if (fault.kind === 'noFirstSpeaker') {
		return inputError(
			"'Subtitles' does not say who speaks first",
			`The first caption is '${shown(fault.line)}'. Begin it with the name of a speaker and a colon, such as ` +
				`'Anna: Hello!', or in VTT with <v Anna>.`,
		);
	}
	if (fault.kind === 'unknownName') {
		const name = shown(fault.name);
		const all = shown(names.map((one) => one.trim()).join(', '), 200);
		return inputError(
			`The caption at line ${fault.line} of 'Subtitles' is spoken by '${name}', but 'Speakers' has no such name`,
			`Add '${name}' to 'Speakers', or correct the name. The speakers are: ${all}. If '${name}' is not a speaker, ` +
				'remove the colon.',
		);
	}
	const { message, facts } = scriptError(fault, names);
	const about = (words: string): string => words.replaceAll("'Text'", "'Subtitles'");
	return inputError(about(message), about(facts.advice ?? ''));
}

/** Fails with `input` on a caption that ends too late for a track. */
export function checkTrackLength(subtitles: Subtitle[]): void {
	const late = subtitles.find(({ end }) => end > longestTrack * 3_600_000);
	if (!late) return;
	throw inputError(
		`The caption at line ${late.line} of 'Subtitles' ends after more than ${longestTrack} hours`,
		`A track lasts at most ${longestTrack} hours, silence included. Correct the times of the caption, or speak the ` +
			'file in several items whose times begin at 0.',
	);
}

/** Fails with `input` on captions whose times could not be read: their words would be missing in the speech. */
export function checkNothingLost(faults: SubtitleFault[]): void {
	const [first, ...others] = faults.filter(({ lost }) => lost !== '');
	if (!first) return;
	const { kind, line } = first;
	const caption = `The caption '${shown(first.lost, 60)}' in 'Subtitles'`;
	const lines = others.slice(0, listed).map((other) => other.line);
	const more = others.length > listed ? ` and ${others.length - listed} more` : '';
	const also =
		lines.length === 0 ? '' : ` Correct line${others.length > 1 ? 's' : ''} ${lines.join(', ')}${more}, too.`;
	throw kind === 'wrongTimes'
		? inputError(
				`${caption} has times that cannot be read: '${shown(first.shown, 60)}' in line ${line}`,
				`Correct line ${line}. Times are written as ${writtenTimes}.${also}`,
			)
		: inputError(
				`${caption} has no times (line ${line})`,
				`Write its times, such as ${writtenTimes}, into the line before it. If it belongs to the caption before, ` +
					`remove the empty line between them.${also}`,
			);
}

function linesOf(faults: SubtitleFault[]): string {
	const lines = faults.slice(0, listed).map(({ line, shown: text }) => `line ${line} ('${shown(text, 40)}')`);
	return lines.join(', ') + (faults.length > listed ? ` and ${faults.length - listed} more` : '');
}

/** Sentences about lines that could not be read, and about captions that end before they begin. */
export function faultsInWords(faults: SubtitleFault[]): string[] {
	const backward = faults.filter(({ kind }) => kind === 'backward');
	const unread = faults.filter(({ kind }) => kind !== 'backward');
	return [
		...(unread.length > 0 ? [`In 'Subtitles' could not be read and was left out: ${linesOf(unread)}.`] : []),
		...(backward.length > 0
			? [`In 'Subtitles' a caption ends before it begins: ${linesOf(backward)}. It is spoken from its start on.`]
			: []),
	];
}

/** Fails with `input` if speech is longer than the time of its caption. */
export function checkInTime(turns: SubtitleTurn[], placed: Placed[]): void {
	const over = turns.flatMap((turn, at) => {
		const by = placed[at]?.over ?? 0;
		return by > 0 ? [{ turn, by }] : [];
	});
	if (over.length === 0) return;
	const lines = over
		.slice(0, listed)
		.map(({ turn, by }) => `line ${turn.line} (${asClock(turn.start)}) by ${seconds(by)}`);
	const more = over.length > listed ? ` and ${over.length - listed} more` : '';
	throw inputError(
		`The speech of ${over.length === 1 ? '1 caption' : `${over.length} captions`} is longer than the time in ` +
			`'Subtitles': ${lines.join(', ')}${more}`,
		"Shorten these captions, or choose another 'When Too Long'. Everything was spoken to find out, and is billed.",
	);
}
