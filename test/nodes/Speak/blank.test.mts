import type { INodeParameters } from 'n8n-workflow';

import { setStage } from '../../support/stage.mts';

const stage = setStage();

const text = 'Our summer sale starts today, so come and see us in the High Street!';

const speak = async (parameters: INodeParameters) =>
	await stage.engine.runNode('speak', { text, ...parameters }, [{ json: {} }], { onError: 'continueRegularOutput' });

const formats: Array<[string, INodeParameters]> = [
	['MP3', { format: 'mp3' }],
	['WAV', { format: 'wav' }],
	['PCM', { format: 'pcm' }],
	['Opus', { format: 'opus' }],
	['phone', { format: 'phone' }],
	['µ-law', { format: 'phone', phoneEncoding: 'muLaw' }],
	['A-law in WAV', { format: 'phone', phoneEncoding: 'aLawWav' }],
	['MP3 with captions', { format: 'mp3', captions: 'srt' }],
	['µ-law with captions', { format: 'phone', phoneEncoding: 'muLaw', captions: 'srt' }],
];

describe.each(formats)('%s', (_, parameters) => {
	test('one silent frame is not speech: it is requested once more and then reported', async () => {
		await stage.sandbox.fault({ fault: { kind: 'blank' }, times: -1 });
		const { items } = await speak(parameters);
		expect(items).toHaveLength(1);
		const tooShort = /^The audio of Fish Audio lasts \d\.\d\d seconds, far too short for the text/;
		const soundless = /^Fish Audio answered with audio without any sound/;
		expect(items[0]!.json.error).toMatch(new RegExp(`(?:${tooShort.source}|${soundless.source}) \\[item 0\\]$`));
		expect(items[0]!.json.message).toContain('2 requests');
		expect(items[0]!.json).not.toHaveProperty('fingerprint');
		expect(items[0]!.binary).toBeUndefined();
		expect(await stage.sandbox.requests()).toHaveLength(2);
	});

	test('speech is requested again after one blank answer', async () => {
		await stage.sandbox.fault({ fault: { kind: 'blank' } });
		const { items } = await speak(parameters);
		expect(items[0]!.json.error).toBeUndefined();
		expect(items[0]!.json.seconds).toBeGreaterThan(0.4);
		expect(await stage.sandbox.requests()).toHaveLength(2);
	});
});

describe.each(formats.filter(([name]) => name !== 'Opus'))('%s', (_, parameters) => {
	test('audio with another sample rate is not passed on, and not billed twice', async () => {
		await stage.sandbox.fault({ fault: { kind: 'wrongRate' }, times: -1 });
		const { items } = await speak({
			...parameters,
			sound: { sampleRate: parameters.format === 'mp3' ? 44_100 : 16_000 },
		});
		expect(items[0]!.json.error).toMatch(/^The audio of Fish Audio has \d+ Hz instead of \d+ Hz \[item 0\]$/);
		expect(items[0]!.binary).toBeUndefined();
		expect(await stage.sandbox.requests()).toHaveLength(1);
	});
});

test('real speech is accepted in every script, fast and short', async () => {
	await stage.sandbox.settings({ speech: 'espeak' });
	const texts = [
		'A',
		'Hi',
		'OK',
		'1',
		'7 8',
		'No.',
		'NASA',
		'https://fish.audio',
		'1,000,000,000',
		'Nooooooooo!',
		'Guten Tag',
		'Sí',
		'Да',
		'Όχι',
		'好',
		'你好',
		'はい',
		'네',
		'नमस्ते',
		'مرحبا',
		'שלום',
		'€',
		'Come [happy] in (please)!',
		'The quick brown fox jumps over the lazy dog.'.repeat(5),
	];
	for (const speed of [1, 2]) {
		const { items } = await stage.engine.runNode(
			'speak',
			{ text: '={{ $json.text }}', format: 'wav', sound: { speed } },
			texts.map((one) => ({ json: { text: one } })),
			{
				onError: 'continueRegularOutput',
			},
		);
		expect(items.map(({ json }, at) => [texts[at], json.error])).toEqual(texts.map((one) => [one, undefined]));
	}
	await stage.sandbox.settings({ speech: 'tone' });
}, 120_000);
