import { connectionFailure } from '../../nodes/shared/request/connectionFailure.ts';
import { startEngine } from '../support/engine.mts';
import { nodeThatSends, failedRequests } from './support/failedRequests.mts';
import { withServer } from './support/server.mts';

const never = new AbortController().signal;
const about = { timeout: 2_000, redact: (text: string) => text, peer: { name: 'Fish Audio', address: 'the Base URL' } };
const bodies = { 'with no body': undefined, 'with a large body': 'x'.repeat(2_000_000) };
const cases = failedRequests.flatMap((one) =>
	Object.entries(bodies).map(([what, body]) => ({ ...one, name: `${one.name}, ${what}`, body })),
);

/** The errors are those that this n8n and this Node throw, and differ between versions. */
test.each(cases)('reports $name as $kind', async ({ start, kind, code, body }) => {
	await withServer(start(), async ({ url }) => {
		let failure: unknown;
		const request = {
			url: `${url}/a`,
			timeout: kind === 'timeout' ? 300 : 10_000,
			...(body ? { method: 'POST' as const, body } : {}),
		};
		const sender = nodeThatSends(request, (error) => void (failure = error));
		const engine = await startEngine({ credential: { apiKey: 'key', baseUrl: url }, nodeTypes: { sender } });
		await engine.runNode('sender', {});
		await engine.stop();
		expect(failure).toBeDefined();
		const explained = connectionFailure(failure, { cancel: undefined, deadline: never }, about);
		expect(explained).toMatchObject({ kind });
		if (code) expect(explained.facts.advice).toContain(`(${code})`);
	});
});
