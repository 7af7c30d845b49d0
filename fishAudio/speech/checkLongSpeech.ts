import { formats } from '../../audio/formats';
import { longestPause, pauseFault, splitAtPauses } from '../../text/pauses';
import { shown } from '../../text/shown';
import { inputError } from '../errors';
import { sentText } from './pronunciation';
import { checkRange, checkSpeech } from './checkSpeech';
import { silenceRanges } from './settings';
import type { LongSpeechRequest } from './speechRequest';

/** Minutes of all pauses of a text together at most, so that no text of a stranger fills a disk with silence. */
const mostMinutes = 60;

const howToPause =
	`Write a pause with its length and unit, from 1ms to ${longestPause}s: [pause 500ms], [pause 1.5s] or ` +
	'<break time="500ms"/>.';

function checkPauses(text: string): void {
	const fault = pauseFault(text);
	if (fault?.is === 'unreadable') {
		throw inputError(
			`'Text' has a pause whose length cannot be read: '${shown(fault.written)}'`,
			`${howToPause} [pause] alone leaves the length to the model.`,
		);
	}
	if (fault) {
		throw inputError(
			`'Text' has the pause '${shown(fault.written)}', which is out of range`,
			`${howToPause} For a longer one, write several in a row.`,
		);
	}
	const minutes = splitAtPauses(text).pauses.reduce((sum, seconds) => sum + seconds, 0) / 60;
	if (minutes <= mostMinutes) return;
	throw inputError(
		`The pauses in 'Text' last ${Math.ceil(minutes)} minutes together, and at most ${mostMinutes} are made`,
		'Shorten them, or speak the text in several items.',
	);
}

function checkTrim({ trimSilence, format }: LongSpeechRequest): void {
	if (!trimSilence || format === 'wav') return;
	throw inputError(
		`'Trim Silence' is not available for ${formats[format].label}`,
		'Each frame of this format is decoded with the help of those before it, so a cut could damage the first word. ' +
			"Choose WAV, PCM or Phone as 'Format', or switch 'Trim Silence' off.",
	);
}

/** `checkSpeech` for a text with pauses, and for the silence around it. */
export function checkLongSpeech(request: LongSpeechRequest): void {
	checkPauses(request.text);
	// A sign that a rule says in words can be spoken.
	checkSpeech({ ...request, text: sentText(request).text });
	checkRange(request.silenceBefore, silenceRanges.silenceBefore);
	checkRange(request.silenceAfter, silenceRanges.silenceAfter);
	checkTrim(request);
}
