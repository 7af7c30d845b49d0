import fc from 'fast-check';

import { FishAudioError } from '../../fishAudio/errors.ts';
import { checkModelName, checkSpeakerCount, modelNameOf, models } from '../../fishAudio/models.ts';

function refusalOf(work: () => unknown): FishAudioError | undefined {
	try {
		work();
		return undefined;
	} catch (error) {
		if (error instanceof FishAudioError) return error;
		throw error;
	}
}

it('has the models of the API', () => {
	expect(models).toEqual(['s2.1-pro', 's2.1-pro-free', 's2-pro', 's1', 'drama-3']);
});

describe('the name that is sent', () => {
	it.each(models.map((model) => [model]))('is the chosen one: %s', (model) => {
		expect(modelNameOf(model, 'left over')).toBe(model);
	});

	it.each([
		['drama-3-preview', 'drama-3-preview'],
		['  s3-pro\n', 's3-pro'],
		['vendor/model:2@x', 'vendor/model:2@x'],
		['x'.repeat(100), 'x'.repeat(100)],
	])('is the entered ID: %j', (given, name) => {
		expect(modelNameOf('other', given)).toBe(name);
	});

	it.each([
		['s3', '', "'Model' cannot be 's3'"],
		['S2.1 Pro', '', "'Model' cannot be 'S2.1 Pro'"],
		['constructor', '', "'Model' cannot be 'constructor'"],
		['x'.repeat(1000), '', `'Model' cannot be '${'x'.repeat(80)}…'`],
		['other', '', "'Model ID' is empty"],
		['other', ' \n', "'Model ID' is empty"],
		['other', 'x'.repeat(101), "'Model ID' is not the name of a model"],
		['other', 'drama 3', "'Model ID' is not the name of a model"],
		['other', 's1\r\nx-other: header', "'Model ID' is not the name of a model"],
		['other', 'ſ1', "'Model ID' is not the name of a model"],
		['other', 'x\u200b', "'Model ID' is not the name of a model"],
	])('fails on %.20j with the ID %.20j', (chosen, id, message) => {
		const refusal = refusalOf(() => modelNameOf(chosen, id));
		expect(refusal).toMatchObject({ kind: 'input', message });
		expect(refusal?.facts.advice).toMatch(/\.$/);
	});

	it('never breaks a header, whatever is entered', () => {
		fc.assert(
			fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.string({ maxLength: 120 })), (given) => {
				if (refusalOf(() => checkModelName(given))) return;
				expect(new Headers({ model: given }).get('model')).toBe(given);
				expect(given.length).toBeLessThanOrEqual(100);
			}),
			{ numRuns: 2000 },
		);
	});
});

describe('several speakers', () => {
	it.each([
		['s2.1-pro', 40],
		['drama-3', 16],
		['drama-3-preview', 16],
		['something-new', 40],
	])('%s speaks with %i', (model, count) => {
		expect(refusalOf(() => checkSpeakerCount(model, count))).toBeUndefined();
	});

	it.each([
		['s1', 2, "'Model' s1 cannot speak with several voices", 's2.1-pro, s2.1-pro-free, s2-pro, drama-3'],
		['drama-3', 17, "'Speakers' has 17 entries, and the model drama-3 takes at most 16", 'Split'],
		['drama-3-preview', 17, "'Speakers' has 17 entries, and the model drama-3-preview takes at most 16", 'Split'],
	])('%s does not speak with %i', (model, count, message, advice) => {
		const refusal = refusalOf(() => checkSpeakerCount(model, count));
		expect(refusal).toMatchObject({ kind: 'input', message });
		expect(refusal?.facts.advice).toContain(advice);
	});
});
