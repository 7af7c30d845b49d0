import { inputError, isFishAudioError, withFacts } from '../errors';
import { shown } from '../../text/shown';
import { createTurns } from './createVoice';
import type { NewVoice } from './newVoice';
import type { OwnVoices } from './ownVoices';
import { exactTitle } from './title';
import { severalOfTitle, titleTaken } from './titleErrors';
import type { TitleSearch } from './titleSearch';
import type { Voice } from './voice';
import type { Voices } from './voices';

/** What to do where the account already has a voice of the title. */
export const ifTitleExists = ['createAnother', 'fail', 'replaceIt', 'useIt'] as const;

/** See `ifTitleExists`. */
export type IfTitleExists = (typeof ifTitleExists)[number];

/** What was found of a title before anything is created. */
export interface TitlePlan {
	title: string;
	ifExists: IfTitleExists;
	/** The voice of the title that is used or replaced. */
	existing: Voice | undefined;
	/** Voices of the title whose training failed. They do not count, and they stay. */
	failed: Voice[];
}

/** The voice of a plan. */
export interface PlannedVoice {
	voice: Voice;
	/** What was sent to create it; undefined where nothing was created. */
	sent: NewVoice | undefined;
	/** Whether an earlier item of this run has created it. */
	isFromEarlier: boolean;
}

/** Creates voices with a look at those that have the title already. One object serves one run. */
export interface CreateOnce {
	/** Looks up the title. Call it for all items in their order before any voice is created. Fails with `input`. */
	plan(title: string, ifExists: IfTitleExists): Promise<TitlePlan>;
	/** Creates the voice, or gives the one that exists. Voices of one title take turns, in the order of the calls. */
	make(plan: TitlePlan, newVoice: () => Promise<NewVoice>): Promise<PlannedVoice>;
	/**
	 * Waits, `deadline` milliseconds at most, until the new voice is trained, then deletes the one that it replaces and
	 * gives its ID. Undefined where that one has been deleted or renamed meanwhile.
	 */
	replace(old: Voice, created: Voice, deadline: number): Promise<{ voice: Voice; replaced: string | undefined }>;
}

const repeatedTitle = (title: string) =>
	inputError(
		`'Title' is also the title of an earlier item: '${shown(title)}'`,
		"With 'Replace It' and 'Report an Error', each item needs a title of its own.",
	);

const keeping = (error: unknown, sentence: string): unknown =>
	isFishAudioError(error) && error.kind !== 'cancelled'
		? withFacts(error, { advice: [sentence, error.facts.advice].filter(Boolean).join(' ') })
		: error;

/** The voices that count, and those whose training failed. A failed voice can be replaced where there is no other. */
function sorted(found: Voice[], ifExists: IfTitleExists): Pick<TitlePlan, 'failed'> & { counting: Voice[] } {
	const failed = found.filter(({ state }) => state === 'failed');
	const counting = found.filter(({ state }) => state !== 'failed');
	return counting.length === 0 && ifExists === 'replaceIt' ? { counting: failed, failed: [] } : { counting, failed };
}

const keepOne = "With 'Use It' and 'Replace It', one voice may have the title. Rename or delete the others";

/** Gives the one voice of the title. Fails with `input` on several. */
function onlyOne(title: string, voices: Voice[]): Voice | undefined {
	if (voices.length > 1) throw severalOfTitle({ title, label: 'Title' }, voices, keepOne);
	return voices[0];
}

type Client = Pick<OwnVoices, 'create' | 'delete' | 'waitUntilTrained'> & Pick<Voices, 'get'>;

/** Deletes the old voice, if it still has its title. */
async function deleteOld(old: Voice, client: Client): Promise<string | undefined> {
	const isMissing = (error: unknown): boolean => isFishAudioError(error) && error.kind === 'notFound';
	const deletion = async (): Promise<string | undefined> => {
		const { title } = await client.get(old._id);
		if (exactTitle(title) !== exactTitle(old.title)) return undefined;
		await client.delete(old._id);
		return old._id;
	};
	return await deletion().catch((error: unknown) => (isMissing(error) ? undefined : Promise.reject(error)));
}

/** Builds it for one run. */
export function createCreateOnce(client: Client, titles: Pick<TitleSearch, 'all'>): CreateOnce {
	const planned = new Set<string>();
	const made = new Map<string, Voice>();
	const turnOf = createTurns();

	return {
		plan: async (given, ifExists) => {
			const title = exactTitle(given);
			// Before any wait: the first items come first.
			const isRepeated = planned.has(title);
			planned.add(title);
			if (ifExists === 'createAnother') return { title, ifExists, existing: undefined, failed: [] };
			if (ifExists !== 'useIt' && isRepeated) throw repeatedTitle(given);
			const { counting, failed } = sorted(await titles.all(title), ifExists);
			if (ifExists === 'fail' && counting.length > 0) throw titleTaken(given, counting);
			return { title, ifExists, existing: onlyOne(title, counting), failed };
		},
		make: async ({ title, ifExists, existing, failed }, newVoice) =>
			await turnOf(title)(async () => {
				const earlier = made.get(title);
				const voice = ifExists === 'useIt' ? (earlier ?? existing) : undefined;
				if (voice) return { voice, sent: undefined, isFromEarlier: voice === earlier };
				const sent = await newVoice();
				const before = [...(existing ? [existing] : []), ...failed].map(({ _id }) => _id);
				const created = await client.create(sent, before);
				made.set(title, created);
				return { voice: created, sent, isFromEarlier: false };
			}),
		replace: async (old, created, deadline) => {
			const kept = `The old voice (ID ${old._id}) is kept.`;
			const voice = await client
				.waitUntilTrained(created, deadline)
				.catch((error: unknown) => Promise.reject(keeping(error, kept)));
			const notDeleted =
				`The new voice is trained (ID ${voice._id}), but the old one (ID ${old._id}) may still exist. Delete it, so ` +
				'that one voice has the title.';
			const replaced = await deleteOld(old, client).catch((error: unknown) =>
				Promise.reject(keeping(error, notDeleted)),
			);
			return { voice, replaced };
		},
	};
}
