import { onceTable } from './onceTable.mts';
import type { Ending } from './strike.mts';

/** What is told in the end of a fault that never ceases, where the API answers in JSON. */
const words: Array<[fault: RegExp, told: string]> = [
	[/^429/, 'Fish Audio is receiving too many requests at once'],
	[/^5/, 'Fish Audio failed to answer the request'],
	[/^reset|^shortLength/, 'The connection to Fish Audio was lost'],
	[/^hang/, 'Fish Audio did not finish its answer within some seconds'],
	[/^(cut|badJson|empty|notAudio)/, 'The answer of Fish Audio could not be understood'],
];

/** Where it answers with audio. */
const spoken = (cut: string): typeof words => [
	[/^empty/, 'The audio of Fish Audio is empty'],
	[/^cut/, `The audio of Fish Audio ${cut}`],
	...words,
];

/** Where recordings are transcribed; a 503 is told by what it means of a recording. */
const heard = (before = ''): typeof words => [
	[/^503/, `${before}Fish Audio gave up on the recording`],
	[/^5/, `${before}Fish Audio failed to answer the request`],
	...words,
];

const wordsOf = (fault: string, of: typeof words): string =>
	of.find(([pattern]) => pattern.test(fault))?.[1] ?? `nothing of '${fault}'`;

/** After two silent tries there is no third. */
const free = (fault: string): number => (/^hang/.test(fault) ? 2 : 5);

/** A request that may have been billed is repeated once. */
const paid = (fault: string): number => (fault.startsWith('429') ? 5 : 2);

const few = (): number => 2;

interface Lasting {
	of?: typeof words;
	/** Tries in all. */
	tries?: (fault: string) => number;
	/** What the end is known by, beyond the words. */
	mark?: (fault: string) => string;
}

/** What was answered on a second try is not answered at all; the rest ends as it does when a fault strikes once. */
function lasting(
	once: Record<string, Ending>,
	{ of = words, tries = free, mark = () => '' }: Lasting = {},
): Record<string, Ending> {
	const ends = Object.entries(once).map(([fault, [end, sent]]): [string, Ending] =>
		sent === 2 ? [fault, [wordsOf(fault, of) + mark(fault), tries(fault)]] : [fault, [end, sent]],
	);
	return Object.fromEntries(ends);
}

/** A server that is too busy has created nothing; any other may have. */
const unsureUnlessBusy = (fault: string): string => (fault.startsWith('429') ? '' : ' (unsure)');
const hurried: Lasting = { tries: few };
const speech = (cut: string): Lasting => ({ tries: paid, of: spoken(cut) });
const notTrained: typeof words = [[/^/, "The voice 'Voice' was not trained after 3 seconds"]];

const special: Record<string, Lasting> = {
	'speak mp3 with a voice': speech('ended in the middle of a frame'),
	'speak wav with a voice': speech('ended in the middle of a sample'),
	'speak pcm with a voice': speech('ended in the middle of a sample'),
	'speak opus with a voice': speech('ended in the middle of a frame'),
	'speak like samples': speech('ended in the middle of a frame'),
	'speak for phones, µ-law in WAV': speech('ended in the middle of a sample'),
	'speak a dialogue': speech('ended in the middle of a frame'),
	'speak with captions': speech('ended in the middle of a frame'),
	design: { tries: paid },
	transcribe: { tries: paid, of: heard() },
	'create: its samples transcribed first': { tries: paid, of: heard('Sample 1 was not transcribed: ') },
	create: { mark: unsureUnlessBusy },
	'create: the look after a lost answer': { mark: () => ' (unsure)' },
	// As often as there is time for.
	'wait until trained': { of: notTrained, tries: () => 0 },
	'search: own voices': hurried,
	'search: the library': hurried,
	'search: by ID': hurried,
	'poll: a page': hurried,
	'poll: a voice in training': hurried,
};

/** How each call ends when a fault never ceases. */
export const lastingTable = (): Record<string, Record<string, Ending>> =>
	Object.fromEntries(Object.entries(onceTable()).map(([name, once]) => [name, lasting(once, special[name])]));

/**
 * A busy server is asked for a minute: no fewer than five times, and no more than once a second; longer where it is
 * looked for what was made.
 */
export const asTold = (fault: string, [end, sent]: Ending): Ending => [
	endIn(end),
	fault.startsWith('429') && sent > 5 && sent < 120 ? 5 : sent,
];

/** An end without what differs from case to case. */
const endIn = (end: string): string => end.replace(/Voice case\d+/, 'Voice');
