import type { Measured } from '../../audio/measure/measured';
import type { Sound } from '../../audio/measure/sound';

/** Seconds that each recording should have at least, and all together at most. */
const shortest = 10;
const longest = 300;
/** dBFS; speech that was recorded well is about -20. */
const quiet = -35;
/** Shares that are heard as distortion, and that are more than pauses. */
const clippedMost = 0.002;
const silentMost = 0.6;

const percent = (share: number): string => `${Math.round(share * 100)} %`;

/** In words. A recording that holds sound is told to be at least a tenth of a second long; 9.9999 are ten. */
function inSeconds(seconds: number): string {
	const told = Math.max(0.1, Math.floor(Math.round(seconds * 1000) / 100) / 10);
	return `${told} ${told === 1 ? 'second' : 'seconds'}`;
}

/** What to do better about the sound of a recording. */
function adviceForSound(name: string, { level, silentShare, clippedShare = 0, overShare = 0 }: Sound): string[] {
	const isQuiet = level < quiet;
	const isDistorted = clippedShare > clippedMost;
	const cases: Array<[boolean, string]> = [
		[isQuiet, `${name} is very quiet. Record it again closer to the microphone, or with the microphone turned up.`],
		[
			isDistorted,
			`${name} is distorted, because it was recorded too loud. Record it again farther from the microphone, or with the microphone turned down.`,
		],
		[
			!isDistorted && overShare > clippedMost,
			`${name} is too loud: parts of it lie above full scale. Turn it down in an audio editor.`,
		],
		// In one that is very quiet the noise of the microphone hides where the pauses are.
		[
			!isQuiet && silentShare > silentMost,
			`${name} is silent for ${percent(silentShare)} of its length. Cut out the long pauses.`,
		],
	];
	return cases.flatMap(([applies, advice]) => (applies ? [advice] : []));
}

function adviceForOne(name: string, { seconds, sound }: Measured): string[] {
	const isShort = seconds !== undefined && seconds < shortest;
	const short = `${name} is only ${inSeconds(seconds ?? 0)} long. Each should have at least ${shortest} seconds of speech.`;
	return [...(isShort ? [short] : []), ...(sound ? adviceForSound(name, sound) : [])];
}

/** What to do better with recordings, in the order in which they are given. */
export function adviceFor(samples: Measured[]): string[] {
	const each = samples.flatMap((one, at) =>
		adviceForOne(samples.length === 1 ? 'The recording' : `Recording ${at + 1}`, one),
	);
	const seconds = samples.reduce((sum, one) => sum + (one.seconds ?? 0), 0);
	if (seconds <= longest) return each;
	const what = samples.length === 1 ? 'The recording is' : 'The recordings together are';
	const all = `${what} ${Math.round(seconds / 60)} minutes long. One to two minutes of clear speech give the best voice: keep the clearest.`;
	return [...each, all];
}
