import type { INodeParameters } from 'n8n-workflow';

import { hintTextsOf } from '../../support/hints.mts';
import { setStage } from '../../support/stage.mts';
import { withTrueSizes } from '../../support/wav.mts';

const stage = setStage();

const chosen = (name: string, id: string) => ({ name, voice: { __rl: true, mode: 'id', value: id } });

const script = 'Anna: [happy] Hello Bob!\nBob: Hello Anna.\nHow are you?\nANNA: Fine.';

const speak = async (parameters: INodeParameters, onError?: 'continueRegularOutput') =>
	await stage.engine.runNode(
		'speak',
		{ text: script, voiceSource: 'speakers', format: 'wav', ...parameters },
		[{ json: {} }],
		onError ? { onError } : {},
	);

const twoVoices = async (): Promise<[string, string]> => {
	const { ids } = await stage.sandbox.seedVoices({ count: 2, title: 'Voice' });
	return ids as [string, string];
};

test('each line is spoken with the voice of the name before its colon', async () => {
	const [anna, bob] = await twoVoices();
	const { items, error } = await speak({ speakers: { speaker: [chosen('Anna', anna), chosen(' bob ', bob)] } });
	expect(error).toBeUndefined();
	const text = '<|speaker:0|>[happy] Hello Bob!<|speaker:1|>Hello Anna.\nHow are you?<|speaker:0|>Fine.';
	const expected = withTrueSizes(
		await stage.sandbox.ttsBytes({ text, format: 'wav', reference_id: [anna, bob] }, 's2.1-pro'),
	);
	expect((await stage.engine.bytesOf(items[0])).equals(expected)).toBe(true);
	expect(items[0]!.json).toMatchObject({
		speakers: [
			{ name: 'Anna', voiceId: anna },
			{ name: 'bob', voiceId: bob },
		],
		textBytes: Buffer.byteLength(text),
	});
	const [request] = await stage.sandbox.requests();
	expect(request!.body).toMatchObject({ text, reference_id: [anna, bob] });
});

test("a text with the API's own speaker tags is sent unchanged", async () => {
	const [anna, bob] = await twoVoices();
	const text = '<|speaker:1|>You first.<|speaker:0|>No, you.';
	const { items } = await speak({ text, speakers: { speaker: [chosen('Anna', anna), chosen('Bob', bob)] } });
	expect(items).toHaveLength(1);
	expect((await stage.sandbox.requests())[0]!.body).toMatchObject({ text });
});

test('captions show who says what', async () => {
	const [anna, bob] = await twoVoices();
	const speakers = { speaker: [chosen('Anna', anna), chosen('Bob', bob)] };
	const { items } = await speak({
		text: 'Anna: Hello Bob!\nBob: Hello Anna.',
		speakers,
		captions: 'both',
		options: { includeWords: true },
	});
	expect(
		(items[0]!.json.words as { speaker: string; text: string }[]).map(({ speaker, text }) => [speaker, text]),
	).toEqual([
		['Anna', 'Hello'],
		['Anna', 'Bob!'],
		['Bob', 'Hello'],
		['Bob', 'Anna.'],
	]);
	const srt = (await stage.engine.bytesOf(items[0], 'data_srt')).toString();
	expect(srt).toMatch(/^1\n.*\nAnna: Hello Bob!\n\n2\n.*\nBob: Hello Anna\.\n$/);
	expect((await stage.engine.bytesOf(items[0], 'data_vtt')).toString()).toContain('<v Bob>Hello Anna.');
});

test.each([
	['It is 555 123 4567.', 'Thanks!'],
	['Yes.', 'Yes.'],
	['Call me at 9.', '9? No.'],
	['No, no.', 'No.'],
])('captions show the right speakers of %j and %j', async (first, second) => {
	const [anna, bob] = await twoVoices();
	const speakers = { speaker: [chosen('Anna', anna), chosen('Bob', bob)] };
	const { items } = await speak({ text: `Anna: ${first}\nBob: ${second}`, speakers, captions: 'srt' });
	const shown = (await stage.engine.bytesOf(items[0], 'data_srt')).toString().match(/^\p{L}.*$/gmu);
	expect(shown).toEqual([`Anna: ${first}`, `Bob: ${second}`]);
});

test('a hint names a speaker without a line, and the rest is spoken', async () => {
	const [anna, bob] = await twoVoices();
	const run = await speak({
		text: 'Anna: Hello!',
		speakers: { speaker: [chosen('Anna', anna), chosen('Bob', bob)] },
	});
	expect(run.items).toHaveLength(1);
	expect(hintTextsOf(run)).toEqual(["'Bob' in 'Speakers' never speaks in 'Text'. [item 0]"]);
});

describe('bad input is reported, and nothing is sent', () => {
	test.each<[string, INodeParameters, string]>([
		[
			'a name nobody has',
			{ text: 'Anna: Hello.\nCarl: Hello.' },
			"Line 2 of 'Text' begins with 'Carl:', but 'Speakers' has no such name [item 0]",
		],
		[
			'nothing to say',
			{ text: 'Anna: Hello.\nBob:\nAnna: Well?' },
			"'Bob' has nothing to say in line 2 of 'Text' [item 0]",
		],
		['no first speaker', { text: 'Hello.\nAnna: Hello.' }, "'Text' does not say who speaks first [item 0]"],
		['no speakers', { speakers: {} }, "'Speakers' is empty [item 0]"],
		['a model that cannot', { model: 's1' }, "'Model' s1 cannot speak with several voices [item 0]"],
		[
			'a speaker without a voice',
			{ speakers: { speaker: [{ name: 'Anna', voice: { __rl: true, mode: 'list', value: '' } }] } },
			"'Anna' in 'Speakers' has no voice [item 0]",
		],
		[
			'a voice that is no ID',
			{ speakers: { speaker: [chosen('Anna', '../wallet')] } },
			expect.stringContaining('voice'),
		],
		[
			'a name twice',
			{ speakers: { speaker: [chosen('Anna', 'a'.repeat(32)), chosen('anna', 'b'.repeat(32))] } },
			"'Speakers' has 'anna' more than once [item 0]",
		],
		['no text', { text: ' ' }, "'Text' is empty [item 0]"],
	])('%s', async (_, parameters, message) => {
		const speakers = { speaker: [chosen('Anna', 'a'.repeat(32)), chosen('Bob', 'b'.repeat(32))] };
		const text = parameters.speakers ? 'Anna: Hello.' : script;
		const { error } = await speak({ text, speakers, ...parameters });
		expect(error?.message).toEqual(message);
		expect(error?.description).toMatch(/\w/);
		expect(await stage.sandbox.requests()).toEqual([]);
	});
});

test('the error names the speaker whose voice is in training', async () => {
	const [anna] = await twoVoices();
	const { ids } = await stage.sandbox.seedVoices({ count: 1, title: 'Carla', state: 'training' });
	const { error } = await speak({ speakers: { speaker: [chosen('Anna', anna), chosen('Bob', ids[0]!)] } });
	expect(error?.message).toMatch(/^The voice 'Carla.*' is not trained yet \[item 0\]$/);
});
