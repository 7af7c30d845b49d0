import type { INodeExecutionData, INodeParameters } from 'n8n-workflow';

import { anyVoice, anyVoiceId } from '../../support/anyVoice.mts';
import { hintTextsOf } from '../../support/hints.mts';
import { setStage } from '../../support/stage.mts';

const stage = setStage();

const speak = async (parameters: INodeParameters, items: INodeExecutionData[] = [{ json: {} }]) => {
	const run = await stage.engine.runNode('speak', { text: 'Hello there.', voice: anyVoice, ...parameters }, items);
	return { ...run, hints: hintTextsOf(run) };
};

const row = async (json: object, ...fields: string[]): Promise<INodeExecutionData> => {
	const recording = await stage.recording();
	const { binary } = await stage.itemWith(
		Object.fromEntries(fields.map((field) => [field, [recording, `${field}.wav`, 'audio/wav']])),
	);
	return { json: json as never, binary: binary! };
};

describe('Include Input', () => {
	test('keeps the fields and files of the input', async () => {
		const item = await row({ title: 'Sale' }, 'picture', 'other');
		const { items, hints } = await speak({ options: { includeInput: true } }, [item]);
		expect(items[0]?.json).toMatchObject({ title: 'Sale', format: 'mp3' });
		expect(Object.keys(items[0]?.binary ?? {}).sort()).toEqual(['data', 'other', 'picture']);
		expect(items[0]?.binary?.picture).toEqual(item.binary?.picture);
		expect(hints).toEqual([]);
		expect(Object.keys((await speak({}, [item])).items[0]?.binary ?? {})).toEqual(['data']);
	});

	test("replaces fields with the node's own, and says so in a hint", async () => {
		const item = await row({ format: 'A4', voiceId: 7, title: 'x' }, 'data');
		const { items, hints } = await speak({ options: { includeInput: true } }, [item, item]);
		expect(items[0]?.json).toMatchObject({ format: 'mp3', voiceId: anyVoiceId, title: 'x' });
		expect(hints).toEqual([
			expect.stringContaining('replaced these fields of the input: format, voiceId'),
			expect.stringContaining('replaced these files of the input: data'),
		]);
	});

	test('keeps the files of a line that has not changed', async () => {
		const item = await row({}, 'picture');
		const [first] = (await speak({ options: { includeInput: true } }, [item])).items;
		const again = await speak(
			{ checks: { previousFingerprint: '={{ $json.fingerprint }}' }, options: { includeInput: true } },
			[{ ...item, json: first!.json }],
		);
		expect(again.outputs[1]?.map(({ json, binary }) => [json.unchanged, Object.keys(binary ?? {})])).toEqual([
			[true, ['picture']],
		]);
		expect(again.hints).toEqual([]);
	});
});
