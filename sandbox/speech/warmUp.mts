import { formatOf } from './formats.mts';
import { narrate } from './speak.mts';

const LINES = [{ text: 'Ready. When you are, so am I.', pitchHz: 120, tag: '' }];

/** Loads and warms up the speech engine, so that the first request need not wait for it. */
export async function warmUp(): Promise<void> {
	const audio = formatOf({ text: '' });
	const speech = narrate({ lines: LINES, speed: 1, gainDb: 0, audio, engine: 'espeak', cues: [] });
	for await (const utterance of speech) void utterance;
}
