import type { IRun } from 'n8n-workflow';

import { say, seconds, size, table } from '../../tools/terminal/words.mts';
import { itemsOf } from './workflow.mts';

/** Fish Audio's price list, 2026-08. */
const dollarsPerMillionBytes = 15;

/** One Speak node's output. */
export interface Spoken {
	node: string;
	fileName: string;
	format: string;
	sampleRate: number;
	bytes: number;
	seconds: number;
	textBytes: number;
}

/** The outputs of the named Speak nodes in a run. */
export function spokenBy(run: IRun, nodes: readonly string[]): Spoken[] {
	return nodes.flatMap((node) => itemsOf(run, node).map(({ json }) => ({ ...json, node }) as unknown as Spoken));
}

/** Prints what was spoken and what that costs. */
export function tellSpoken(spoken: Spoken[], shown: (file: string) => string, isReal: boolean): void {
	table(
		spoken.map(({ node, fileName, format, sampleRate, bytes, seconds: length }) => [
			shown(fileName),
			`${format.toUpperCase()}, ${sampleRate / 1000} kHz`,
			seconds(length),
			size(bytes),
			`(${node})`,
		]),
	);
	const bytes = spoken.reduce((sum, { textBytes }) => sum + textBytes, 0);
	const dollars = ((bytes * dollarsPerMillionBytes) / 1_000_000).toFixed(4);
	say();
	say(
		`Speech is billed by the text: ${bytes} bytes in all three. At the list price of $${dollarsPerMillionBytes} for a`,
	);
	say(
		`million bytes that is $${dollars}. ` +
			`${isReal ? 'The free model was used, so it costs nothing.' : 'In the sandbox nothing is billed.'}`,
	);
}

/** Prints how to play the files. */
export function tellHowToPlay(file: string): void {
	say('Double-click the files in your file manager, or type:');
	say();
	table([
		['  Linux', `xdg-open ${file}`],
		['  macOS', `open ${file}`],
		['  Windows', `explorer ${file.replaceAll('/', '\\')}`],
		['  anywhere with FFmpeg', `ffplay -nodisp -autoexit ${file}`],
	]);
}
