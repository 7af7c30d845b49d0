import { until as ask } from '../../support/until.mts';

/** Asks n8n until there is an answer, with the patience that a whole n8n needs. */
export const until: typeof ask = async (question, patience) =>
	await ask(question, { ms: 60_000, everyMs: 100, ...patience });
