import { inputError, isFishAudioError, type FishAudioError } from '../../fishAudio/errors';
import { largestPage } from '../../fishAudio/pages';
import type { Voice } from '../../fishAudio/voice';
import { ownNewestFirst, type PageChoice, type Voices } from '../../fishAudio/voices';
import {
	beginPoll,
	endPoll,
	nextPage,
	takePage,
	takePending,
	unmetPending,
	type Cursor,
	type Glimpse,
	type Progress,
} from './cursor';

/** How much one poll may do. */
export interface PollBudget {
	/** Whether there is time for another request. */
	hasTime(): boolean;
	/** Our clock, in milliseconds since 1970: the server's is not believed when it is ahead of it. */
	now(): number;
}

/** Pages that one poll reads at most: the 2,000 voices remembered, since pages overlap. What is left is read by the next ones. */
const mostPages = 24;

/** Pending voices off the pages read that one poll asks for; more take turns. */
const mostAsked = 10;

async function readPage(voices: Voices, choice: PageChoice, budget: PollBudget): Promise<Glimpse> {
	const page = await voices.page(ownNewestFirst, choice);
	const serverTime = page.serverTime && Math.min(page.serverTime, budget.now());
	return { items: page.items, hasMore: page.hasMore, serverTime };
}

async function getIfThere(voices: Voices, id: string): Promise<Voice | undefined> {
	return await voices.get(id).catch((error: unknown) => {
		const gone = isFishAudioError(error) && (error.kind === 'notFound' || error.kind === 'forbidden');
		return gone ? undefined : Promise.reject(error);
	});
}

const tooManyWithoutOrder = (): FishAudioError =>
	inputError(
		'Your voices could not all be read in the time of one poll',
		'Fish Audio does not list them newest first, so that each poll has to read all of them. Delete voices you no longer need.',
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
	let progress: Progress = beginPoll(saved, includeExisting);
	do {
		const choice = nextPage(progress);
		progress = takePage(progress, await readPage(voices, choice, budget), choice);
	} while (!progress.ended && (progress.unordered || progress.pages < mostPages) && budget.hasTime());
	if (progress.unordered && !progress.ended) throw tooManyWithoutOrder();
	for (const id of unmetPending(progress).slice(0, mostAsked)) {
		if (!budget.hasTime()) break;
		progress = takePending(progress, id, await getIfThere(voices, id));
	}
	const fresh = [...progress.fresh].sort((a, b) => Date.parse(a.created_at) - Date.parse(b.created_at));
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
