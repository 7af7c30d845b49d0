import { messageOf, VOICES, type Answer } from '../api.mts';
import { shown, observed, type Fact, type Observation } from '../fact.mts';
import { at, listAt, textAt } from '../read.mts';

const NO_VOICE = '0'.repeat(32);
const WRONG_KEY = 'no-such-key';

/** A list of problems with their locations, as the management paths return it. */
function isFaultList({ status, json }: Answer, loc: string[]): Observation {
	const [first] = listAt(json);
	const ok =
		status === 422 &&
		textAt(first, 'type') !== '' &&
		textAt(first, 'msg') !== '' &&
		JSON.stringify(at(first, 'loc')) === JSON.stringify(loc);
	return observed(ok, status, first ?? json);
}

const isPlain = ({ json, headers }: Answer): boolean =>
	json === undefined && (headers.get('content-type') ?? 'text/plain').startsWith('text/plain');

export const errors: Fact[] = [
	{
		id: 'errors.wrong-key',
		expected: 'A wrong key: 401 `{"status":401,"message":"Invalid Token"}`',
		standing: 'measured',
		async check(api) {
			const { status, json, text } = await api.ask('GET', '/wallet/self/api-credit', { key: WRONG_KEY });
			return observed(
				status === 401 && at(json, 'status') === 401 && at(json, 'message') === 'Invalid Token',
				status,
				text,
			);
		},
	},
	{
		id: 'errors.wrong-key-for-voices',
		expected: 'A wrong key under `/model`: 401 and plain text, `No permission -- see authorization schemes`',
		standing: 'measured',
		async check(api) {
			const answer = await api.ask('GET', `${VOICES}?self=true`, { key: WRONG_KEY });
			return observed(
				answer.status === 401 && answer.text.trim() === 'No permission -- see authorization schemes',
				answer.status,
				answer.text,
			);
		},
	},
	{
		id: 'errors.unknown-voice',
		expected: 'An unknown voice: 404 `Model not found`',
		standing: 'measured',
		async check(api) {
			const answer = await api.ask('GET', `${VOICES}/${NO_VOICE}`);
			return observed(
				answer.status === 404 && messageOf(answer) === 'Model not found',
				answer.status,
				messageOf(answer),
			);
		},
	},
	{
		id: 'errors.unknown-choice',
		expected: 'An unknown choice: 400 and plain text, `Failed to parse json request body: unknown variant …`',
		standing: 'measured',
		async check(api) {
			const answer = await api.speak({ text: 'Hi.', format: 'none' });
			return observed(
				answer.status === 400 && isPlain(answer) && /^Failed to parse.*unknown variant/i.test(answer.text),
				answer.status,
				answer.text,
			);
		},
	},
	{
		id: 'errors.broken-json',
		expected: 'Broken JSON: 400 and plain text, `Failed to parse json request body …`',
		standing: 'measured',
		async check(api) {
			const answer = await api.ask('POST', '/v1/tts', { raw: { body: '{"text":', type: 'application/json' } });
			return observed(
				answer.status === 400 && isPlain(answer) && /^Failed to parse/i.test(answer.text),
				answer.status,
				answer.text,
			);
		},
	},
	{
		id: 'errors.half-a-character',
		expected: 'Half a character (a lone surrogate): 400',
		standing: 'assumed',
		async check(api) {
			const answer = await api.ask('POST', '/v1/tts', {
				raw: { body: '{"text":"Hi \\ud83d"}', type: 'application/json' },
				model: 's2.1-pro-free',
			});
			return observed(answer.status === 400, answer.status, answer.status === 200 ? 'spoken' : answer.text);
		},
	},
	{
		id: 'errors.headers',
		expected: 'Refusals have `x-fish-error-code` and `x-fish-error-source`',
		standing: 'measured',
		async check(api) {
			const { headers } = await api.speak({ text: 'Hi.', reference_id: NO_VOICE });
			const values = ['x-fish-error-code', 'x-fish-error-source'].map((name) => headers.get(name) ?? 'none');
			return observed(!values.includes('none'), ...values);
		},
	},
	{
		id: 'errors.no-reason',
		expected: 'A refusal is `{message, status}`, without the `reason` of the specification',
		standing: 'measured',
		async check(api) {
			const { json } = await api.speak({ text: 'Hi.', reference_id: NO_VOICE });
			const names = Object.keys(Object(json) as object).sort();
			return observed(names.join() === 'message,status', names.join(', '));
		},
	},
	{
		id: 'errors.missing-field',
		expected: 'A new voice without a title: 422 and a list of `{loc, type, msg}`',
		standing: 'measured',
		async check(api) {
			const answer = await api.ask('POST', VOICES, {
				form: [
					['type', 'tts'],
					['train_mode', 'fast'],
					['voices', Buffer.from('no audio'), 'a.wav'],
				],
			});
			return isFaultList(answer, ['body', 'title']);
		},
	},
	{
		id: 'errors.page-too-large',
		expected: '`page_size` above 100: 422 and a list of `{loc, type, msg}`',
		standing: 'measured',
		async check(api) {
			return isFaultList(await api.ask('GET', `${VOICES}?page_size=101`), ['query', 'page_size']);
		},
	},
	{
		id: 'errors.too-large-a-body',
		expected: 'A body above 50 MiB: 413 and plain text, `Payload too large`',
		standing: 'measured',
		async check(api) {
			const audio = Buffer.alloc(51 * 1024 * 1024);
			// Some servers disconnect instead of reading this much.
			const answer = await api.ask('POST', '/v1/tts', {
				packed: { text: 'Hi.', references: [{ audio, text: '' }] },
				model: 's2.1-pro-free',
			});
			return observed(
				answer.status === 413 && answer.text.trim() === 'Payload too large',
				answer.status,
				shown(answer.text),
			);
		},
	},
];
