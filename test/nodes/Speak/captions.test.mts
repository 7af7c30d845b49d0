import type { INodeExecutionData, INodeParameters } from 'n8n-workflow';

import { shortenWaits } from '../../support/shortWaits.mts';
import { setStage } from '../../support/stage.mts';

const stage = setStage();
shortenWaits();

const text = '[happy] Our summer sale starts today! Everything costs half, for one week only. Come and see.';

const speak = async (
	parameters: INodeParameters,
	items: INodeExecutionData[] = [{ json: {} }],
	onError?: 'continueRegularOutput',
) => await stage.engine.runNode('speak', { text, ...parameters }, items, onError ? { onError } : {});

interface Word {
	text: string;
	start: number;
	end: number;
}

const inMilliseconds = (clock: string): number => {
	const [hours, minutes, seconds, thousandths] = clock.split(/[:,.]/).map(Number) as [number, number, number, number];
	return ((hours * 60 + minutes) * 60 + seconds) * 1000 + thousandths;
};

/** The captions of a file, read by the rules of its format. */
const captionsIn = (file: string): { start: number; end: number; text: string }[] =>
	[...file.matchAll(/(\S+) --> (\S+)\n((?:.+\n)+)/g)].map(([, start, end, lines]) => ({
		start: inMilliseconds(start!),
		end: inMilliseconds(end!),
		text: lines!.trim(),
	}));

/** Audio without the header of a WAV, whose sizes the node corrects. */
const soundOf = (bytes: Buffer, format: string): Buffer => bytes.subarray(format === 'wav' ? 44 : 0);

test.each(['mp3', 'wav', 'opus', 'pcm'])(
	'%s: the audio is the same as without, and the words lie within it',
	async (format) => {
		const { items, error } = await speak({ format, options: { includeWords: true } });
		expect(error).toBeUndefined();
		const expected = await stage.sandbox.ttsBytes({ text, format }, 's2.1-pro');
		expect(soundOf(await stage.engine.bytesOf(items[0]), format).equals(soundOf(expected, format))).toBe(true);
		const { words, seconds } = items[0]!.json as unknown as { words: Word[]; seconds: number };
		expect(words.map((word) => word.text).join(' ')).toBe(text.replace('[happy] ', ''));
		for (const [at, { start, end, ...rest }] of words.entries()) {
			expect(start).toBeGreaterThanOrEqual(words[at - 1]?.end ?? 0);
			expect(end).toBeLessThanOrEqual(seconds + 0.05);
			expect(Object.keys(rest)).toEqual(['text']);
		}
		expect((await stage.sandbox.requests()).map(({ path }) => path)).toEqual(['/v1/tts/stream/with-timestamp']);
	},
);

test.each([
	[{}, false, false],
	[{ captions: 'srt' }, true, false],
	[{ options: { includeWords: true } }, false, true],
	[{ captions: 'srt', options: { includeWords: true } }, true, true],
])('the parameters %j give the files %j and words in the JSON: %j', async (parameters, files, words) => {
	const { items } = await speak(parameters);
	expect(['data_srt' in items[0]!.binary!, 'words' in items[0]!.json]).toEqual([files, words]);
	expect((await stage.sandbox.requests()).map(({ path }) => path)).toEqual([
		files || words ? '/v1/tts/stream/with-timestamp' : '/v1/tts',
	]);
});

test.each([
	['English', 'I can’t believe it’s “so” late — really! Dr. Smith’s bill: $3.50, 20 % off… OK?'],
	['German', 'Größe: 12,5 m² – „schön“, sagte sie. Am 3. Mai?'],
	['French', 'Vraiment\u00a0? L’été, c’est «\u00a0beau\u00a0»\u00a0!'],
	['Chinese', '今天天气很好，我们用iPhone拍照。你觉得怎么样？'],
	['Japanese', '吾輩は猫である。「名前」はまだ無い。'],
	['Korean', '안녕하세요, 여러분! 반갑습니다.'],
	['Russian', 'Ёлка, ёжик — и всё! Да?'],
])('captions in %s show the text as it is written', async (_, spoken) => {
	const { items, error } = await speak({ text: spoken, captions: 'srt' });
	expect(error).toBeUndefined();
	const shown = captionsIn((await stage.engine.bytesOf(items[0], 'data_srt')).toString());
	expect(
		shown
			.map((caption) => caption.text)
			.join('')
			.replace(/\s/g, ''),
	).toBe(spoken.replace(/\s/g, ''));
});

test('SRT and VTT are files of the item, with the same captions', async () => {
	const { items } = await speak({ binaryPropertyName: 'ad', captions: 'both', fileName: 'summer' });
	expect(items[0]!.binary).toMatchObject({
		ad: { fileName: 'summer.mp3' },
		ad_srt: { fileName: 'summer.srt', fileType: 'text', mimeType: 'text/plain' },
		ad_vtt: { fileName: 'summer.vtt', fileType: 'text', mimeType: 'text/plain' },
	});
	const srt = (await stage.engine.bytesOf(items[0], 'ad_srt')).toString();
	const vtt = (await stage.engine.bytesOf(items[0], 'ad_vtt')).toString();
	expect(vtt).toMatch(/^WEBVTT\n\n/);
	const captions = captionsIn(srt);
	expect(captionsIn(vtt)).toEqual(captions);
	expect(captions.map((caption) => caption.text.replaceAll('\n', ' ')).join(' ')).toBe(text.replace('[happy] ', ''));
	for (const [at, { start, end }] of captions.entries()) {
		expect(end).toBeGreaterThan(start);
		expect(start).toBeGreaterThanOrEqual(captions[at - 1]?.end ?? 0);
	}
	for (const line of captions.flatMap((caption) => caption.text.split('\n')))
		expect(line.length).toBeLessThanOrEqual(42);
});

test('more than ASCII begins with a byte order mark, which n8n needs to show it', async () => {
	const { items } = await speak({ text: 'Grüße aus Köln.', captions: 'both' });
	expect((await stage.engine.bytesOf(items[0], 'data_srt')).toString()).toMatch(/^\ufeff1\n/);
	expect((await stage.engine.bytesOf(items[0], 'data_vtt')).toString()).toMatch(/^\ufeffWEBVTT\n/);
});

test.each([
	['srt', ['data', 'data_srt']],
	['vtt', ['data', 'data_vtt']],
	['none', ['data']],
])('only %s is made if it is chosen', async (captions, fields) => {
	const { items } = await speak({ captions });
	expect(Object.keys(items[0]!.binary!)).toEqual(fields);
	expect('words' in items[0]!.json).toBe(false);
});

test('captions do not show cues in round brackets for S1', async () => {
	const { items } = await speak({
		text: '(happy) Hello (my friend) there.',
		model: 's1',
		captions: 'srt',
	});
	expect((await stage.engine.bytesOf(items[0], 'data_srt')).toString()).toMatch(/\nHello \(my friend\) there\.\n$/);
});

test('captions do not show cues and tags for Drama 3', async () => {
	const { items } = await speak({
		text: '[softly] Come <whisper>here</whisper>, <french>mon ami</french>.',
		model: 'drama-3',
		captions: 'srt',
	});
	expect((await stage.engine.bytesOf(items[0], 'data_srt')).toString()).toMatch(/\nCome here, mon ami\.\n$/);
});

test('an unknown choice is refused, and nothing is sent', async () => {
	const { error } = await speak({ captions: 'ass' });
	expect(error).toMatchObject({
		message: "'Captions' cannot be 'ass' [item 0]",
		description: "Choose one of: 'None', 'SRT', 'SRT and VTT' (both), 'VTT'.",
	});
	expect(await stage.sandbox.requests()).toEqual([]);
});

describe('a failing service', () => {
	test.each([
		[{ kind: 'cut', afterBytes: 1500 }],
		[{ kind: 'reset', phase: 'body', afterBytes: 1500 }],
		[{ kind: 'reset', phase: 'headers' }],
		[{ kind: 'empty' }],
		[{ kind: 'badJson' }],
		[{ kind: 'status', status: 503 }],
	])('is tried again after %j, and the audio is complete', async (fault) => {
		await stage.sandbox.fault({ fault });
		const { items, error } = await speak({ captions: 'srt', options: { maxTries: 2 } });
		expect(error).toBeUndefined();
		const expected = await stage.sandbox.ttsBytes({ text, format: 'mp3' }, 's2.1-pro');
		expect((await stage.engine.bytesOf(items[0])).equals(expected)).toBe(true);
		expect(await stage.sandbox.requests()).toHaveLength(2);
	});

	test('is reported if it answers with a web page, and is not tried again', async () => {
		await stage.sandbox.fault({ fault: { kind: 'html' }, times: -1 });
		const { error } = await speak({ captions: 'srt' });
		expect(error?.message).toContain("answered with 'text/html");
		expect(await stage.sandbox.requests()).toHaveLength(1);
	});

	test('fails only the item it fails on', async () => {
		await stage.sandbox.fault({
			match: { text: 'Two' },
			fault: { kind: 'status', status: 400, message: 'Bad words' },
			times: -1,
		});
		const rows = ['One.', 'Two.', 'Three.'].map((line) => ({ json: { line } }));
		const { items } = await speak({ text: '={{ $json.line }}', captions: 'srt' }, rows, 'continueRegularOutput');
		expect(items.map(({ json }) => json.error ?? 'spoken')).toEqual([
			'spoken',
			'Fish Audio refused the request: Bad words [item 1]',
			'spoken',
		]);
		expect(items.map(({ pairedItem }) => pairedItem)).toEqual([{ item: 0 }, { item: 1 }, { item: 2 }]);
	});
});
