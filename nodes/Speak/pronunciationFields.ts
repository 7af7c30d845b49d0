import type { INodeProperties } from 'n8n-workflow';

import { maxDictionaries } from '../../fishAudio/speech/checkPronunciation';
import { supportedBy } from './supportedBy';

/** The fields of a rule. */
export const ruleFields: INodeProperties[] = [
	{
		displayName: 'Word',
		name: 'word',
		type: 'string',
		default: '',
		placeholder: 'e.g. Nginx',
		description: 'The word, or several words, as written in the text. It is replaced where it is a whole word.',
	},
	{
		displayName: 'Say As',
		name: 'sayAs',
		type: 'string',
		default: '',
		placeholder: 'e.g. engine ex',
		description: 'The word as it sounds, in the spelling of the language, or its phonemes',
	},
	{
		displayName: 'Written As',
		name: 'written',
		type: 'options',
		default: 'respelling',
		description: "How 'Say As' is written",
		options: [
			{
				name: 'Phonemes',
				value: 'phonemes',
				description:
					'Arpabet for English (EH1 N JH AH0 N), pinyin with tone digits for Chinese (chong2 qing4), romaji with ' +
					`pitch digits for Japanese (ha0shi1). ${supportedBy.phonemes}.`,
			},
			{ name: 'Respelling', value: 'respelling', description: 'As it sounds, in usual letters (all models)' },
		],
	},
	{
		displayName: 'Match Case',
		name: 'matchCase',
		type: 'boolean',
		default: false,
		description: 'Whether capital and small letters of the word must be the same in the text',
	},
];

/** The collection *Pronunciation*. */
export const pronunciationField: INodeProperties = {
	displayName: 'Pronunciation',
	name: 'pronunciation',
	type: 'collection',
	placeholder: 'Add pronunciation',
	default: {},
	description: 'How to say names and other words that are misread. Captions keep the words of the text.',
	options: [
		{
			displayName: 'Dictionaries',
			name: 'dictionaries',
			type: 'string',
			default: '',
			placeholder: 'e.g. 9b2f5c0d4e6a@3f2a91c07d55',
			description:
				`Up to ${maxDictionaries} pronunciation dictionaries that you have published at Fish Audio, as the ID of ` +
				'each, @, and the ID of its version, separated by commas. Fish Audio also replaces their words inside of ' +
				'longer words.',
		},
		{
			displayName: 'Rules',
			name: 'rules',
			type: 'fixedCollection',
			typeOptions: { multipleValues: true },
			placeholder: 'Add Rule',
			default: { rule: [] },
			description: 'Words and how to say them. Of several rules that fit, the longest word counts.',
			options: [{ displayName: 'Rule', name: 'rule', values: ruleFields }],
		},
		{
			displayName: 'Rules From List',
			name: 'ruleList',
			type: 'string',
			default: '',
			placeholder: "e.g. {{ $('Sheet').all() }}",
			description:
				'Further rules by an expression, such as the rows of a sheet with the columns Word and Say As; Written As ' +
				'and Match Case are optional',
		},
	],
};
