import type { INodeExecutionData, INodeParameters } from 'n8n-workflow';

import { setStage } from '../../support/stage.mts';

const stage = setStage();

const speak = async (parameters: INodeParameters, json: object = {}) => {
	const items: INodeExecutionData[] = [{ json: json as never }];
	const { error, items: output } = await stage.engine.runNode('speak', { text: 'Hello there.', ...parameters }, items);
	const requests = (await stage.sandbox.requests()).filter(({ path }) => path === '/v1/tts');
	return { error, json: output[0]?.json, requests };
};

const locator = (mode: string, value: unknown) => ({ __rl: true, mode, value }) as never;

describe('an expression without a result is an error, and does not leave the voice to Fish Audio', () => {
	const forms: Array<[string, unknown]> = [
		['the field as one expression', '={{ $json.voice }}'],
		['a list', locator('list', '={{ $json.voice }}')],
		['an ID', locator('id', '={{ $json.voice }}')],
		['a URL', locator('url', '={{ $json.voice }}')],
		['a locator without a mode', { __rl: true, value: '={{ $json.voice }}' }],
		['a mode there is not', locator('name', '={{ $json.voice }}')],
		['a locator by expression', '={{ ({ __rl: true, mode: "list", value: $json.voice }) }}'],
	];
	const nothing: Array<[string, object]> = [
		['no such column', {}],
		['null', { voice: null }],
		['an empty cell', { voice: '' }],
		['spaces', { voice: '  ' }],
		['signs that nobody sees', { voice: '\u200b' }],
	];

	const byTitle: Array<[string, unknown]> = [['a title', locator('title', '={{ $json.voice }}')]];

	test.each(
		[...forms, ...byTitle].flatMap(([form, voice]) =>
			nothing.map(([name, json]) => [form, name, voice, json] as const),
		),
	)('%s, %s', async (_, __, voice, json) => {
		const { error, requests } = await speak({ voice: voice as never }, json);
		expect(error?.message).toBe("'Voice' is empty [item 0]");
		expect(error?.description).toContain('Its expression gives nothing for this item.');
		expect(requests).toEqual([]);
	});

	test.each(forms)('%s that gives a voice speaks with it', async (_, voice) => {
		const { ids } = await stage.sandbox.seedVoices({ count: 1, state: 'trained' });
		const { json } = await speak({ voice: voice as never }, { voice: ids[0] });
		expect(json).toMatchObject({ voiceId: ids[0] });
	});

	test.each<[string, unknown]>([
		['as the panel leaves it', { mode: 'list', value: '' }],
		['as n8n saves it', locator('list', '')],
		['null in the list', locator('list', null)],
		['an empty text', ''],
	])('a field %s leaves the voice to Fish Audio', async (_, voice) => {
		expect((await speak({ voice: voice as never })).json).not.toHaveProperty('voiceId');
	});

	test.each(['id', 'title', 'url'])('an empty field in mode %s is a mistake', async (mode) => {
		expect((await speak({ voice: locator(mode, '') })).error?.message).toBe("'Voice' is empty [item 0]");
	});

	test('a list or an object is refused', async () => {
		const { error, requests } = await speak({ voice: '={{ ({ title: "Anna" }) }}' });
		expect(error?.message).toBe("'Voice' is not a text [item 0]");
		expect(error?.description).toContain('{"title":"Anna"}');
		expect(requests).toEqual([]);
	});

	test('an ID with invisible characters is accepted', async () => {
		const { ids } = await stage.sandbox.seedVoices({ count: 1, state: 'trained' });
		expect((await speak({ voice: locator('id', `\ufeff${ids[0]}\u200b `) })).json).toMatchObject({ voiceId: ids[0] });
	});
});

describe('speakers', () => {
	const dialogue = async (speakers: unknown, text = 'Anna: Hi', json: object = {}) =>
		await speak({ voiceSource: 'speakers', speakers: speakers as never, text }, json);

	test.each<[string, unknown]>([
		['all of it', '={{ [{ name: "Anna", voice: "x" }] }}'],
		['its list', { speaker: '={{ [{ name: "Anna", voice: "x" }] }}' }],
	])('are reported if one expression replaces %s, because n8n drops it', async (_, speakers) => {
		const { error, requests } = await dialogue(speakers);
		expect(error?.message).toBe("'Speakers' is empty [item 0]");
		expect(error?.description).toContain('n8n does not resolve one for the whole list');
		expect(requests).toEqual([]);
	});

	test.each<[string, unknown]>([
		['list mode', locator('list', '={{ $json.v }}')],
		['the field as one expression', '={{ $json.v }}'],
		['an ID', locator('id', '')],
		['nothing chosen', locator('list', '')],
	])('are reported if their voice does not exist: %s', async (_, voice) => {
		const { error, requests } = await dialogue({ speaker: [{ name: 'Anna', voice }] });
		expect(error?.message).toBe("'Anna' in 'Speakers' has no voice [item 0]");
		expect(requests).toEqual([]);
	});

	test('speak with an expression in each name and voice', async () => {
		const { ids } = await stage.sandbox.seedVoices({ count: 1, state: 'trained' });
		const { json } = await dialogue({ speaker: [{ name: '={{ $json.who }}', voice: '={{ $json.v }}' }] }, 'Anna: Hi', {
			who: ' Anna\u200b',
			v: ids[0],
		});
		expect(json).toMatchObject({ speakers: [{ name: 'Anna', voiceId: ids[0] }] });
	});

	test('are named in the error if their voice is not valid', async () => {
		const { error } = await dialogue({ speaker: [{ name: 'Anna', voice: locator('id', 'not an id') }] });
		expect(error?.message).toBe("'Voice' of 'Anna' is not the ID or page of a voice: 'not an id' [item 0]");
	});
});
