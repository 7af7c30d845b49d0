import { json } from '../../support/scripted/answers.mts';
import { failureOf, rig } from '../../support/scripted/rig.mts';

it.each([
	['10.000000', 10],
	['0', 0],
	['12.345678', 12.345678],
	[' 7.5 ', 7.5],
	['-0.25', -0.25],
	[3.25, 3.25],
	[0, 0],
])('reads %j, as a string or a number', async (credit, dollars) => {
	const r = rig([json({ credit, cumulative_top_up: '0' })]);
	expect(await r.client.credit.get()).toBe(dollars);
	expect(r.asked()).toEqual(['GET /wallet/self/api-credit']);
});

it.each([
	['', ''],
	['words', 'a lot'],
	['nothing', null],
	['no credit', undefined],
	['a list', ['1']],
	['a boolean', true],
	['an object', {}],
])('fails on %s, which is not an amount, after one request', async (_, credit) => {
	const r = rig([json({ credit, balance: 1 })]);
	expect((await failureOf(r.client.credit.get())).kind).toBe('badAnswer');
	expect(r.requests).toHaveLength(1);
});
