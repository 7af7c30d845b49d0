import type { INodeProperties, INodePropertyCollection, INodePropertyOptions, INodeTypeDescription } from 'n8n-workflow';

import { Speak } from '../../nodes/Speak/Speak.node.ts';
import { VoiceClone } from '../../nodes/VoiceClone/VoiceClone.node.ts';
import { VoiceCloneTrigger } from '../../nodes/VoiceCloneTrigger/VoiceCloneTrigger.node.ts';

const descriptions: Record<string, INodeTypeDescription> = {
	voiceClone: new VoiceClone().description,
	voiceCloneTrigger: new VoiceCloneTrigger().description,
	speak: new Speak().description,
};

const isProperty = (option: INodePropertyOptions | INodeProperties | INodePropertyCollection): option is INodeProperties => 'type' in option;

/** A property and all within it. */
const withInner = (property: INodeProperties): INodeProperties[] => [
	property,
	...(property.options ?? []).filter(isProperty).flatMap(withInner),
];

const all = Object.values(descriptions).flatMap(({ properties }) => properties.flatMap(withInner));

/** Defaults by parameter name, for an operation where there are several. */
function defaults(node: string, operation?: string): Record<string, unknown> {
	const shown = descriptions[node]!.properties.filter(({ displayOptions }) => {
		const operations = displayOptions?.show?.operation as string[] | undefined;
		const hidden = displayOptions?.hide?.operation as string[] | undefined;
		return (!operations || operations.includes(operation ?? '')) && !hidden?.includes(operation ?? '');
	});
	return Object.fromEntries(shown.filter(({ type }) => type !== 'notice').map(({ name, default: value }) => [name, value]));
}

const inner = (node: string, name: string, operation?: string): string[] => {
	const found = descriptions[node]!.properties.find(
		(property) => property.name === name && (!operation || (property.displayOptions?.show?.operation as string[])?.includes(operation)),
	);
	return [...new Set((found?.options ?? []).map((option) => ('value' in option ? String(option.value) : option.name)))].sort();
};

const locator = { mode: 'list', value: '' };

describe('the names that saved workflows hold', () => {
	test('node types', () => {
		expect(Object.values(descriptions).map(({ name, displayName }) => [name, displayName])).toEqual([
			['voiceClone', 'Fish Audio Voice Clone'],
			['voiceCloneTrigger', 'Fish Audio Voice Clone Trigger'],
			['speak', 'Fish Audio Speak'],
		]);
	});

	test('VoiceClone', () => {
		expect(inner('voiceClone', 'operation')).toEqual(['create', 'delete', 'get', 'list', 'update']);
		expect(defaults('voiceClone', 'create')).toEqual({
			operation: 'create', title: '', sampleSource: 'fields', sampleFields: 'data', visibility: 'private',
			waitUntilTrained: false, waitTimeout: 300, options: {}, simplify: true,
		});
		expect(inner('voiceClone', 'sampleSource', 'create')).toEqual(['allAudioFields', 'allItems', 'fields']);
		expect(inner('voiceClone', 'visibility', 'create')).toEqual(['private', 'public', 'unlist']);
		expect(inner('voiceClone', 'options', 'create')).toEqual(['coverImageField', 'description', 'enhanceAudioQuality', 'generateSample', 'tags', 'transcripts']);
		expect(defaults('voiceClone', 'get')).toEqual({ operation: 'create', voice: locator, simplify: true });
		expect(defaults('voiceClone', 'delete')).toEqual({ operation: 'create', voice: locator });
		expect(defaults('voiceClone', 'update')).toEqual({ operation: 'create', voice: locator, updateFields: {}, simplify: true });
		expect(inner('voiceClone', 'updateFields', 'update')).toEqual(['coverImageField', 'description', 'tags', 'title', 'visibility']);
		expect(defaults('voiceClone', 'list')).toEqual({ operation: 'create', source: 'own', returnAll: false, limit: 50, filters: {}, simplify: true });
		expect(inner('voiceClone', 'filters', 'list')).toEqual(['authorId', 'language', 'sortBy', 'tags', 'title', 'titleLanguage']);
	});

	test('VoiceCloneTrigger', () => {
		expect(defaults('voiceCloneTrigger')).toEqual({ events: ['trained'], includeExisting: false, filters: {}, simplify: true });
		expect(inner('voiceCloneTrigger', 'events')).toEqual(['failed', 'trained']);
		expect(inner('voiceCloneTrigger', 'filters')).toEqual(['tags', 'title']);
	});

	test('Speak', () => {
		expect(defaults('speak')).toEqual({
			text: '', voiceSource: 'voice', voice: locator, sampleFields: 'data', transcripts: '', model: 's2.1-pro',
			format: 'mp3', phoneEncoding: 'wav', speakers: { speaker: [] }, binaryPropertyName: 'data', options: {},
		});
		expect(inner('speak', 'model')).toEqual(['s1', 's2-pro', 's2.1-pro', 's2.1-pro-free']);
		expect(inner('speak', 'format')).toEqual(['mp3', 'opus', 'pcm', 'wav']);
		expect(inner('speak', 'options')).toEqual([
			'chunkLength', 'concurrentRequests', 'fileName', 'includeInput', 'latency', 'maxTries', 'mp3Bitrate', 'normalize',
			'normalizeLoudness', 'opusBitrate', 'repetitionPenalty', 'sampleRate', 'speed', 'temperature', 'timeout', 'topP', 'volume',
		]);
	});

	test('a voice is always a resource locator with a list, by URL and by ID', () => {
		const voices = all.filter(({ name }) => name === 'voice');
		expect(voices).toHaveLength(4);
		for (const { type, modes } of voices) {
			expect(type).toBe('resourceLocator');
			expect(modes!.map(({ name }) => name)).toEqual(['list', 'url', 'id']);
		}
	});
});

describe('what people read', () => {
	const labels = all.filter(({ type }) => type !== 'notice');

	test.each(labels.map((property) => [property.displayName, property] as const))('%s: label, description and placeholder', (_, property) => {
		const { displayName, description, placeholder, type, hint } = property;
		for (const word of displayName.replace(/ \((Seconds|dB)\)$/, '').split(' ')) {
			if (!['of', 'the', 'in', 'by', 'from', 'to'].includes(word)) expect(word).toMatch(/^[A-Z0-9]/);
		}
		if (!['operation', 'filters', 'options', 'updateFields'].includes(property.name)) expect(description ?? hint).toBeTruthy();
		if (type === 'boolean') expect(description).toMatch(/^Whether /);
		if (type === 'string') expect(placeholder).toMatch(/^e\.g\. /);
	});

	test('the names of choices are in order, so that they can be found', () => {
		for (const { options = [], type, displayName } of all) {
			if (!['options', 'collection', 'multiOptions'].includes(type) || options.length < 5) continue;
			const names = options.map((option) => ('displayName' in option ? option.displayName : option.name));
			if (names.some((name) => /^\d/.test(name))) continue;
			expect([displayName, names]).toEqual([displayName, [...names].sort((a, b) => a.localeCompare(b))]);
		}
	});
});

test('action nodes can be used as tools, the trigger cannot', () => {
	expect(Object.values(descriptions).map(({ usableAsTool }) => usableAsTool ?? false)).toEqual([true, false, true]);
	expect(descriptions.voiceCloneTrigger).toMatchObject({ polling: true, inputs: [], group: ['trigger'] });
});
