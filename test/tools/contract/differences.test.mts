import { readFileSync } from 'node:fs';

import { differences } from '../../../tools/contract/differences.mts';

const contract = JSON.parse(readFileSync('sandbox/contract.json', 'utf8')) as Record<string, unknown>;

/** A changed copy of the contract. */
function changed(change: (copy: any) => void): Record<string, unknown> {
	const copy = structuredClone(contract);
	change(copy);
	return copy;
}

const differing = (change: (copy: any) => void): string[] => differences(contract, changed(change));

test('descriptions, order and unused paths make no difference', () => {
	expect(differing(() => undefined)).toEqual([]);
	expect(
		differing(({ paths, components }) => {
			paths['/v1/tts'].post.summary = 'Speak';
			paths['/v1/tts'].post.parameters.reverse();
			components.schemas.TTSRequest.description = 'Words';
			components.schemas.TTSRequest.properties.format.enum.reverse();
			components.schemas.TTSRequest.properties.text.title = 'The text';
			paths['/v1/agents'] = { get: {} };
		}),
	).toEqual([]);
});

test.each<[string, (copy: any) => void, string]>([
	[
		'another limit',
		({ components }) => (components.schemas.TTSRequest.properties.temperature.maximum = 2),
		'/temperature/maximum: 1 became 2',
	],
	[
		'a new field',
		({ components }) => (components.schemas.TTSRequest.properties.emotion = { type: 'string' }),
		'/properties/emotion: new',
	],
	[
		'a removed field called "description"',
		({ paths }) => delete paths['/model'].post.requestBody.content['multipart/form-data'].schema.properties.description,
		'/properties/description: gone',
	],
	[
		'a new format',
		({ components }) => components.schemas.TTSRequest.properties.format.enum.push('flac'),
		'/format/enum/flac: new',
	],
	[
		'a new model',
		({ paths }) => paths['/v1/tts'].post.parameters[0].schema.enum.push('s3'),
		'/v1/tts/post/parameters/model/schema/enum/s3: new',
	],
	['a removed path', ({ paths }) => delete paths['/v1/asr'], '/v1/asr/post: gone'],
	['a new method', ({ paths }) => (paths['/v1/tts'].get = {}), '/v1/tts/get: new'],
])('%s is found', (_, change, difference) => {
	const found = differing(change);
	expect(found.length).toBeGreaterThan(0);
	for (const one of found) expect(one).toContain(difference);
});

test('parts of the contract from other sources need not be in the document', () => {
	expect(
		differing(({ paths, components }) => {
			// Marked as from other sources: an answer, a path, a field and a value.
			delete paths['/v1/tts'].post.responses['413'];
			delete paths['/v1/pronunciation-dictionaries'];
			delete components.schemas.VoiceDesignCandidate.properties.signature;
			const { schema } = paths['/v1/tts'].post.parameters[0];
			schema.enum = schema.enum.filter((model: string) => model !== 'drama-3');
		}),
	).toEqual([]);
});

test('comparing a recursive schema comes to an end', () => {
	const tree = { properties: { branches: { items: { $ref: '#/components/schemas/Tree' } } } };
	const document = {
		paths: { '/tree': { $ref: '#/components/schemas/Tree' } },
		components: { schemas: { Tree: tree } },
	};
	expect(differences(document, structuredClone(document))).toEqual([]);
});
