import type { Measured } from '../../audio/measure/measured';
import type { Sound } from '../../audio/measure/sound';

/** Seconds that each recording should have at least. */
const shortest = 10;
/** Seconds that all recordings together should have at most. */
const longest = 300;
/** dBFS. Well-recorded speech has about -20. */
const quiet = -35;
/** Share of clipped sound from which distortion is audible. */
const maxClippedShare = 0.002;
/** Share of silence that is more than the pauses of speech. */
const maxSilentShare = 0.6;

const percent = (share: number): string => `${Math.round(share * 100)} %`;

/** A length in words: at least a tenth of a second, and 9.9999 seconds are ten. */
function inSeconds(seconds: number): string {
	const tenths = Math.max(0.1, Math.floor(Math.round(seconds * 1000) / 100) / 10);
	return `${tenths} ${tenths === 1 ? 'second' : 'seconds'}`;
}

/** How to improve the sound of a recording. */
function adviceForSound(name: string, { level, silentShare, clippedShare = 0, overShare = 0 }: Sound): string[] {
	const isQuiet = level < quiet;
	const isDistorted = clippedShare > maxClippedShare;
	const cases: Array<[boolean, string]> = [
		[isQuiet, `${name} is very quiet. Record it again closer to the microphone, or with the microphone turned up.`],
		[
			isDistorted,
			`${name} is distorted because it was recorded too loud. Record it again farther from the microphone, or ` +
				'with the microphone turned down.',
		],
		[
			!isDistorted && overShare > maxClippedShare,
			`${name} is too loud: parts of it are above full scale. Turn it down in an audio editor.`,
		],
		// In a very quiet recording the noise of the microphone hides the pauses.
		[
			!isQuiet && silentShare > maxSilentShare,
			`${name} is silent for ${percent(silentShare)} of its length. Cut out the long pauses.`,
		],
	];
	return cases.flatMap(([applies, advice]) => (applies ? [advice] : []));
}

function adviceForOne(name: string, { seconds, sound }: Measured): string[] {
	const isShort = seconds !== undefined && seconds < shortest;
	const short =
		`${name} is only ${inSeconds(seconds ?? 0)} long. Each should have ` + `at least ${shortest} seconds of speech.`;
	return [...(isShort ? [short] : []), ...(sound ? adviceForSound(name, sound) : [])];
}

/** How to improve recordings: advice on each, in their order, then on all together. */
export function adviceFor(samples: Measured[]): string[] {
	const each = samples.flatMap((one, at) =>
		adviceForOne(samples.length === 1 ? 'The recording' : `Recording ${at + 1}`, one),
	);
	const seconds = samples.reduce((sum, one) => sum + (one.seconds ?? 0), 0);
	if (seconds <= longest) return each;
	const what = samples.length === 1 ? 'The recording is' : 'The recordings together are';
	const all =
		`${what} ${Math.round(seconds / 60)} minutes long. One to two minutes of clear speech give the best voice: ` +
		'keep the clearest parts.';
	return [...each, all];
}
