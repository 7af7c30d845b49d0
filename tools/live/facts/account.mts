import { FREE } from '../api.mts';
import { observed, type Fact } from '../fact.mts';
import { at } from '../read.mts';

const HEADERS = ['ratelimit-limit-concurrency', 'ratelimit-current-concurrency'];
/** No more concurrent requests than this are sent just to see one refused. */
const MAX_AT_ONCE = 15;

export const account: Fact[] = [
	{
		id: 'account.credit-is-text',
		expected: '`credit` and `cumulative_top_up` are strings of a number',
		standing: 'measured',
		async check(api) {
			const { status, json } = await api.ask('GET', '/wallet/self/api-credit');
			const values = ['credit', 'cumulative_top_up'].map((name) => at(json, name));
			const ok = values.every((value) => typeof value === 'string' && /^\d+(\.\d+)?$/.test(value));
			// The amount is private.
			return observed(status === 200 && ok, status, values.map((value) => typeof value).join(', '));
		},
	},
	{
		id: 'account.web-plan-apart',
		expected: 'The plan of the web site has a separate address, and a balance in whole numbers',
		standing: 'measured',
		async check(api) {
			const { status, json } = await api.ask('GET', '/wallet/self/package');
			return observed(status === 200 && Number.isInteger(at(json, 'balance')), status, typeof at(json, 'balance'));
		},
	},
	{
		id: 'account.concurrency-headers',
		expected:
			'Answers state the allowed and the current requests in flight: `ratelimit-limit-concurrency`, ' +
			'`ratelimit-current-concurrency`',
		standing: 'measured',
		async check(api) {
			const { headers } = await api.speak({ text: 'Hi.' });
			const values = HEADERS.map((name) => headers.get(name) ?? 'none');
			return observed(
				values.every((value) => /^\d+$/.test(value)),
				...values,
			);
		},
	},
	{
		id: 'account.trace-id',
		expected: 'All answers have `x-fish-trace-id`, refusals included',
		standing: 'measured',
		async check(api) {
			const answers = [await api.speak({ text: 'Hi.' }), await api.speak({ text: 'Hi.', format: 'none' })];
			const ids = answers.map(({ headers }) => (headers.get('x-fish-trace-id') ? 'yes' : 'no'));
			return observed(
				ids.every((id) => id === 'yes'),
				...ids,
			);
		},
	},
	{
		id: 'account.too-many-at-once',
		expected: 'Above the limit: 429, which names the concurrency limit, without `Retry-After`',
		standing: 'measured',
		async check(api) {
			const { headers } = await api.speak({ text: 'Hi.' });
			const limit = Number(headers.get(HEADERS[0] ?? '') ?? 5);
			if (limit > MAX_AT_ONCE) return observed(true, `not tried: ${limit} are allowed`);
			// Long enough that no request ends before the last has arrived.
			const text = 'One. Two. Three. Four. Five. Six. Seven. Eight. Nine. Ten. '.repeat(3);
			const answers = await Promise.all(Array.from({ length: limit + 3 }, () => api.speak({ text }, FREE)));
			const refused = answers.filter(({ status }) => status === 429);
			const ok =
				refused.length > 0 &&
				refused.every(({ headers: sent, text: said }) => !sent.has('retry-after') && /concurrency limit/.test(said));
			return observed(ok, `${refused.length} of ${answers.length} refused`, refused[0]?.text ?? '');
		},
	},
];
