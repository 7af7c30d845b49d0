import type { INodeExecutionData, INodeParameters } from 'n8n-workflow';

import { anyVoice, anyVoiceId } from '../../support/anyVoice.mts';
import type { NodeRun } from '../../support/engine.mts';
import { hintTextsOf } from '../../support/hints.mts';
import { setStage } from '../../support/stage.mts';

const stage = setStage({}, { publicUrl: 'https://n8n.example.com/' });

const hello = 'Hello there, this is my voice.';

/** Captions and the fingerprint are not among the options. */
const speak = async (
	{ captions = 'none', previousFingerprint, ...options }: INodeParameters,
	parameters: INodeParameters = {},
	items: INodeExecutionData[] = [{ json: {} }],
	type = 'speak',
): Promise<NodeRun> =>
	await stage.engine.runNode(
		type,
		{
			text: hello,
			voice: anyVoice,
			captions,
			...(previousFingerprint !== undefined && { checks: { previousFingerprint } }),
			...parameters,
			options,
		},
		items,
	);

/** What the token of a link says. */
const tokenOf = (link: unknown): { iat: number; exp: number } => {
	const [, payload = ''] = new URL(link as string).searchParams.get('token')!.split('.');
	return JSON.parse(Buffer.from(payload, 'base64url').toString()) as { iat: number; exp: number };
};

describe('a link to the audio', () => {
	test.each<[string, INodeParameters]>([
		['MP3', { format: 'mp3' }],
		['WAV, whose header is put right', { format: 'wav' }],
		['Opus', { format: 'opus' }],
		['µ-law for phones', { format: 'phone', phoneEncoding: 'muLaw' }],
		['a text in parts, joined', { text: `${hello} `.repeat(150), format: 'wav' }],
	])('leads to the file of the item: %s', async (_, parameters) => {
		const run = await speak({ audioUrl: true }, parameters);
		const [item] = run.items;
		expect(item!.json.audioUrl).toMatch(/^https:\/\/n8n\.example\.com\/rest\/binary-data\/signed\?token=[\w.-]+$/);
		const bytes = await stage.engine.bytesBehind(item!.json.audioUrl as string);
		expect(bytes.equals(await stage.engine.bytesOf(item))).toBe(true);
		expect(bytes.length).toBe(item!.json.bytes);
		expect(item!.json).not.toHaveProperty('srtUrl');
		expect(hintTextsOf(run).filter((hint) => hint.includes('link'))).toEqual([]);
	});

	test('and links to its captions', async () => {
		const [item] = (await speak({ audioUrl: true, captions: 'both' }, { binaryPropertyName: 'voice' })).items;
		for (const [name, field] of [
			['audioUrl', 'voice'],
			['srtUrl', 'voice_srt'],
			['vttUrl', 'voice_vtt'],
		] as const) {
			const bytes = await stage.engine.bytesBehind(item!.json[name] as string);
			expect(bytes.equals(await stage.engine.bytesOf(item, field))).toBe(true);
		}
		const [srt] = (await speak({ audioUrl: true, captions: 'srt' })).items;
		expect(srt!.json).toMatchObject({ srtUrl: expect.any(String) });
		expect(srt!.json).not.toHaveProperty('vttUrl');
	});

	test.each<[INodeParameters, number]>([
		[{}, 86_400],
		[{ urlExpiresAfter: 0.5 }, 1_800],
		[{ urlExpiresAfter: '1,5' }, 5_400],
		[{ urlExpiresAfter: 0.01 }, 36],
		[{ urlExpiresAfter: 720 }, 2_592_000],
		[{ urlExpiresAfter: '' }, 86_400],
	])('%j: it can be opened for %i seconds, and the JSON says until when', async (options, seconds) => {
		const [item] = (await speak({ audioUrl: true, ...options })).items;
		const { iat, exp } = tokenOf(item!.json.audioUrl);
		expect(exp - iat).toBe(seconds);
		const says = Date.parse(item!.json.audioUrlExpiresAt as string) / 1000;
		// The next second may have begun in between.
		expect([exp, exp - 1]).toContain(says);
	});

	test.each([0, -1, 0.009, 720.1, 1e9, 'tomorrow', '24 h'])(
		'%p hours are refused before anything is sent, also without the link',
		async (urlExpiresAfter) => {
			for (const options of [{ audioUrl: true, urlExpiresAfter }, { urlExpiresAfter }]) {
				const { error } = await speak(options, {}, [{ json: {} }, { json: {} }]);
				expect(error?.message).toBe(`'Audio URL Expires After (Hours)' cannot be '${urlExpiresAfter}' [item 0]`);
				if (typeof urlExpiresAfter === 'number')
					expect(error?.description).toBe(
						'Enter a number of hours from 0.01 (36 seconds) to 720 (30 days). Item 0 is number 1 of 2: n8n counts ' +
							'from 0. Item 1 has a mistake, too.',
					);
			}
			expect(await stage.sandbox.requests()).toEqual([]);
		},
	);

	test('each take has its own', async () => {
		const [item] = (await speak({ audioUrl: true, takes: 2 })).items;
		const [other] = item!.json.otherTakes as { audioUrl: string }[];
		for (const [link, field] of [
			[item!.json.audioUrl as string, 'data'],
			[other!.audioUrl, 'data_take2'],
		] as const)
			expect((await stage.engine.bytesBehind(link)).equals(await stage.engine.bytesOf(item, field))).toBe(true);
	});

	test('is left out where nobody asks for it', async () => {
		for (const options of [{}, { audioUrl: false }, { urlExpiresAfter: 2 }]) {
			const [item] = (await speak({ captions: 'both', ...options })).items;
			expect(Object.keys(item!.json).filter((name) => /url/i.test(name))).toEqual([]);
		}
	});

	test('does not change the fingerprint, and an unchanged item has none', async () => {
		const [plain] = (await speak({})).items;
		const { outputs } = await speak({ audioUrl: true, previousFingerprint: plain!.json.fingerprint as string });
		expect(outputs.map((output) => output.length)).toEqual([0, 1]);
		expect(outputs[1]![0]!.json).toMatchObject({ unchanged: true });
		expect(outputs[1]![0]!.json).not.toHaveProperty('audioUrl');
	});

	test('to earlier audio does not stay beside new audio; fields of others do', async () => {
		const [before] = (await speak({ audioUrl: true, captions: 'both' })).items;
		const [after] = (await speak({ includeInput: true }, {}, [{ json: { ...before!.json, row: 7 } }])).items;
		expect(after!.json.row).toBe(7);
		expect(Object.keys(after!.json).filter((name) => /url/i.test(name))).toEqual([]);
		const other = { audioUrl: 'https://example.com/sample.mp3' };
		const [kept] = (await speak({ includeInput: true }, {}, [{ json: other }])).items;
		expect(kept!.json).toMatchObject(other);
		const replaced = await speak({ includeInput: true, audioUrl: true }, {}, [{ json: other }]);
		expect(replaced.items[0]!.json.audioUrl).not.toBe(other.audioUrl);
		expect(hintTextsOf(replaced)).toEqual([expect.stringContaining('replaced these fields of the input: audioUrl.')]);
	});
});

describe('as an agent’s tool', () => {
	const asTool = async (options: INodeParameters) => await speak(options, {}, [{ json: {} }], 'speakTool');

	test('the JSON has the link without any option, since an agent gets no files', async () => {
		const [item] = (await asTool({})).items;
		expect(item!.json).toMatchObject({
			voiceId: anyVoiceId,
			seconds: expect.any(Number),
			fileName: expect.any(String),
			audioUrl: expect.any(String),
			audioUrlExpiresAt: expect.any(String),
		});
		const bytes = await stage.engine.bytesBehind(item!.json.audioUrl as string);
		expect(bytes.equals(await stage.engine.bytesOf(item))).toBe(true);
	});

	test('it can be switched off, and be given another time', async () => {
		expect((await asTool({ audioUrl: false })).items[0]!.json).not.toHaveProperty('audioUrl');
		const [item] = (await asTool({ urlExpiresAfter: 2 })).items;
		const { iat, exp } = tokenOf(item!.json.audioUrl);
		expect(exp - iat).toBe(7_200);
	});
});
