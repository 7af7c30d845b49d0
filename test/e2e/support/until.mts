import { until as ask } from '../../support/until.mts';

/** Repeats until there is an answer, as long as a complete n8n may take. */
export const until: typeof ask = async (question, patience) =>
	await ask(question, { ms: 60_000, everyMs: 100, ...patience });
