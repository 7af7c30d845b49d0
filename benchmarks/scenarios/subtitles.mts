import { speakLines } from './nodes.mts';
import type { Arguments, Scenario } from './scenarios.mts';

/** Milliseconds between the starts of captions: 2,000 in two hours. */
const each = 3_600;

const two = (number: number): string => String(Math.floor(number)).padStart(2, '0');

const clock = (ms: number): string =>
	`${two(ms / 3_600_000)}:${two((ms / 60_000) % 60)}:${two((ms / 1_000) % 60)},${String(ms % 1_000).padStart(3, '0')}`;

const film = (captions: number): string =>
	Array.from(
		{ length: captions },
		(_, at) => `${at + 1}\n${clock(at * each)} --> ${clock(at * each + 3_000)}\nThis is caption ${at + 1} of a film.\n`,
	).join('\n');

/** `speakLines` with a film of `count` captions as the only item. */
export const speakSubtitles = async (args: Arguments): Promise<Scenario> =>
	await speakLines({
		...args,
		items: 1,
		parameters: { textSource: 'subtitles', subtitles: film(args.count ?? 0), ...args.parameters },
	});
