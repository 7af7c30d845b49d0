import { inputError, isFishAudioError, type FailureKind, type FishAudioError } from '../../fishAudio/errors';
import { largestPage } from '../../fishAudio/requests/listPages';
import { createdAt, type Voice } from '../../fishAudio/voices/voice';
import type { PageChoice } from '../../fishAudio/voices/voicePage';
import { ownNewestFirst, type Voices } from '../../fishAudio/voices/voices';
import { beginPoll, duePending, endPoll, takePage, takePending, type VoicePage, type Progress } from './cursor';
import type { Cursor } from './savedCursor';
import { nextPage } from './walk';

/** The limits of one poll. */
export interface PollBudget {
	/** Whether there is time for another request. */
	hasTime(): boolean;
	/** Our clock, in milliseconds since 1970. A server's clock that is ahead of it is ignored. */
	now(): number;
}

/** Pages per poll. 24 overlapping pages cover the 2,000 voices we remember; the next poll goes on. */
const maxPages = 24;

/** Largest number of pending voices that one poll requests by their id; the others wait for the next polls. */
const maxAsked = 10;

async function readPage(voices: Voices, choice: PageChoice, budget: PollBudget): Promise<VoicePage> {
	const page = await voices.page(ownNewestFirst, choice);
	const serverTime = page.serverTime && Math.min(page.serverTime, budget.now());
	return { items: page.items, hasMore: page.hasMore, serverTime, readAt: serverTime ?? budget.now() };
}

/** Failures that mean: this account has no such voice. `input`: the saved text is not an id. */
const gone: FailureKind[] = ['notFound', 'forbidden', 'input'];

async function getIfThere(voices: Voices, id: string): Promise<Voice | undefined> {
	return await Promise.resolve(id)
		.then(async () => await voices.get(id))
		.catch((error: unknown) =>
			isFishAudioError(error) && gone.includes(error.kind) ? undefined : Promise.reject(error),
		);
}

/**
 * Requests the pending voices that are due. One that cannot be read stays due. Its failure fails the poll only if the
 * poll has found no voice, which would be lost.
 */
async function askPending(voices: Voices, before: Progress, budget: PollBudget): Promise<Progress> {
	let progress = before;
	let failure: FishAudioError | undefined;
	for (const id of duePending(before).slice(0, maxAsked)) {
		if (!budget.hasTime()) break;
		const asked = await getIfThere(voices, id).then(
			(voice) => ({ voice }),
			(error: unknown) => (isFishAudioError(error) ? { error } : Promise.reject(error)),
		);
		if ('error' in asked) failure ??= asked.error;
		else progress = takePending(progress, id, asked.voice);
	}
	if (failure && progress.fresh.length === 0) throw failure;
	return progress;
}

const tooManyWithoutOrder = (): FishAudioError =>
	inputError(
		'One poll was too short to read all of your voices',
		'Fish Audio does not list them newest first, so each poll must read all of them. Delete voices you no longer need.',
	);

/** The voices that a poll found, and what to save. */
export interface PollResult {
	/** Voices whose training has ended since, oldest first. */
	fresh: Voice[];
	cursor: Cursor;
}

/** Finds the voices whose training has ended since the cursor was saved. */
export async function pollVoices(
	voices: Voices,
	saved: Cursor | undefined,
	includeExisting: boolean,
	budget: PollBudget,
): Promise<PollResult> {
	let progress: Progress = beginPoll(saved, includeExisting, budget.now());
	do {
		const choice = nextPage(progress);
		progress = takePage(progress, await readPage(voices, choice, budget), choice);
	} while (!progress.ended && (progress.unordered || progress.pages < maxPages) && budget.hasTime());
	if (progress.unordered && !progress.ended) throw tooManyWithoutOrder();
	progress = await askPending(voices, progress, budget);
	const fresh = [...progress.fresh].sort((a, b) => (createdAt(a) ?? 0) - (createdAt(b) ?? 0));
	return { fresh, cursor: endPoll(progress) };
}

/** For a test in the editor: the newest voice that matches. Fails with `input` if there is none. */
export async function sampleVoice(voices: Voices, matches: (voice: Voice) => boolean): Promise<Voice> {
	const { items } = await voices.page(ownNewestFirst, { page: 1, pageSize: largestPage });
	const found = items.find(matches);
	if (found) return found;
	if (items.length === 0) {
		throw inputError(
			'Your account has no voices yet',
			'There is no voice to show as an example. Create one with Fish Audio Voice Clone. A published workflow starts ' +
				'by itself when a voice is trained.',
		);
	}
	throw inputError(
		'None of your newest voices would start this workflow yet',
		"There is no voice to show as an example. Create one with Fish Audio Voice Clone, or change 'Events' and " +
			"'Filters'. A published workflow starts by itself when a voice is trained.",
	);
}
