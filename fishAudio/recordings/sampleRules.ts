import type { Measured } from '../../audio/measure/measured';

/** What a recording is worth as a sample of a voice. */
export type Verdict = 'good' | 'usable' | 'recordAgain';

/** When a recording could be better: what that makes of it, and how to improve it. `name` begins the sentences. */
export interface Rule<T> {
	applies(facts: T): boolean;
	verdict: Exclude<Verdict, 'good'>;
	advice(name: string, facts: T): string;
}

/** Seconds that each recording should have at least. */
const shortest = 10;
/**
 * Seconds of all recordings together: less makes a poorer voice, more no better one (Fish Audio docs: two or three
 * clips of 15 to 20 seconds; 1 to 2 minutes are best).
 */
const enough = 30;
const longest = 300;
/** dBFS. Well-recorded speech has about -20. */
const quiet = -35;
/** Share of clipped sound from which distortion is audible. */
const maxClippedShare = 0.002;
/** Share of silence that is more than the pauses of speech. */
const maxSilentShare = 0.6;

const percent = (share: number): string => `${Math.round(share * 100)} %`;

/** At least a tenth of a second, and 9.9999 seconds are ten. */
const tenths = (seconds: number): number => Math.max(0.1, Math.floor(Math.round(seconds * 1000) / 100) / 10);

/** A length in words. */
export const inSeconds = (seconds: number): string =>
	`${tenths(seconds)} ${tenths(seconds) === 1 ? 'second' : 'seconds'}`;

const isQuiet = ({ sound }: Measured): boolean => sound !== undefined && sound.level < quiet;
const isDistorted = ({ sound }: Measured): boolean => (sound?.clippedShare ?? 0) > maxClippedShare;

/** How much of a file is there. */
const left = ({ seconds = 0, cut }: Measured): string =>
	cut?.promised === undefined ? 'the file is cut off' : `${tenths(seconds)} of ${inSeconds(cut.promised)} are there`;

/** The rules for each recording. */
export const rulesForEach: Array<Rule<Measured>> = [
	{
		applies: ({ cut }) => cut !== undefined,
		verdict: 'recordAgain',
		advice: (name, facts) => `${name} ends early: ${left(facts)}. Download or export it again.`,
	},
	{
		// A file that was cut off may be long enough.
		applies: ({ seconds = shortest, cut }) => !cut && seconds < shortest,
		verdict: 'recordAgain',
		advice: (name, { seconds = 0 }) =>
			`${name} is only ${inSeconds(seconds)} long. Each recording should have at least ${shortest} seconds of speech.`,
	},
	{
		applies: isQuiet,
		verdict: 'recordAgain',
		advice: (name) =>
			`${name} is very quiet. Record it again closer to the microphone, or with the microphone turned up.`,
	},
	{
		applies: isDistorted,
		verdict: 'recordAgain',
		advice: (name) =>
			`${name} is distorted because it was recorded too loud. Record it again farther from the microphone, or ` +
			'with the microphone turned down.',
	},
	{
		applies: (facts) => !isDistorted(facts) && (facts.sound?.overShare ?? 0) > maxClippedShare,
		verdict: 'usable',
		advice: (name) => `${name} is too loud: parts of it are above full scale. Turn it down in an audio editor.`,
	},
	{
		// In a very quiet recording the noise of the microphone hides the pauses.
		applies: (facts) => !isQuiet(facts) && (facts.sound?.silentShare ?? 0) > maxSilentShare,
		verdict: 'usable',
		advice: (name, { sound }) =>
			`${name} is silent for ${percent(sound?.silentShare ?? 0)} of its length. Cut out the long pauses.`,
	},
];

/** How long recordings are together. */
export interface Together {
	/** Of those whose length is known. */
	seconds: number;
	/** Whether the length of each is known. */
	isKnown: boolean;
}

/** The rules for all recordings of a voice together. */
export const rulesForAll: Array<Rule<Together>> = [
	{
		applies: ({ seconds, isKnown }) => isKnown && seconds >= shortest && seconds < enough,
		verdict: 'usable',
		advice: (name, { seconds }) => `${name} ${inSeconds(seconds)} long. 1 to 2 minutes give a better voice.`,
	},
	{
		applies: ({ seconds }) => seconds > longest,
		verdict: 'usable',
		advice: (name, { seconds }) =>
			`${name} ${Math.round(seconds / 60)} minutes long. One to two minutes of clear speech give the best voice: ` +
			'keep the clearest parts.',
	},
];
