import { decode } from '@msgpack/msgpack';
import fc from 'fast-check';

import { sampleBody } from '../../../fishAudio/speech/sampleBody.ts';
import { file } from '../../support/scripted/inputs.mts';

async function bytesOf(body: File): Promise<Uint8Array> {
	const chunks: Uint8Array[] = [];
	for await (const chunk of body.stream()) chunks.push(chunk);
	return new Uint8Array(Buffer.concat(chunks));
}

const samples = fc.array(fc.record({ content: fc.uint8Array({ maxLength: 300 }), transcript: fc.string() }), {
	minLength: 1,
	maxLength: 20,
});
const fields = fc.dictionary(
	fc.string({ minLength: 1 }).filter((name) => name !== '__proto__' && name !== 'references'),
	fc.oneof(
		fc.string(),
		fc.integer(),
		fc.double({ noNaN: true }).filter((value) => !Object.is(value, -0)),
		fc.boolean(),
	),
);

it('is MessagePack with the fields and the samples, and has the size that it states', async () => {
	await fc.assert(
		fc.asyncProperty(fields, samples, async (given, sounds) => {
			const body = sampleBody(
				given,
				sounds.map(({ content, transcript }) => ({ file: file(content), transcript })),
			);
			const bytes = await bytesOf(body);
			expect(bytes.length).toBe(body.size);
			expect(decode(bytes)).toEqual({
				...given,
				references: sounds.map(({ content, transcript }) => ({ audio: content, text: transcript })),
			});
		}),
		{ numRuns: 200 },
	);
});

it('can have a large sample and many fields, and states its type', async () => {
	const large = Buffer.alloc(70_000, 7);
	const many = Object.fromEntries(Array.from({ length: 40 }, (_, at) => [`field${at}`, at]));
	const body = sampleBody(many, [{ file: file(large), transcript: 'a' }]);
	expect(body.type).toBe('application/msgpack');
	expect(decode(await bytesOf(body))).toEqual({ ...many, references: [{ audio: new Uint8Array(large), text: 'a' }] });
});

it('has an enumerable property: n8n would not send an empty object', () => {
	expect(Object.keys(sampleBody({}, [{ file: file('x'), transcript: '' }]))).not.toEqual([]);
});

it('opens one sample after the other, and closes the open one when reading stops', async () => {
	const log: string[] = [];
	const sample = (name: string) => ({
		transcript: '',
		file: {
			name,
			mimeType: 'audio/wav',
			size: 10,
			async *open() {
				log.push(`opened ${name}`);
				try {
					for (let at = 0; at < 10; at++) yield Uint8Array.of(at);
				} finally {
					log.push(`closed ${name}`);
				}
			},
		},
	});
	await bytesOf(sampleBody({}, [sample('a'), sample('b')]));
	expect(log.splice(0)).toEqual(['opened a', 'closed a', 'opened b', 'closed b']);
	for await (const chunk of sampleBody({}, [sample('a'), sample('b')]).stream()) if (chunk.length === 1) break;
	expect(log).toEqual(['opened a', 'closed a']);
});
