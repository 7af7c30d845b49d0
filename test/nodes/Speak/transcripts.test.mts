import type { INodeExecutionData, INodeParameters } from 'n8n-workflow';

import { setStage } from '../../support/stage.mts';

const stage = setStage();

const speak = async (parameters: INodeParameters, items: INodeExecutionData[] = [{ json: {} }]) =>
	await stage.engine.runNode('speak', { text: 'Hello there.', ...parameters }, items);

const row = async (json: object, ...fields: string[]): Promise<INodeExecutionData> => {
	const recording = await stage.recording();
	const { binary } = await stage.itemWith(
		Object.fromEntries(fields.map((field) => [field, [recording, `${field}.wav`, 'audio/wav']])),
	);
	return { json: json as never, binary: binary! };
};

describe('transcripts', () => {
	const samples = async (transcripts: unknown, fields = 'a, b') => {
		await speak({ voiceSource: 'samples', sampleFields: fields, transcripts: transcripts as never }, [
			await row({}, 'a', 'b'),
		]);
		return (await stage.sandbox.requests()).map(({ body }) =>
			body.references?.map(({ text }: { text: string }) => text),
		);
	};

	test.each<[string, unknown]>([
		['a line each', 'One.\nTwo.'],
		['with a blank line between', 'One.\n\nTwo.'],
		['with blank lines around', '\n\nOne.\r\n \r\nTwo.\n'],
		['a list by expression', '={{ ["One.", "Two."] }}'],
		['a list written as JSON', '["One.", "Two."]'],
		['with signs that nobody sees', 'O\u00adne.\u200b\nTwo.\0'],
	])('%s', async (_, given) => {
		expect(await samples(given)).toEqual([['One.', 'Two.']]);
	});

	test('may be missing for a sample', async () => {
		expect(await samples('One.\n')).toEqual([['One.', '']]);
	});
});
