/**
 * Stops a node in every phase, one after the other. The process must then end by itself: a timer, a socket or a file
 * left behind would keep it alive.
 */
import { startEngine } from '../../support/engine.mts';
import { startSandbox } from '../../support/sandbox.mts';
import { phases } from './phases.mts';
import { requestCounts, stopRun } from './stopRun.mts';

const sandbox = await startSandbox({ trainingMs: 0, speech: 'tone' });
const engine = await startEngine({ credential: { apiKey: sandbox.key, baseUrl: sandbox.url } });
for (const { name, enter } of phases) {
	const stopped = await stopRun(engine, requestCounts(sandbox), await enter({ sandbox, engine }));
	console.log(JSON.stringify({ name, ...stopped }));
	await sandbox.clearFaults();
	await sandbox.clearRequests();
	await sandbox.removeVoices();
	await sandbox.settings({ trainingMs: 0, listDelayMs: 0 });
}
await engine.stop();
await sandbox.stop();
