import FormDataPackage from 'form-data';

import { createForm } from '../../../fishAudio/requests/form.ts';
import type { SourceFile } from '../../../fishAudio/requests/sourceFile.ts';
import { file } from '../../support/scripted/inputs.mts';

const wire = async (form: FormData): Promise<Buffer> => Buffer.from(await new Response(form).arrayBuffer());

/** The file of a form as axios reads it. The platform's own `Response` does not notice when a file fails. */
const sent = (form: FormData): ReadableStream<Uint8Array> => (form.get('voices') as File).stream();

/** Name, headers and content of each part, read by hand. */
function partsOf(body: Buffer): Array<{ head: string; content: string }> {
	const text = body.toString('latin1');
	const boundary = text.slice(0, text.indexOf('\r\n'));
	return text
		.split(boundary)
		.slice(1, -1)
		.map((part) => {
			const at = part.indexOf('\r\n\r\n');
			return { head: part.slice(2, at), content: part.slice(at + 4, -2) };
		});
}

it('writes the same as an independent encoder', async () => {
	const theirs = new FormDataPackage();
	theirs.append('title', 'Anna');
	theirs.append('voices', Buffer.from('first sample'), { filename: '1.wav', contentType: 'audio/wav' });
	theirs.append('voices', Buffer.from([0, 255, 13, 10, 45, 45]), { filename: '2.mp3', contentType: 'audio/mpeg' });
	const ours = createForm({
		title: 'Anna',
		voices: [file('first sample', '1.wav'), file(Buffer.from([0, 255, 13, 10, 45, 45]), '2.mp3', 'audio/mpeg')],
	});
	expect(partsOf(await wire(ours))).toEqual(partsOf(theirs.getBuffer()));
});

it('leaves out undefined fields, and repeats the name of a field with several values', async () => {
	const form = createForm({ a: undefined, b: '', c: false, d: true, e: ['x', 'y'], f: [] });
	expect([...form.entries()]).toEqual([
		['b', ''],
		['c', 'false'],
		['d', 'true'],
		['e', 'x'],
		['e', 'y'],
	]);
});

it('opens a file only when the form is sent, and knows its size before', async () => {
	const sample = file('sound');
	const form = createForm({ voices: sample });
	expect(sample.opened).toBe(0);
	expect(form.get('voices')).toMatchObject({ size: 5, name: 'a.wav', type: 'audio/wav' });
	await wire(form);
	expect(sample.opened).toBe(1);
});

it('never holds more than a few chunks of a large file', async () => {
	let ahead = 0;
	let maxAhead = 0;
	const piece = Buffer.alloc(64 * 1024, 1);
	const large: SourceFile = {
		name: 'large.wav',
		mimeType: 'audio/wav',
		size: piece.length * 400,
		async *open() {
			for (let number = 0; number < 400; number++) {
				maxAhead = Math.max(maxAhead, ++ahead);
				yield piece;
			}
		},
	};
	const body = new Response(createForm({ voices: large })).body!;
	let bytes = 0;
	for await (const chunk of body) {
		bytes += chunk.length;
		ahead = 0;
	}
	expect(bytes).toBeGreaterThan(large.size);
	expect(maxAhead).toBeLessThan(8);
});

it('closes a file when the sender stops reading', async () => {
	let closed = false;
	const endless: SourceFile = {
		name: 'x.wav',
		mimeType: 'audio/wav',
		size: 1e9,
		async *open() {
			try {
				for (;;) yield Buffer.alloc(65_536);
			} finally {
				closed = true;
			}
		},
	};
	let pieces = 0;
	for await (const piece of sent(createForm({ voices: endless }))) if (piece && ++pieces === 3) break;
	expect(closed).toBe(true);
});

it('fails with the error of its file', async () => {
	const gone: SourceFile = {
		name: 'x.wav',
		mimeType: 'audio/wav',
		size: 3,
		async *open(): AsyncGenerator<Uint8Array> {
			yield* [];
			throw new Error('The file is gone');
		},
	};
	const all = async (): Promise<void> => {
		for await (const piece of sent(createForm({ voices: gone }))) void piece;
	};
	await expect(all()).rejects.toThrow('The file is gone');
});
