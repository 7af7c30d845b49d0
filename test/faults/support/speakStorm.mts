import type { SeenRequest } from '../../support/sandbox.mts';
import type { Stage } from '../../support/stage.mts';
import { expectLines, speakLines } from './speakLines.mts';
import type { Line, SpeakScenario, SpeechTrouble } from './speakScenarios.mts';
import { textOf } from './spokenBytes.mts';
import { beginStorm, countOf, expectNoKey, expectWithinLimit } from './stormAudit.mts';
import { setTroubles } from './stormFaults.mts';

/** Requests of one text that may be billed, at most. */
const maxPaid = 2;

/** Whether a line is spoken, which its faults decide. */
function isSpoken({ empty, troubles }: Line, maxTries: number): boolean {
	if (empty || troubles.some(({ meaning }) => meaning === 'ends')) return false;
	const again = troubles.filter(({ meaning }) => meaning === 'refused' || meaning === 'paid');
	if (again.some(({ times }) => times === -1)) return false;
	const sum = (list: SpeechTrouble[]): number => list.reduce((total, { times }) => total + times, 0);
	return sum(again) < maxTries && sum(again.filter(({ meaning }) => meaning === 'paid')) < maxPaid;
}

/** Checks that no line was requested too often; a 429 does not count. */
function expectTries(requests: SeenRequest[], maxTries: number): void {
	const texts = requests.filter(({ status, body }) => status !== 429 && body).map(({ body }) => String(body.text));
	expect([...countOf(texts)].filter(([, tries]) => tries > maxTries)).toEqual([]);
}

/** Checks that no line was billed more than twice. */
function expectPaid(lines: Line[], requests: SeenRequest[]): void {
	const tries = countOf(
		requests.filter(({ status, body }) => status !== 429 && body).map(({ body }) => String(body.text)),
	);
	const neverRefused = ({ troubles }: Line): boolean => !troubles.some(({ meaning }) => meaning === 'refused');
	expect(
		lines.flatMap((line, number) =>
			neverRefused(line) && (tries.get(textOf(number)) ?? 0) > maxPaid ? [textOf(number)] : [],
		),
	).toEqual([]);
}

/** Runs a storm and checks its requests and items. Returns the number of items. */
export async function speakStorm(stage: Stage, scenario: SpeakScenario): Promise<number> {
	const { lines, early, onError, limit, maxTries, latencyMs } = scenario;
	await beginStorm(stage, { latencyMs });
	await setTroubles(
		stage.sandbox,
		'^/v1/tts$',
		lines.map(({ troubles }, number) => ({ text: textOf(number), troubles })),
	);
	for (const rule of early) await stage.sandbox.fault(rule);
	const run = await speakLines(stage, scenario);
	const requests = await expectWithinLimit(stage, limit);
	expectTries(requests, maxTries);
	if (early.length === 0) expectPaid(lines, requests);
	expectNoKey(run);
	const spoken = lines.map((line) => isSpoken(line, maxTries));
	const firstFailed = spoken.indexOf(false);
	if (onError === 'stopWorkflow' && firstFailed !== -1) {
		expect(run.items).toEqual([]);
		expect(run.error?.message).toMatch(new RegExp(`\\[item ${firstFailed}\\]$`));
		return firstFailed;
	}
	expect(run.error).toBeUndefined();
	await expectLines(stage, run, lines, spoken);
	return lines.length;
}
