import type { INodeParameters } from 'n8n-workflow';

import {
	choicesOf,
	createRunner,
	everyParameter,
	parametersOfType,
	type Parameter,
} from '../support/everyParameter.mts';
import { setStage } from '../support/stage.mts';

const stage = setStage();
const run = createRunner(stage);

const titled = (parameters: Parameter[]): Array<[string, Parameter]> =>
	parameters.map((parameter) => [parameter.title, parameter]);

test('all parameters are tested', () => {
	expect(everyParameter.length).toBeGreaterThan(70);
	expect(parametersOfType('boolean').length).toBeGreaterThan(15);
	expect(parametersOfType('number').length).toBeGreaterThan(15);
	expect(parametersOfType('options').length).toBeGreaterThan(15);
	expect(parametersOfType('string').length).toBeGreaterThan(20);
});

describe('a switch', () => {
	const switches = titled(parametersOfType('boolean'));

	test.each(switches)('%s accepts what sheets and forms write', async (_, parameter) => {
		const [on, off] = [await run(parameter, true), await run(parameter, false)];
		for (const word of ['TRUE', ' true ', 1, '1', 'yes', 'On'])
			expect(await run(parameter, word)).toMatchObject({ message: on.message, requests: on.requests, items: on.items });
		for (const word of ['FALSE', ' false', 0, '0', 'No', 'off'])
			expect(await run(parameter, word)).toMatchObject({
				message: off.message,
				requests: off.requests,
				items: off.items,
			});
	});

	test.each(switches)('%s treats an empty value as not set', async (_, parameter) => {
		const unset = await run(parameter, undefined);
		for (const blank of ['', ' \u200b', null])
			expect(await run(parameter, blank)).toMatchObject({
				message: unset.message,
				requests: unset.requests,
				items: unset.items,
			});
	});

	test.each(switches)('%s reports a value that is neither on nor off', async (_, parameter) => {
		for (const [given, shown] of [
			['maybe', 'maybe'],
			[2, '2'],
			[[true], '[true]'],
			[{ a: true }, '{"a":true}'],
		] as const) {
			expect(await run(parameter, given)).toMatchObject({
				message: `'${parameter.label}' cannot be '${shown}' [item 0]`,
				requests: [],
			});
		}
	});
});

describe('a voice by its title', () => {
	const locators = titled(parametersOfType('resourceLocator'));
	const byTitle = (value: unknown) => ({ __rl: true, mode: 'title', value });

	test('can be chosen in each field of a voice', () => {
		expect(locators.map(([title]) => title)).toEqual([
			'speak voice',
			'voiceClone get voice',
			'voiceClone update voice',
			'voiceClone delete voice',
		]);
	});

	test.each(locators)('%s is found by one look-up', async (_, parameter) => {
		const given = await run(parameter, byTitle('Seeded voice'));
		expect(given.message).toBe('');
		expect(given.items).toHaveLength(1);
		expect(given.requests[0]).toContain('title=Seeded');
	});

	test.each(locators)('%s reports a title that no voice has', async (_, parameter) => {
		const given = await run(parameter, byTitle('Nobody'));
		expect(given.message).toBe("'Voice' is not the title of one of your voices: 'Nobody' [item 0]");
		expect(given.description).toContain("'Seeded voice'");
		expect(given.requests.every((request) => String(request).includes('"GET","path":"/model"'))).toBe(true);
	});

	test.each(locators)('%s reports what is no title, and sends nothing', async (_, parameter) => {
		for (const [given, message] of [
			['', 'is empty'],
			[null, 'is empty'],
			[' \u200b', 'is empty'],
			[{ a: 1 }, 'is not a text'],
			[['Anna'], 'is not a text'],
			['Anna \udc00', 'contains half a character'],
		] as const) {
			const done = await run(parameter, byTitle(given));
			expect(done.message).toContain(`'Voice' ${message}`);
			expect(done.requests).toEqual([]);
		}
	});
});

/** Names of parameters that count for all items of a run: their errors name no item. */
const ofTheRun = ['spendingLimit', 'concurrentRequests', 'maxTries', 'timeout'];

describe('a number', () => {
	const numbers = titled(parametersOfType('number'));

	test.each(numbers)('%s accepts a number as text', async (_, parameter) => {
		const plain = await run(parameter, 1);
		for (const text of ['1', ' 1.0 ', '+1', '1,0', '\u00a01'])
			expect(await run(parameter, text)).toMatchObject({ message: plain.message, requests: plain.requests });
	});

	test.each(numbers)('%s treats an empty value as not set', async (_, parameter) => {
		const unset = await run(parameter, undefined);
		for (const blank of ['', ' ', null])
			expect(await run(parameter, blank)).toMatchObject({ message: unset.message, requests: unset.requests });
	});

	test.each(numbers)('%s reports a value that is not a number, unchanged', async (_, parameter) => {
		const wrong = [
			['5 minutes', '5 minutes'],
			['1,000', '1,000'],
			[true, 'true'],
			[[3], '[3]'],
			[{ a: 1 }, '{"a":1}'],
			['NaN', 'NaN'],
			['Infinity', 'Infinity'],
			['0x10', '0x10'],
		] as const;
		const where = ofTheRun.includes(parameter.field.name) ? '' : ' [item 0]';
		for (const [given, shown] of wrong) {
			expect(await run(parameter, given)).toMatchObject({
				message: `'${parameter.label}' cannot be '${shown}'${where}`,
				requests: [],
			});
		}
		for (const none of ['={{ NaN }}', '={{ 1 / 0 }}'])
			expect(await run(parameter, none, 'literal')).toMatchObject({
				message: expect.stringContaining(`'${parameter.label}' cannot be`),
				requests: [],
			});
	});
});

describe('a choice', () => {
	const choices = titled(parametersOfType('options'));

	test.each(choices)('%s accepts the name that the panel shows', async (_, parameter) => {
		for (const { name, value } of choicesOf(parameter)) {
			const chosen = await run(parameter, value);
			for (const written of [name, name.toUpperCase(), ` ${String(value)} `]) {
				expect(await run(parameter, written)).toMatchObject({
					message: chosen.message,
					requests: chosen.requests,
					items: chosen.items,
				});
			}
		}
	});

	test.each(choices)('%s reports an unknown choice and lists the valid ones', async (_, parameter) => {
		for (const wrong of ['constructor', '__proto__', 'toString', 'nope', '{}', { a: 1 }, ['mp3', 'wav']]) {
			const { message, description, requests } = await run(parameter, wrong);
			expect(message).toMatch(new RegExp(`^'${parameter.label}' (cannot be|is not a text)`));
			if (typeof wrong === 'string' && !parameter.label.match(/Rate|Bitrate/))
				for (const { name, value } of choicesOf(parameter)) {
					// As a tool the node may call the same choice something else.
					expect(description.split(`'${name}'`).length).toBeLessThanOrEqual(2);
					expect(description.toLowerCase()).toContain(String(value).toLowerCase());
				}
			expect(requests).toEqual([]);
		}
	});
});

describe('a choice that a workflow holds by its name in the panel', () => {
	const id = '802e3bc2b27e49c2995d23ef70e6ac89';
	const voice = { __rl: true, mode: 'id', value: id };

	test.each<[string, string, INodeParameters, string]>([
		['Voice From', 'A Voice', { voiceSource: 'A Voice', voice }, 'Voice'],
		[
			'Voice From',
			'Audio Samples of the Item',
			{ voiceSource: 'Audio Samples of the Item', sampleFields: 'b' },
			'Sample Fields',
		],
		[
			'Voice From',
			'several speakers',
			{ voiceSource: 'several speakers', text: 'Anna: Hi', speakers: { speaker: [{ name: 'Anna', voice }] } },
			'Speakers',
		],
		[
			'Voice From',
			'several voices, one file each',
			{ voiceSource: 'several voices, one file each', voices: { voice: [{ voice }] } },
			'Voices',
		],
		['Format', 'Phone (8 kHz)', { format: 'Phone (8 kHz)', phoneEncoding: 'muLaw' }, 'Phone Encoding'],
		['Model', 'Other (By ID)', { model: 'Other (By ID)', modelId: 'drama-3-preview' }, 'Model ID'],
	])('is reported if n8n drops the fields that depend on it: %s %s', async (label, written, parameters, lost) => {
		const { error } = await stage.engine.runNode('speak', { text: 'Hello there.', ...parameters });
		expect(error?.message).toBe(`'${label}' cannot be '${written}' [item 0]`);
		expect(error?.description).toContain(`n8n dropped '${lost}'`);
		expect(await stage.sandbox.requests()).toEqual([]);
	});

	test('is accepted if no field depends on it', async () => {
		const { items } = await stage.engine.runNode('speak', {
			text: 'Hello there.',
			format: 'WAV',
			model: 'S2.1 Pro Free',
		});
		expect(items[0]?.json).toMatchObject({ format: 'wav', model: 's2.1-pro-free' });
	});

	test('may take all items together', async () => {
		const item = await stage.itemWith({ data: [await stage.recording(), 'a.wav', 'audio/wav'] });
		const { items, error } = await stage.engine.runNode(
			'voiceClone',
			{ resource: 'voice', operation: 'create', title: 'Anna', sampleSource: 'One Voice From All Items' },
			[item, item],
		);
		expect(error).toBeUndefined();
		expect(items.map(({ json }) => (json.sampleFiles as unknown[]).length)).toEqual([2]);
	});
});

describe('a text', () => {
	const texts = titled(parametersOfType('string'));

	test.each(texts)('%s reports an object or a list of objects, and never makes text of it', async (_, parameter) => {
		for (const given of [{ name: 'x' }, [{ name: 'x' }], [['x']]]) {
			const { message, description, all, requests } = await run(parameter, given);
			expect(all + message + description).not.toContain('[object Object]');
			expect(message + description).toContain(`'${parameter.label}'`);
			expect(requests).toEqual([]);
		}
	});

	test.each(texts)('%s reports an object inside a template', async (_, parameter) => {
		for (const given of ['One [object Object] two', 'One, [object Object]', '[object Promise]']) {
			const { message, description, requests } = await run(parameter, given);
			expect(message + description).toContain(`'${parameter.label}'`);
			expect(requests).toEqual([]);
		}
	});
});

describe('a long value', () => {
	// The text of Speak may be long.
	const all = titled(
		parametersOfType('string', 'options', 'number', 'boolean').filter(({ title }) => title !== 'speak text'),
	);

	test.each(all)('%s is shortened in messages', async (_, parameter) => {
		for (const given of ['x'.repeat(1_000_000), `${'x '.repeat(1_000)}\n`.repeat(5), { a: 'x'.repeat(10_000) }]) {
			const { message, description } = await run(parameter, given);
			expect((message + description).length).toBeLessThan(700);
			expect(message + description).not.toMatch(/x{200}|(x ){100}|\n/);
		}
	});
});
