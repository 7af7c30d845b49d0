import type { Cleanup } from '../terminal/cleanup.mts';
import { Failure } from '../terminal/failure.mts';
import { Api } from './api.mts';
import { agreed } from './ask.mts';
import { totalOf } from './bill.mts';
import type { Fact } from './fact.mts';
import type { Options } from './options.mts';
import { redacted } from './redact.mts';
import { runFacts, type Outcome } from './run.mts';
import { cents, markdownOf } from './table.mts';

const SUCCESS = 0;
const FAILURE = 1;

function plan(facts: readonly Fact[], { baseUrl, limit }: Options): string {
	const count = facts.length === 1 ? 'one fact' : `${facts.length} facts`;
	const costs = `about ${cents(totalOf(facts))} of your API credit, and at most ${cents(limit)}`;
	return `This checks ${count} at ${baseUrl} and costs ${costs}.
The voices and dictionaries it creates are private or unlisted, and are deleted at the end. One voice is requested as
public, which the service is expected to make private. One request has 51 MB.
`;
}

function wanted(facts: readonly Fact[], only: string): readonly Fact[] {
	const found = facts.filter(({ id }) => id.includes(only));
	if (found.length > 0) return found;
	throw new Failure(`No fact has '${only}' in its ID.`, `The IDs are: ${facts.map(({ id }) => id).join(', ')}.`);
}

/** Stops early if there is no server or it does not accept the key. */
async function checkReach(api: Api, { baseUrl }: Options): Promise<void> {
	const { status } = await api.ask('GET', '/wallet/self/api-credit').catch((error: Error) => {
		const why = error.cause instanceof Error ? error.cause.message : error.message;
		throw new Failure(`${baseUrl} cannot be reached: ${why}`);
	});
	if (status === 401)
		throw new Failure(`${baseUrl} does not accept the key.`, 'Check FISH_AUDIO_API_KEY and FISH_AUDIO_BASE_URL.');
}

/** Prints what could not be deleted, so that the account's owner can do it. */
async function reportLeft(api: Api | undefined, print: (text: string) => void): Promise<void> {
	if (api && api.left.length > 0)
		print(`\nThese could not be deleted. Delete them by hand: ${api.left.join(', ')} (title: ${api.mark})`);
}

/** Checks the facts and prints the results. Returns the exit code. */
export async function checkFacts(all: readonly Fact[], options: Options, cleanup: Cleanup): Promise<number> {
	const { key, baseUrl, limit, only, yes } = options;
	const print = (text: string): void => console.log(redacted(text, key));
	const facts = wanted(all, only);
	print(plan(facts, options));
	if (!yes && !(await agreed('Continue? [y/N] ', cleanup.signal)))
		throw new Failure('Nothing was sent and nothing was spent.');
	let api: Api | undefined;
	// Cleanup runs in reverse order, so this runs after the deletions, also after Ctrl-C.
	cleanup.add(() => reportLeft(api, print));
	api = new Api({ baseUrl, key }, cleanup);
	await checkReach(api, options);
	const report = ({ fact, verdict, seen }: Outcome): void =>
		print(`${verdict === 'as expected' ? '✓' : verdict === 'different' ? '✗' : '–'} ${fact.id}   ${seen}`);
	const { outcomes, spent } = await runFacts(facts, api, { limit, report, signal: cleanup.signal });
	await cleanup.run();
	print(`\n${markdownOf({ outcomes, spent, baseUrl, date: new Date() })}`);
	const good = api.left.length === 0 && outcomes.every(({ verdict }) => verdict !== 'different');
	return good ? SUCCESS : FAILURE;
}
