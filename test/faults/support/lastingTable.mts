import { onceTable } from './onceTable.mts';
import { ofVoice, places } from './speechRows.mts';
import type { Ending } from './strike.mts';

/** The error at the end of a permanent fault, where the API answers in JSON. */
const jsonErrors: Array<[fault: RegExp, error: string]> = [
	[/^429/, 'Fish Audio is receiving too many requests at once'],
	[/^5/, 'Fish Audio failed to answer the request'],
	[/^reset|^shortLength/, 'The connection to Fish Audio was lost'],
	[/^hang/, 'Fish Audio did not finish its answer within some seconds'],
	[/^(cut|badJson|empty|notAudio)/, 'The answer of Fish Audio could not be understood'],
];

/** The same where the API answers with audio. */
const audioErrors = (cut: string): typeof jsonErrors => [
	[/^empty/, 'The audio of Fish Audio is empty'],
	[/^cut/, `The audio of Fish Audio ${cut}`],
	...jsonErrors,
];

/** The same for transcripts; a 503 is reported with what it means for a recording. */
const transcriptErrors = (before = ''): typeof jsonErrors => [
	[/^503/, `${before}Fish Audio gave up on the recording`],
	[/^5/, `${before}Fish Audio failed to answer the request`],
	...jsonErrors,
];

const errorOf = (fault: string, of: typeof jsonErrors): string =>
	of.find(([pattern]) => pattern.test(fault))?.[1] ?? `nothing of '${fault}'`;

/** Five tries, or two that run into the deadline. */
const freeTries = (fault: string): number => (/^hang/.test(fault) ? 2 : 5);

/** Five tries after 429. Anything else may have been billed, and is repeated once. */
const paidTries = (fault: string): number => (fault.startsWith('429') ? 5 : 2);

const few = (): number => 2;

interface Lasting {
	of?: typeof jsonErrors;
	/** Tries in all. */
	tries?: (fault: string) => number;
	/** What follows the error. */
	mark?: (fault: string) => string;
}

/**
 * What ends right on the second try fails under a permanent fault. The rest ends as it does when a fault strikes once.
 */
function lasting(
	once: Record<string, Ending>,
	{ of = jsonErrors, tries = freeTries, mark = () => '' }: Lasting = {},
): Record<string, Ending> {
	const ends = Object.entries(once).map(([fault, [end, sent]]): [string, Ending] =>
		sent === 2 ? [fault, [errorOf(fault, of) + mark(fault), tries(fault)]] : [fault, [end, sent]],
	);
	return Object.fromEntries(ends);
}

/** A server that is too busy has done and billed nothing; any other may have. */
const unsureUnlessBusy = (fault: string): string => (fault.startsWith('429') ? '' : ' (unsure)');
const hurried: Lasting = { tries: few };

/** Anything but 429 may have been billed. */
const speech = (cut: string, mark = unsureUnlessBusy): Lasting => ({ tries: paidTries, of: audioErrors(cut), mark });
const notTrained: typeof jsonErrors = [[/^/, "The voice 'Voice' was not trained after 3 seconds"]];

const special: Record<string, Lasting> = {
	'speak mp3 with a voice': speech('ended in the middle of a frame'),
	'speak wav with a voice': speech('ended in the middle of a sample'),
	'speak pcm with a voice': speech('ended in the middle of a sample'),
	'speak opus with a voice': speech('ended in the middle of a frame'),
	'speak like samples': speech('ended in the middle of a frame'),
	'speak for phones, µ-law in WAV': speech('ended in the middle of a sample'),
	'speak a dialogue': speech('ended in the middle of a frame'),
	'speak with captions': speech('ended in the middle of a frame'),
	'speak a part before a pause': speech('ended in the middle of a sample', () => ` (${places.part})`),
	'speak a caption of subtitles': speech('ended in the middle of a sample', () => ` (${places.caption})`),
	'speak and check the words: the speech': speech('ended in the middle of a frame'),
	'speak and check the words: the check': { tries: paidTries, of: [[/^/, 'not heard']] },
	'replace the voice of the title: the new one is created': { mark: unsureUnlessBusy },
	'replace the voice of the title: the old one is deleted': { mark: () => ' (unsure)' },
	design: { tries: paidTries },
	transcribe: { tries: paidTries, of: transcriptErrors() },
	'create: its samples transcribed first': { tries: paidTries, of: transcriptErrors('Sample 1 was not transcribed: ') },
	create: { mark: unsureUnlessBusy },
	'create: the look after a lost answer': { mark: () => ' (unsure)' },
	// As many tries as there is time for, which is another test.
	'wait until trained': { of: notTrained, tries: () => 0 },
	'search: own voices': hurried,
	'search: the library': hurried,
	'search: by ID': hurried,
	'poll: a page': hurried,
	'poll: a voice in training': hurried,
};

/** The same endings after another number of requests. */
const counted = (endings: Record<string, Ending>, count: (ending: Ending, fault: string) => number) =>
	Object.fromEntries(
		Object.entries(endings).map(([fault, ending]): [string, Ending] => [fault, [ending[0], count(ending, fault)]]),
	);

/** The same requests with other ends. */
const withEnds = (endings: Record<string, Ending>, endOf: (end: string) => string): Record<string, Ending> =>
	Object.fromEntries(Object.entries(endings).map(([fault, [end, sent]]) => [fault, [endOf(end), sent]]));

/** How each call ends under a permanent fault. */
export function lastingTable(): Record<string, Record<string, Ending>> {
	const table = Object.fromEntries(
		Object.entries(onceTable()).map(([name, once]) => [name, lasting(once, special[name])]),
	);
	// The fault strikes both. 429 is counted as in `withoutVariation`.
	const twice = counted(table['speak mp3 with a voice']!, ([, sent]) => (sent === 5 ? 5 : sent * 2));
	return {
		...table,
		'speak two takes, with links': twice,
		'speak in each of two voices': withEnds(twice, ofVoice),
		// A first take that fails has no second one.
		'speak to a target length': counted(table['speak wav with a voice']!, ([end, sent]) =>
			end === 'right' ? sent + 1 : sent,
		),
	};
}

/**
 * An ending as the table has it, without what varies. A busy server is tried for a minute: at least five times and at
 * most once a second for each of two takes or voices, and longer where the node looks for what was created.
 */
export const withoutVariation = (fault: string, [end, sent]: Ending): Ending => [
	endIn(end),
	fault.startsWith('429') && sent > 5 && sent < 240 ? 5 : sent,
];

/** An end without the label of its case. */
const endIn = (end: string): string => end.replace(/Voice case\d+/, 'Voice');
