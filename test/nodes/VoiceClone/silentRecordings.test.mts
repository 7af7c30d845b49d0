import type { INodeExecutionData, INodeParameters } from 'n8n-workflow';

import { fixture } from '../../audio/measure/files.mts';
import { wav } from '../../support/sounds.mts';
import { setStage } from '../../support/stage.mts';

const stage = setStage();
const inMemory = setStage({}, { binaryMode: 'default' });

const silent = wav({ seconds: 12 }).fill(0, 44);
const good = wav({ seconds: 12 });

/** Recordings without audible sound, and the error for each. */
const unheard: Array<[name: string, bytes: Buffer, mimeType: string, message: string]> = [
	['header.wav', wav({ seconds: 0 }), 'audio/wav', 'holds no sound'],
	[
		'titled.wav',
		wav({ seconds: 0, before: [{ name: 'bext', content: Buffer.alloc(602) }] }),
		'audio/wav',
		'holds no sound',
	],
	[
		'tag.mp3',
		Buffer.concat([Buffer.from('ID3\x04\0\0\0\0\0\x6f', 'latin1'), Buffer.alloc(111)]),
		'audio/mpeg',
		'holds no sound',
	],
	['pictures.mp4', fixture('pictures.mp4'), 'video/mp4', 'has no sound'],
	['cut.m4a', fixture('moov_last.m4a').subarray(0, 5_000), 'audio/mp4', 'is cut off'],
	['silent.wav', silent, 'audio/wav', 'is silent'],
];

const faultOf = async (node: string, parameters: INodeParameters, items: INodeExecutionData[], on = stage) => {
	const { error } = await on.engine.runNode(node, parameters, items);
	expect(await on.sandbox.requests()).toEqual([]);
	return `${error?.message} / ${error?.description}`;
};

describe.each(unheard)('%s', (name, bytes, mimeType, message) => {
	const item = async (on = stage): Promise<INodeExecutionData> => await on.itemWith({ data: [bytes, name, mimeType] });

	test('makes no voice', async () => {
		const create = { operation: 'create', title: 'Anna' };
		const shown = await faultOf('voiceClone', { ...create, sampleFields: 'data' }, [await item()]);
		expect(shown).toContain(
			`Sample 1 ${message} [item 0] / The file '${name}' of the binary field 'data' ('Sample Fields') `,
		);
		expect(
			await faultOf('voiceClone', { ...create, sampleFields: 'data' }, [await item(inMemory)], inMemory),
		).toContain(`Sample 1 ${message}`);
		const both = [await stage.itemWith({ data: [good, 'good.wav', 'audio/wav'] }), await item()];
		expect(await faultOf('voiceClone', { ...create, sampleSource: 'allItems', sampleFields: 'data' }, both)).toContain(
			`Sample 2 ${message} [item 1]`,
		);
	});

	test('is neither a sample for Speak nor transcribed', async () => {
		const speak = { text: 'Hello', voiceSource: 'samples', sampleFields: 'data' };
		expect(await faultOf('speak', speak, [await item()])).toContain(
			`Sample 1 ${message} [item 0] / The file '${name}' of the binary field 'data'`,
		);
		const transcribe = { resource: 'sample', operation: 'transcribe', binaryPropertyName: 'data' };
		expect(await faultOf('voiceClone', transcribe, [await item()])).toContain(`The recording ${message} [item 0]`);
	});
});

test('a silent recording among all audio fields is named with its field', async () => {
	const item = await stage.itemWith({ a: [good, 'a.wav', 'audio/wav'], b: [silent, 'b.wav', 'audio/wav'] });
	const shown = await faultOf('voiceClone', { operation: 'create', title: 'Anna', sampleSource: 'allAudioFields' }, [
		item,
	]);
	expect(shown).toContain("Sample 2 is silent [item 0] / The file 'b.wav' of the binary field 'b'");
});
