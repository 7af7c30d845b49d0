import { readFileSync } from 'node:fs';

import { measure, type Openable } from '../../../audio/measure/measure.ts';
import type { Measured } from '../../../audio/measure/measured.ts';
import { inPieces } from '../../support/scripted/pieces.mts';

/** A recording from `fixtures/`. */
export const fixture = (name: string): Buffer => readFileSync(`test/audio/measure/fixtures/${name}`);

/** A file in pieces of these sizes. It counts how often it is opened and how many bytes are read. */
export function fileOf(bytes: Uint8Array, ...sizes: number[]): Openable & { opened: number; read: number } {
	const file = {
		size: bytes.length,
		opened: 0,
		read: 0,
		async *open() {
			file.opened += 1;
			for (const piece of inPieces(bytes, ...sizes)) {
				file.read += piece.length;
				yield piece;
			}
		},
	};
	return file;
}

export const measured = async (bytes: Uint8Array, ...sizes: number[]): Promise<Measured> =>
	await measure(fileOf(bytes, ...sizes));
