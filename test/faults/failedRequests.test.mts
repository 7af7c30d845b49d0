import { connectionFailure } from '../../nodes/shared/request/connectionFailure.ts';
import { startEngine } from '../support/engine.mts';
import { asking, failedRequests } from './support/failedRequests.mts';
import { withServer } from './support/server.mts';

const never = new AbortController().signal;
const about = { timeout: 2_000, redact: (text: string) => text, peer: { name: 'Fish Audio', address: 'the Base URL' } };
const bodies = { 'nothing sent': undefined, 'much sent': 'x'.repeat(2_000_000) };
const cases = failedRequests.flatMap((one) =>
	Object.entries(bodies).map(([what, body]) => ({ ...one, name: `${one.name}, ${what}`, body })),
);

/**
 * The table is of the failures themselves, as this line of n8n and this Node tell them: what they say is up to both.
 */
test.each(cases)('$name: $kind', async ({ start, kind, code, body }) => {
	await withServer(start(), async ({ url }) => {
		let failure: unknown;
		const request = {
			url: `${url}/a`,
			timeout: kind === 'timeout' ? 300 : 10_000,
			...(body ? { method: 'POST' as const, body } : {}),
		};
		const ask = asking(request, (error) => void (failure = error));
		const engine = await startEngine({ credential: { apiKey: 'key', baseUrl: url }, nodeTypes: { ask } });
		await engine.runNode('ask', {});
		await engine.stop();
		expect(failure).toBeDefined();
		const told = connectionFailure(failure, { cancel: undefined, deadline: never }, about);
		expect(told).toMatchObject({ kind });
		if (code) expect(told.facts.advice).toContain(`(${code})`);
	});
});
