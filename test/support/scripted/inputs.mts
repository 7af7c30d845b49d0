import type { SourceFile } from '../../../fishAudio/requests/sourceFile.ts';
import type { Voice } from '../../../fishAudio/voices/voice.ts';
import { noon } from './clock.mts';
import { inPieces } from './pieces.mts';

export const voice = (fields: Record<string, unknown> = {}): Voice => ({
	_id: '0123456789abcdef0123456789abcdef',
	title: 'Anna',
	state: 'trained',
	visibility: 'private',
	samples: [],
	created_at: new Date(noon).toISOString(),
	...fields,
});

/** A file that counts how often it was opened. */
export function file(
	content: string | Uint8Array,
	name = 'a.wav',
	mimeType = 'audio/wav',
): SourceFile & { opened: number } {
	const bytes = Buffer.from(content);
	const made = {
		name,
		mimeType,
		size: bytes.length,
		opened: 0,
		async *open(): AsyncGenerator<Uint8Array> {
			made.opened += 1;
			yield* inPieces(bytes, 7);
		},
	};
	return made;
}
