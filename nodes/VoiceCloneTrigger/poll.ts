import { inputError, isFishAudioError, type FailureKind, type FishAudioError } from '../../fishAudio/errors';
import { largestPage } from '../../fishAudio/requests/pages';
import { createdAt, type Voice } from '../../fishAudio/voices/voice';
import { ownNewestFirst, type Voices } from '../../fishAudio/voices/voices';
import type { PageChoice } from '../../fishAudio/voices/voicePage';
import {
	beginPoll,
	duePending,
	endPoll,
	nextPage,
	takePage,
	takePending,
	type VoicePage,
	type Progress,
} from './cursor';
import type { Cursor } from './savedCursor';

/** How much one poll may do. */
export interface PollBudget {
	/** Whether there is time for another request. */
	hasTime(): boolean;
	/** Our clock, in milliseconds since 1970: the server's is not believed when it is ahead of it. */
	now(): number;
}

/**
 * Pages that one poll reads at most: the 2,000 voices remembered, since pages overlap. What is left is read by the next
 * ones.
 */
const maxPages = 24;

/** Pending voices off the pages read that one poll asks for; more take turns. */
const maxAsked = 10;

async function readPage(voices: Voices, choice: PageChoice, budget: PollBudget): Promise<VoicePage> {
	const page = await voices.page(ownNewestFirst, choice);
	const serverTime = page.serverTime && Math.min(page.serverTime, budget.now());
	return { items: page.items, hasMore: page.hasMore, serverTime, readAt: serverTime ?? budget.now() };
}

/** Failures that say that there is no such voice for this account; `input` of what was saved and is no id. */
const gone: FailureKind[] = ['notFound', 'forbidden', 'input'];

async function getIfThere(voices: Voices, id: string): Promise<Voice | undefined> {
	return await Promise.resolve(id)
		.then(async () => await voices.get(id))
		.catch((error: unknown) =>
			isFishAudioError(error) && gone.includes(error.kind) ? undefined : Promise.reject(error),
		);
}

/**
 * Asks for the pending voices whose turn it is. One that cannot be read keeps its turn; its failure is that of the poll
 * only where nothing has been found that would be lost with it.
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

/** What a poll found and what to remember of it. */
export interface PollResult {
	/** Voices whose training has ended since, oldest first. */
	fresh: Voice[];
	cursor: Cursor;
}

/** Looks for voices whose training has ended since the cursor was made. */
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

/** For a test in the editor: the newest voice that would have fired. Fails with `input` where there is none. */
export async function sampleVoice(voices: Voices, matches: (voice: Voice) => boolean): Promise<Voice> {
	const { items } = await voices.page(ownNewestFirst, { page: 1, pageSize: largestPage });
	const found = items.find(matches);
	if (found) return found;
	throw inputError(
		'None of your newest voices would start this workflow yet',
		"There is no voice to show as an example. Create one with Fish Audio Voice Clone, or change 'Events' and 'Filters'. A published workflow starts by itself when a voice is trained.",
	);
}
