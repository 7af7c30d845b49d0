import type { INodeParameters } from 'n8n-workflow';

import { setStage } from '../../support/stage.mts';

const stage = setStage();
const speak = async (pronunciation: any, more: INodeParameters = {}, json: any = {}) =>
	await stage.engine.runNode('speak', { text: 'GIF and gif, in a GIFT.', pronunciation, ...more }, [{ json }]);
const rule = { word: 'GIF', sayAs: 'jif' };
test.each<[string, any]>([
	['panel', { rules: { rule: [rule] } }],
	['rules by expression', { rules: '={{ $json.rules }}' }],
	['rule by expression', { rules: { rule: '={{ $json.rules }}' } }],
	['list', { ruleList: '={{ $json.rules }}' }],
	['empty', { rules: { rule: [] } }],
	['one', { rules: { rule: [{ word: '', sayAs: '' }] } }],
	['ex', { rules: {} }],
	['all', '={{ { rules: $json.rules } }}'],
	['words', { rules: { rule: [{ word: '={{ $json.rules }}' }] } }],
	['ipa', { rules: { rule: [{ ...rule, sayAs: 'dʒɪf', written: 'phonemes' }] } }],
	['phonemes', { rules: { rule: [{ ...rule, sayAs: 'JH IH1 F', written: 'phonemes' }] } }],
])('%s', async (name, p) => {
	const { items, error } = await speak(
		p,
		{ options: { includeWords: true } },
		{ rules: [{ Word: 'GIF', 'Say As': 'jif' }] },
	);
	const reqs = await stage.sandbox.requests();
	process.stdout.write(
		name +
			': ' +
			(error
				? error.message + ' | ' + error.description
				: JSON.stringify([reqs.map((r: any) => r.body), items[0]!.json.words, items[0]!.json.textBytes])) +
			'\n',
	);
});
