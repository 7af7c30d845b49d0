import { createFileHash } from '../../fishAudio/fingerprint';
import { createLengthMeter } from '../../fishAudio/lengthMeter';
import type { SourceFile } from '../../fishAudio/upload';
import type { InstantFile } from '../shared/samples';

/** What a recording is, found out by reading it once. */
export interface SampleFacts {
	/** 32 hexadecimal characters, of its bytes. */
	hash: string;
	/** Length, where its format tells it. */
	seconds: number | undefined;
}

async function read(file: SourceFile): Promise<SampleFacts> {
	const hash = createFileHash();
	const meter = createLengthMeter();
	for await (const chunk of file.open()) {
		meter.take(chunk);
		await hash.take(chunk);
	}
	return { hash: await hash.end(), seconds: meter.seconds() };
}

/** Reads each recording once in an execution, however many items speak with it. */
export function createSampleReader(): (sample: InstantFile) => Promise<SampleFacts> {
	const found = new Map<string, Promise<SampleFacts>>();
	return async ({ file, key }) => {
		if (key === undefined) return await read(file);
		const facts = found.get(key) ?? read(file);
		found.set(key, facts);
		return await facts;
	};
}

/** Reads what a recording is. */
export type ReadSample = ReturnType<typeof createSampleReader>;
