import { outcomeOf, resultOf } from '../../../fishAudio/requests/outcome.ts';

const bug = new TypeError('x is undefined');

test.each<[string, () => Promise<unknown>, unknown]>([
	['a value', async () => 7, { value: 7 }],
	['no value', async () => undefined, { value: undefined }],
	['a failure', async () => await Promise.reject(bug), { error: bug }],
	[
		'a failure before there is a promise',
		() => {
			throw bug;
		},
		{ error: bug },
	],
])('%s', async (_, work, outcome) => {
	expect(await outcomeOf(work)).toEqual(outcome);
});

test('the result of an outcome is its value, or its failure again', async () => {
	expect(await resultOf({ value: undefined })).toBeUndefined();
	await expect(resultOf({ error: bug })).rejects.toBe(bug);
});
