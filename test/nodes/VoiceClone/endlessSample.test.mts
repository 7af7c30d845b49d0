import { heldDuring, megabyte } from '../../faults/support/memory.mts';
import { startHttp } from '../../faults/support/server.mts';
import { flood } from '../../support/flood.mts';
import { wav } from '../../support/sounds.mts';
import { setStage } from '../../support/stage.mts';

const stage = setStage();

test('a recording without an end is refused while it comes, and is not held in memory', async () => {
	// Proxy settings differ between computers.
	process.env['NO_PROXY'] = '*';
	const web = await startHttp((_, response) => flood(response, wav({ seconds: 12 })));
	const parameters = {
		operation: 'create',
		title: 'Anna',
		sampleSource: 'urls',
		sampleUrls: `${web.url}/a.wav`,
		options: { allowPrivateAddresses: true },
	};
	const { result, held } = await heldDuring(async () => await stage.engine.runNode('voiceClone', parameters));
	await web.stop();
	expect(result.error?.message).toBe('Sample 1 is larger than 100 MB [item 0]');
	expect(held).toBeLessThan(64 * megabyte);
});
