import { formatOf } from './formats.mts';
import { speak } from './speak.mts';

const LINES = [{ text: 'Ready. When you are, so am I.', pitchHz: 120 }];

/** Loads and warms what speech needs, so that the first line does not have to wait for it. */
export async function warmUp(): Promise<void> {
	const audio = formatOf({ text: '' });
	const speech = speak({ lines: LINES, speed: 1, gainDb: 0, audio, engine: 'espeak', wavPlaceholders: false });
	for await (const bytes of speech) void bytes;
}
