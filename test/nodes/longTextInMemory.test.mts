import { measure } from '../../benchmarks/measure/scenario.mts';
import { startService, type Service } from '../../benchmarks/service/start.mts';

const partBytes = 4 * 1024 ** 2;
const parts = 40;

let service: Service;
beforeAll(async () => {
	service = await startService({ bytes: partBytes });
});
afterAll(async () => await service.stop());

const speak = async (binaryMode: 'default' | 'filesystem') =>
	await measure<{ bytes: number }>('speakLines', {
		url: service.url,
		items: 1,
		textLength: parts * 2_990,
		binaryMode,
		limit: 5,
	});

test(
	'a long text whose files n8n holds in memory takes 3.3 times its audio at most: no part is held beside the ' +
		'joined file',
	async () => {
		const onDisk = await speak('filesystem');
		expect(onDisk.facts.bytes).toBeGreaterThan(parts * (partBytes - 100));
		let least = Infinity;
		for (let round = 0; round < 3 && least > 3.3; round++) {
			const { facts, peakBytes } = await speak('default');
			expect(facts).toEqual(onDisk.facts);
			least = Math.min(least, (peakBytes - onDisk.peakBytes) / facts.bytes);
		}
		// What is held is the joined file in bytes and as text in base64, 2.3 times; 3.7 with the parts as text, and
		// 4.7 with a second copy of its bytes. What is garbage comes on top, more or less of it: the least of the runs
		// has least.
		expect(least).toBeLessThan(3.3);
	},
	120_000,
);
