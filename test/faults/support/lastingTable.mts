import { onceTable } from './onceTable.mts';
import type { Ending } from './strike.mts';

/** What is told in the end of a fault that never ceases, where the API answers in JSON. */
const words: Array<[fault: RegExp, told: string]> = [
	[/^429/, 'Fish Audio is receiving too many requests at once'],
	[/^5/, 'Fish Audio failed to answer the request'],
	[/^reset|^shortLength/, 'The connection to Fish Audio broke'],
	[/^hang/, 'Fish Audio did not finish its answer within 240 seconds'],
	[/^(cut|badJson|empty|notAudio)/, 'The answer of Fish Audio could not be understood'],
];

/** Where it answers with audio. */
const spoken = (cut: string): typeof words => [
	[/^empty/, 'The audio of Fish Audio is empty'],
	[/^cut/, `The audio of Fish Audio ${cut}`],
	...words,
];

const toldOf = (fault: string, of: typeof words): string => of.find(([pattern]) => pattern.test(fault))?.[1] ?? `nothing of '${fault}'`;

interface Lasting {
	of?: typeof words;
	/** Tries in all. */
	tries?: number;
	/** What the end is known by, beyond the words. */
	mark?: (fault: string) => string;
}

/** What was answered on a second try is not answered at all; the rest ends as it does when a fault strikes once. */
function lasting(once: Record<string, Ending>, { of = words, tries = 5, mark = () => '' }: Lasting = {}): Record<string, Ending> {
	const ends = Object.entries(once).map(([fault, [end, sent]]): [string, Ending] =>
		sent === 2 ? [fault, [toldOf(fault, of) + mark(fault), tries]] : [fault, [end, sent]],
	);
	return Object.fromEntries(ends);
}

/** A server that is too busy has made nothing; any other may have. */
const unsureUnlessBusy = (fault: string): string => (fault.startsWith('429') ? '' : ' (unsure)');
const inSeconds = (seconds: number): typeof words => [[/^hang/, `Fish Audio did not finish its answer within ${seconds} second${seconds === 1 ? '' : 's'}`], ...words];
const picker: Lasting = { tries: 2, of: inSeconds(20) };
const polled: Lasting = { tries: 2, of: inSeconds(4) };
const notTrained: typeof words = [[/^/, "The voice 'Voice' was not trained after 3 seconds"]];

const special: Record<string, Lasting> = {
	'speak mp3 with a voice': { of: spoken('ended in the middle of a frame') },
	'speak wav with a voice': { of: spoken('ended after 301 bytes') },
	'speak pcm with a voice': { of: spoken('ended in the middle of a sample') },
	'speak opus with a voice': { of: spoken('ended in the middle of a frame') },
	'speak like samples': { of: spoken('ended in the middle of a frame') },
	'speak for phones, µ-law in WAV': { of: spoken('ended in the middle of a sample') },
	'speak a dialogue': { of: spoken('ended in the middle of a frame') },
	'speak with captions': { of: [[/^empty/, 'The audio of Fish Audio is empty'], ...words] },
	create: { mark: unsureUnlessBusy },
	'create: the look after a lost answer': { mark: () => ' (unsure)' },
	// As often as there is time for.
	'wait until trained': { of: notTrained, tries: 0 },
	'search: own voices': picker,
	'search: the library': picker,
	'search: by ID': picker,
	'poll: a page': polled,
	'poll: a voice in training': polled,
};

/** How each call ends when a fault never ceases. */
export const lastingTable = (): Record<string, Record<string, Ending>> =>
	Object.fromEntries(Object.entries(onceTable()).map(([name, once]) => [name, lasting(once, special[name])]));

/** A busy server is asked for a minute: no fewer than five times, and no more than once a second; longer where it is looked for what was made. */
export const asTold = (fault: string, [end, sent]: Ending): Ending =>
	[endIn(end), fault.startsWith('429') && sent > 5 && sent < 120 ? 5 : sent];

/** An end without what differs from case to case. */
export const endIn = (end: string): string => end.replace(/Voice case\d+/, 'Voice').replace(/(after \d+) of \d+ bytes/, '$1 bytes');
