import type { INodeExecutionData, INodeParameters } from 'n8n-workflow';

import { watchFiles } from '../../faults/support/files.mts';
import { opusPages, mp3, wav } from '../../support/sounds.mts';
import type { NodeRun } from '../../support/engine.mts';
import { shortenWaits } from '../../support/shortWaits.mts';
import { setStage } from '../../support/stage.mts';

const stage = setStage();
shortenWaits();

/** A WAV of the tone, with its sound changed. */
function changed(seconds: number, change: (sample: number) => number): Buffer {
	const bytes = wav({ seconds });
	for (let at = 44; at < bytes.length; at += 2)
		bytes.writeInt16LE(Math.max(-32_768, Math.min(32_767, change(bytes.readInt16LE(at)))), at);
	return bytes;
}

const good = wav({ seconds: 30 });

const create = async (parameters: INodeParameters, items: INodeExecutionData[]): Promise<NodeRun> =>
	await stage.engine.runNode('voiceClone', { operation: 'create', title: 'Anna', ...parameters }, items);
const itemOf = async (...samples: Buffer[]): Promise<INodeExecutionData> =>
	await stage.itemWith(
		Object.fromEntries(samples.map((bytes, at) => [`s${at}`, [bytes, `take ${at}.wav`, 'audio/wav']])),
	);
const hintsOf = ({ run }: NodeRun): unknown[] =>
	(run.data.resultData.runData['Node']!.at(-1)!.hints ?? []).map(({ message }) => message);

describe('advice', () => {
	test.each([
		[
			'short',
			wav({ seconds: 4.25 }),
			'The recording is only 4.2 seconds long. Each recording should have at least 10 seconds of speech. [item 0]',
		],
		[
			'cut off',
			wav({ seconds: 57.8 }).subarray(0, 44 + 16_000 * 40.4),
			'The recording ends early: 40.4 of 57.8 seconds are there. Download or export it again. [item 0]',
		],
		[
			'very quiet',
			changed(30, (sample) => sample / 200),
			'The recording is very quiet. Record it again closer to the microphone, or with the microphone turned up. ' +
				'[item 0]',
		],
		[
			'clipped',
			changed(30, (sample) => sample * 8),
			'The recording is distorted because it was recorded too loud. Record it again farther from the ' +
				'microphone, or with the microphone turned down. [item 0]',
		],
	])('is shown above the output for a recording that is %s, and the voice is created', async (_, bytes, message) => {
		const run = await create({ sampleFields: 's0' }, [await itemOf(bytes)]);
		expect(run.error).toBeUndefined();
		expect(run.run.data.resultData.runData['Node']!.at(-1)!.hints).toEqual([
			{ message, location: 'outputPane', type: 'warning' },
		]);
		expect(run.items[0]!.json.advice).toEqual([message.replace(' [item 0]', '')]);
		expect((await stage.sandbox.stats()).voices).toBe(1);
	});

	test('is not shown for a good recording', async () => {
		const run = await create({ sampleFields: 's0' }, [await itemOf(good)]);
		expect([run.error, hintsOf(run)]).toEqual([undefined, []]);
	});

	test('says which recording of which item', async () => {
		const run = await create({ sampleFields: 's0, s1', title: "={{ $itemIndex === 0 ? 'Anna' : 'Ben' }}" }, [
			await itemOf(good, good),
			await itemOf(good, wav({ seconds: 5 })),
		]);
		expect(hintsOf(run)).toEqual([
			"'take 1.wav' is only 5 seconds long. Each recording should have at least 10 seconds of speech. [item 1]",
		]);
	});

	test('is about all items if they make one voice', async () => {
		const run = await create({ sampleSource: 'allItems', sampleFields: 's0' }, [
			await itemOf(good),
			await stage.itemWith({ s0: [wav({ seconds: 3 }), 'short.wav', 'audio/wav'] }),
		]);
		const advice = "'short.wav' is only 3 seconds long. Each recording should have at least 10 seconds of speech.";
		expect([hintsOf(run), run.items[0]!.json.advice]).toEqual([[advice], [advice]]);
	});

	test('is also shown if the training fails, as it may be the reason', async () => {
		await stage.sandbox.settings({ trainingMs: 50, trainingResult: 'failed' });
		const parameters = { operation: 'create', title: 'Anna', sampleFields: 's0', waitUntilTrained: true };
		const run = await stage.engine.runNode('voiceClone', parameters, [await itemOf(wav({ seconds: 5 }))], {
			onError: 'continueRegularOutput',
		});
		expect(run.items[0]!.json.error).toContain('The training of the voice');
		expect(hintsOf(run)).toHaveLength(1);
	});
});

describe('the samples in the output', () => {
	test('have their names and lengths, in order', async () => {
		const item = await stage.itemWith({
			a: [wav({ seconds: 12.0625 }), 'a.wav', 'audio/wav'],
			b: [await mp3(44_100, 128, 3), undefined, 'audio/mpeg'],
			c: [Buffer.concat(opusPages(4)), 'c.opus', 'audio/ogg'],
		});
		const { items, error } = await create({ sampleFields: 'a, b, c' }, [item]);
		expect(error).toBeUndefined();
		expect(items[0]!.json.sampleFiles).toEqual([
			{ fileName: 'a.wav', seconds: 12.063 },
			{ fileName: 'b.mp3', seconds: expect.closeTo(3, 0) },
			{ fileName: 'c.opus', seconds: expect.closeTo(4, 1) },
		]);
	});

	test("are shown together with Fish Audio's if Simplify is off", async () => {
		const { items } = await create({ sampleFields: 's0', simplify: false }, [await itemOf(good)]);
		expect(items[0]!.json).toMatchObject({
			_id: expect.any(String),
			sampleFiles: [{ fileName: 'take 0.wav', seconds: 30 }],
		});
		const { items: raw } = await stage.engine.runNode('voiceClone', {
			operation: 'get',
			simplify: false,
			voice: { __rl: true, mode: 'id', value: items[0]!.json._id as string },
		});
		expect(items[0]!.json.samples).toEqual(raw[0]!.json.samples);
		expect(raw[0]!.json).not.toHaveProperty('sampleFiles');
	});

	test('are those of all items if they make one voice', async () => {
		const items = [await itemOf(good), await itemOf(wav({ seconds: 11 }))];
		const { items: out } = await create({ sampleSource: 'allItems', sampleFields: 's0' }, items);
		expect(out.map(({ json }) => json.sampleFiles)).toEqual([
			[
				{ fileName: 'take 0.wav', seconds: 30 },
				{ fileName: 'take 0.wav', seconds: 11 },
			],
		]);
	});
});

/** A WAV with something else in its header at `at`. */
function withHeader(at: number, ...bytes: number[]): Buffer {
	const strange = Buffer.from(good);
	strange.set(bytes, at);
	return strange;
}

test.each([
	['no channels', withHeader(22, 0, 0)],
	['no rate', withHeader(24, 0, 0, 0, 0)],
])('a WAV of %s cannot be measured, and the voice is created anyway', async (_, bytes) => {
	const run = await create({ sampleFields: 's0' }, [await itemOf(bytes)]);
	expect([run.error, hintsOf(run)]).toEqual([undefined, []]);
	expect(run.items[0]!.json.sampleFiles).toEqual([{ fileName: 'take 0.wav', seconds: null }]);
});

test('a recording is read once to be measured, before it is sent', async () => {
	const files = watchFiles();
	const { error } = await create({ sampleFields: 's0' }, [await itemOf(good)]);
	files.stop();
	expect(error).toBeUndefined();
	// To find its type, to measure it, and to send it.
	expect([files.opened(), files.open()]).toEqual([3, 0]);
});

test.each([
	{ kind: 'reset', phase: 'upload', afterBytes: 50_000 },
	{ kind: 'status', status: 503, phase: 'before' },
	{ kind: 'reset', phase: 'after' },
])('after %j the lengths are right, and advice is shown once', async (fault) => {
	await stage.sandbox.fault({ match: { method: 'POST' }, fault });
	const run = await create({ sampleFields: 's0, s1' }, [await itemOf(good, wav({ seconds: 9 }))]);
	expect(run.error).toBeUndefined();
	expect(run.items[0]!.json.sampleFiles).toEqual([
		{ fileName: 'take 0.wav', seconds: 30 },
		{ fileName: 'take 1.wav', seconds: 9 },
	]);
	expect(hintsOf(run)).toEqual([
		"'take 1.wav' is only 9 seconds long. Each recording should have at least 10 seconds of speech. [item 0]",
	]);
	expect((await stage.sandbox.stats()).voices).toBe(1);
});
