import type {
	INodeProperties,
	INodePropertyCollection,
	INodePropertyOptions,
	INodeTypeDescription,
} from 'n8n-workflow';

import { Speak } from '../../nodes/Speak/Speak.node.ts';
import { VoiceClone } from '../../nodes/VoiceClone/VoiceClone.node.ts';
import { VoiceCloneTrigger } from '../../nodes/VoiceCloneTrigger/VoiceCloneTrigger.node.ts';

const descriptions: Record<string, INodeTypeDescription> = {
	voiceClone: new VoiceClone().description,
	voiceCloneTrigger: new VoiceCloneTrigger().description,
	speak: new Speak().description,
};

const isProperty = (
	option: INodePropertyOptions | INodeProperties | INodePropertyCollection,
): option is INodeProperties => 'type' in option;

/** A property and all within it. */
const withInner = (property: INodeProperties): INodeProperties[] => [
	property,
	...(property.options ?? []).filter(isProperty).flatMap(withInner),
];

const all = Object.values(descriptions).flatMap(({ properties }) => properties.flatMap(withInner));

/** Whether a property is shown if parameters have these values, whatever the others are. */
const isShown = ({ displayOptions }: INodeProperties, values: Record<string, string>): boolean =>
	Object.entries(values).every(([name, value]) => {
		const shown = displayOptions?.show?.[name] as string[] | undefined;
		const hidden = displayOptions?.hide?.[name] as string[] | undefined;
		return (!shown || shown.includes(value)) && !hidden?.includes(value);
	});

/** Whether only an agent's tool has the property. */
const isOfTool = ({ displayOptions }: INodeProperties): boolean => displayOptions?.show?.['@tool'] !== undefined;

/** Defaults by parameter name, of one operation if the node has several. */
function defaults(node: string, operation = '', resource = ''): Record<string, unknown> {
	const shown = descriptions[node]!.properties.filter(
		(property) => isShown(property, { operation, resource }) && !isOfTool(property),
	);
	return Object.fromEntries(
		shown.filter(({ type }) => type !== 'notice').map(({ name, default: value }) => [name, value]),
	);
}

/** The defaults of an operation on voices, without resource and operation. */
function ofVoice(operation: string): Record<string, unknown> {
	const { resource, operation: first, ...others } = defaults('voiceClone', operation, 'voice');
	expect([resource, first]).toEqual(['voice', 'create']);
	return others;
}

/** The default operation of a resource, and all its operations. */
function operationsOf(resource: string): [first: unknown, all: string[]] {
	const [field, ...others] = descriptions.voiceClone!.properties.filter(
		(property) => property.name === 'operation' && isShown(property, { resource }),
	);
	expect(others).toEqual([]);
	return [
		field?.default,
		(field?.options ?? []).map((option) => ('value' in option ? String(option.value) : option.name)),
	];
}

const inner = (node: string, name: string, operation?: string): string[] => {
	const found = descriptions[node]!.properties.find(
		(property) =>
			property.name === name &&
			(!operation || (property.displayOptions?.show?.operation as string[])?.includes(operation)),
	);
	return [
		...new Set((found?.options ?? []).map((option) => ('value' in option ? String(option.value) : option.name))),
	].sort();
};

const locator = { mode: 'list', value: '' };

describe('saved workflows depend on these names', () => {
	test('node types', () => {
		expect(Object.values(descriptions).map(({ name, displayName }) => [name, displayName])).toEqual([
			['voiceClone', 'Fish Audio Voice Clone'],
			['voiceCloneTrigger', 'Fish Audio Voice Clone Trigger'],
			['speak', 'Fish Audio Speak'],
		]);
	});

	test('VoiceClone: resources and operations', () => {
		expect(inner('voiceClone', 'resource')).toEqual(['account', 'sample', 'voice']);
		expect(
			Object.fromEntries(['voice', 'sample', 'account'].map((resource) => [resource, operationsOf(resource)])),
		).toEqual({
			voice: ['create', ['create', 'design', 'get', 'list', 'update', 'delete']],
			sample: ['check', ['check', 'transcribe']],
			account: ['getCredit', ['getCredit']],
		});
		const { properties } = descriptions.voiceClone!;
		expect(properties.find(({ name }) => name === 'resource')?.default).toBe('voice');
		// n8n lists the actions of a node by this.
		for (const { displayOptions } of properties.filter(({ name }) => name !== 'resource'))
			expect(displayOptions?.show?.resource).toHaveLength(1);
	});

	test('VoiceClone: voices', () => {
		expect(ofVoice('create')).toEqual({
			title: '',
			sampleSource: 'fields',
			sampleFields: 'data',
			sampleUrls: '',
			visibility: 'private',
			waitUntilTrained: true,
			waitTimeout: 300,
			options: {},
			simplify: true,
		});
		expect(inner('voiceClone', 'sampleSource', 'create')).toEqual(['allAudioFields', 'allItems', 'fields', 'urls']);
		expect(inner('voiceClone', 'visibility', 'create')).toEqual(['private', 'unlist']);
		expect(inner('voiceClone', 'options', 'create')).toEqual([
			'allowPrivateAddresses',
			'coverImageField',
			'description',
			'designSignatures',
			'enhanceAudioQuality',
			'generateSample',
			'ifTitleExists',
			'tags',
			'transcribeSamples',
			'transcripts',
		]);
		expect(ofVoice('get')).toEqual({ voice: locator, simplify: true });
		expect(ofVoice('delete')).toEqual({ voice: locator });
		expect(ofVoice('update')).toEqual({ voice: locator, updateFields: {}, simplify: true });
		expect(inner('voiceClone', 'updateFields', 'update')).toEqual([
			'coverImageField',
			'description',
			'tags',
			'title',
			'visibility',
		]);
		expect(ofVoice('list')).toEqual({ source: 'own', returnAll: false, limit: 50, filters: {}, simplify: true });
		expect(inner('voiceClone', 'filters', 'list')).toEqual([
			'authorId',
			'language',
			'licensedOnly',
			'sortBy',
			'tags',
			'title',
			'titleLanguage',
		]);
		expect(ofVoice('design')).toEqual({ prompt: '', candidates: 2, binaryPropertyName: 'data', options: {} });
		expect(inner('voiceClone', 'options', 'design')).toEqual([
			'guidanceScale',
			'language',
			'referenceText',
			'seed',
			'speed',
			'steps',
		]);
	});

	test('VoiceClone: samples and the account', () => {
		expect(defaults('voiceClone', 'check', 'sample')).toEqual({
			resource: 'voice',
			operation: 'check',
			binaryPropertyName: 'data',
		});
		expect(defaults('voiceClone', 'transcribe', 'sample')).toEqual({
			resource: 'voice',
			// The default of the resource.
			operation: 'check',
			binaryPropertyName: 'data',
			model: 'transcribe-1-pro',
			options: {},
		});
		expect(inner('voiceClone', 'model', 'transcribe')).toEqual(['transcribe-1', 'transcribe-1-pro']);
		expect(inner('voiceClone', 'options', 'transcribe')).toEqual([
			'captions',
			'language',
			'soundEvents',
			'speakerCount',
			'speakers',
			'timestamps',
		]);
		expect(defaults('voiceClone', 'getCredit', 'account')).toEqual({ resource: 'voice', operation: 'getCredit' });
	});

	test('VoiceCloneTrigger', () => {
		expect(defaults('voiceCloneTrigger')).toEqual({
			events: ['trained'],
			includeExisting: false,
			filters: {},
			simplify: true,
		});
		expect(inner('voiceCloneTrigger', 'events')).toEqual(['failed', 'trained']);
		expect(inner('voiceCloneTrigger', 'filters')).toEqual(['tags', 'title']);
	});

	test('Speak', () => {
		expect(defaults('speak')).toEqual({
			textSource: 'text',
			text: '',
			subtitles: '',
			whenTooLong: 'speakFaster',
			fastestSpeed: 1.25,
			voiceSource: 'voice',
			voice: locator,
			sampleFields: 'data',
			transcripts: '',
			model: 's2.1-pro',
			modelId: '',
			format: 'mp3',
			phoneEncoding: 'wav',
			speakers: { speaker: [] },
			voices: { voice: [] },
			fileName: '',
			captions: 'none',
			binaryPropertyName: 'data',
			sound: {},
			checks: {},
			pronunciation: {},
			timing: {},
			options: {},
		});
		expect(inner('speak', 'textSource')).toEqual(['subtitles', 'text']);
		expect(inner('speak', 'whenTooLong')).toEqual(['error', 'moveNext', 'speakFaster']);
		expect(inner('speak', 'pronunciation')).toEqual(['dictionaries', 'ruleList', 'rules']);
		expect(inner('speak', 'timing')).toEqual([
			'fastest',
			'fit',
			'maxTakes',
			'silenceAfter',
			'silenceBefore',
			'slowest',
			'targetSeconds',
			'trimSilence',
		]);
		expect(inner('speak', 'model')).toEqual(['drama-3', 'other', 's1', 's2-pro', 's2.1-pro', 's2.1-pro-free']);
		expect(inner('speak', 'format')).toEqual(['mp3', 'opus', 'pcm', 'phone', 'wav']);
		expect(inner('speak', 'phoneEncoding')).toEqual(['aLaw', 'aLawWav', 'muLaw', 'muLawWav', 'wav']);
		expect(inner('speak', 'voiceSource')).toEqual(['eachVoice', 'samples', 'speakers', 'voice']);
		expect(inner('speak', 'captions')).toEqual(['both', 'none', 'srt', 'vtt']);
		expect(inner('speak', 'sound')).toEqual([
			'chunkLength',
			'latency',
			'mp3Bitrate',
			'normalize',
			'normalizeLoudness',
			'opusBitrate',
			'qualityGuard',
			'repetitionPenalty',
			'sampleRate',
			'speed',
			'temperature',
			'topP',
			'volume',
		]);
		expect(inner('speak', 'checks')).toEqual([
			'checkWords',
			'leastMatch',
			'onlyEstimate',
			'previousFingerprint',
			'spendingLimit',
		]);
		expect(inner('speak', 'options')).toEqual([
			'audioUrl',
			'concurrentRequests',
			'includeInput',
			'includeWords',
			'maxTries',
			'takes',
			'timeout',
			'urlExpiresAfter',
		]);
	});

	test('Speak: each setting of the sound says which models support it', () => {
		const { options = [] } = descriptions.speak!.properties.find(({ name }) => name === 'sound')!;
		const naming = options
			.filter(isProperty)
			.filter(({ description }) => /Supported by .*\.$/.test(description ?? ''))
			.map(({ name }) => name);
		expect(naming.sort()).toEqual([
			'chunkLength',
			'latency',
			'normalize',
			'normalizeLoudness',
			'repetitionPenalty',
			'speed',
			'temperature',
			'topP',
			'volume',
		]);
	});

	test('a voice is always a resource locator with a list, by title, by URL and by ID', () => {
		const voices = all.filter(({ name }) => name === 'voice');
		expect(voices).toHaveLength(4);
		for (const { type, modes } of voices) {
			expect(type).toBe('resourceLocator');
			expect(modes!.map(({ name }) => name)).toEqual(['list', 'title', 'url', 'id']);
		}
	});
});

describe('what people read', () => {
	const labels = all.filter(({ type }) => type !== 'notice');

	test.each(labels.map((property) => [property.displayName, property] as const))(
		'%s: label, description and placeholder',
		(_, property) => {
			const { displayName, description, placeholder, type, hint } = property;
			for (const word of displayName.replace(/ \((Seconds|Hours|dB|USD|%)\)$/, '').split(' ')) {
				if (!['of', 'the', 'in', 'by', 'from', 'to'].includes(word)) expect(word).toMatch(/^[A-Z0-9]/);
			}
			if (!['resource', 'operation', 'filters', 'options', 'sound', 'checks', 'updateFields'].includes(property.name))
				expect(description ?? hint).toBeTruthy();
			if (type === 'boolean') expect(description).toMatch(/^Whether /);
			if (type === 'string') expect(placeholder).toMatch(/^e\.g\. /);
		},
	);

	// n8n shows descriptions and hints as HTML, and all else as it is.
	test('no text has a tag that n8n would swallow, or an entity that it would show', () => {
		const choices = all.flatMap(({ options = [] }) => options.filter((option) => !isProperty(option)));
		const isHtml = [...all, ...choices].flatMap((one) => [
			'description' in one ? (one.description ?? '') : '',
			'hint' in one ? (one.hint ?? '') : '',
			'type' in one && one.type === 'notice' ? one.displayName : '',
		]);
		const isText = [
			...all.filter(({ type }) => type !== 'notice').map(({ displayName }) => displayName),
			...all.map(({ placeholder = '' }) => placeholder),
			...choices.map((one) => ('name' in one ? one.name : '')),
			...Object.values(descriptions).flatMap(({ displayName, description }) => [displayName, description]),
		];
		expect(isHtml.filter((text) => /<(?!\/?b>|br>)/.test(text))).toEqual([]);
		expect(isText.filter((text) => /[<>]|&\w+;/.test(text))).toEqual([]);
	});

	// n8n shows both as one entry, under the trigger's description.
	test('the description of the trigger serves Voice Clone, too', () => {
		expect(descriptions.voiceCloneTrigger!.description).toMatch(
			/^Clone, design and manage voices, or start .* trained$/,
		);
	});

	// n8n's lint sorts only lists that are written inside a parameter.
	test.each([
		['voiceClone', 'resource', ['voice', 'sample', 'account']],
		['voiceCloneTrigger', 'events', ['trained', 'failed']],
		['speak', 'model', ['s2.1-pro', 's2.1-pro-free', 'drama-3', 's2-pro', 's1', 'other']],
		['speak', 'format', ['mp3', 'wav', 'phone', 'opus', 'pcm']],
		['speak', 'phoneEncoding', ['wav', 'muLawWav', 'aLawWav', 'muLaw', 'aLaw']],
	])('%s: the choices of %s begin with the most used', (node, name, order) => {
		const found = descriptions[node]!.properties.find((property) => property.name === name);
		expect((found?.options ?? []).map((option) => ('value' in option ? option.value : option.name))).toEqual(order);
	});

	test('Speak: its groups and their fields begin with what ads and phone prompts need', () => {
		const groups = descriptions.speak!.properties.filter(({ type }) => type === 'collection');
		expect(groups.map(({ name }) => name)).toEqual(['timing', 'pronunciation', 'checks', 'sound', 'options']);
		expect(groups.map(({ options = [] }) => options.slice(0, 3).map(({ name }) => name))).toEqual([
			['targetSeconds', 'fit', 'silenceBefore'],
			['dictionaries', 'rules', 'ruleList'],
			['previousFingerprint', 'onlyEstimate', 'spendingLimit'],
			['speed', 'volume', 'normalizeLoudness'],
			['takes', 'includeInput', 'includeWords'],
		]);
	});
});

test('action nodes can be used as tools, the trigger cannot', () => {
	expect(Object.values(descriptions).map(({ usableAsTool }) => usableAsTool ?? false)).toEqual([true, false, true]);
	expect(descriptions.voiceCloneTrigger).toMatchObject({ polling: true, inputs: [], group: ['trigger'] });
});
