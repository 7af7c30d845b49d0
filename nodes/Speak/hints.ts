import type { WholeSpeech } from '../../fishAudio/longSpeech';
import { tell } from '../shared/hints';
import type { Item } from '../shared/item';
import type { Line } from './line';

/** A length of time as clocks show it: 4:07 or 1:12:03. */
function asClock(seconds: number): string {
	const whole = Math.round(seconds);
	const [hours, minutes, rest] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
	const two = (number: number): string => String(number).padStart(2, '0');
	return hours > 0 ? `${hours}:${two(minutes)}:${two(rest)}` : `${minutes}:${two(rest)}`;
}

function aboutParts({ parts, seconds }: WholeSpeech<unknown>): string[] {
	if (parts === 1) return [];
	const length = seconds === undefined ? 'audio' : `${asClock(seconds)} of audio`;
	return [`'Text' is long: it was spoken in ${parts} parts, which were joined to ${length}.`];
}

function aboutVoice({ request: { voiceId, speakers, samples } }: Line, { parts }: WholeSpeech<unknown>): string[] {
	if (parts === 1 || voiceId || speakers || samples) return [];
	return ["No voice is chosen, so each part may have another one. Choose a voice in 'Voice' for a long text."];
}

/** Tells beside the output what a person should know about speech that has come out well. */
export function hint(item: Item, line: Line, spoken: WholeSpeech<unknown>): void {
	tell(item, 'info', aboutParts(spoken));
	tell(item, 'warning', [...aboutVoice(line, spoken), ...(line.conversation?.warnings ?? [])]);
}
