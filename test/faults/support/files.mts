import type { Readable } from 'node:stream';

import type { INodeExecutionData } from 'n8n-workflow';

import type { Engine } from '../../support/engine.mts';
import { n8n } from '../../support/line.mts';

/** An item with a file in its field `data`. */
export async function fileItem(
	engine: Engine,
	bytes: Buffer,
	name = 'a.wav',
	type = 'audio/wav',
): Promise<INodeExecutionData> {
	return { json: {}, binary: { data: await engine.binaryOf(bytes, name, type) } };
}

/** A valid WAV recording of so many bytes, with sound in it. */
export function largeWav(bytes: number): Buffer {
	// A wave of 2 kHz, at half of full scale.
	const wav = Buffer.alloc(
		bytes,
		Buffer.concat([Buffer.alloc(22, '\x00\x40', 'latin1'), Buffer.alloc(22, '\x00\xc0', 'latin1')]),
	);
	wav.write('RIFF', 0, 'latin1');
	wav.writeUInt32LE(bytes - 8, 4);
	wav.write('WAVEfmt ', 8, 'latin1');
	wav.writeUInt32LE(16, 16);
	wav.writeUInt16LE(1, 20);
	wav.writeUInt16LE(1, 22);
	wav.writeUInt32LE(44_100, 24);
	wav.writeUInt32LE(88_200, 28);
	wav.writeUInt16LE(2, 32);
	wav.writeUInt16LE(16, 34);
	wav.write('data', 36, 'latin1');
	wav.writeUInt32LE(bytes - 44, 40);
	return wav;
}

/** Counts the files that nodes open in n8n's binary store, in all engines, until it is stopped. */
export function watchFiles(): { opened(): number; open(): number; stop(): void } {
	const store = n8n.core().BinaryDataService.prototype;
	const original = store.getAsStream;
	const streams: Readable[] = [];
	store.getAsStream = async function (...args) {
		const stream = await original.apply(this, args);
		streams.push(stream);
		return stream;
	};
	return {
		opened: () => streams.length,
		open: () => streams.filter(({ closed }) => !closed).length,
		stop: () => void (store.getAsStream = original),
	};
}
