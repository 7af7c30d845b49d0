import { measure } from '../../audio/measure/measure';
import type { Measured } from '../../audio/measure/measured';
import { createFileHash } from '../../fishAudio/speech/fingerprint';
import type { SourceFile } from '../../fishAudio/requests/sourceFile';
import type { InstantFile } from '../shared/files/samples';

/** What a recording is, found out by reading it. */
export interface SampleFacts {
	/** 32 hexadecimal characters, of its bytes. */
	hash: string;
	measured: Measured;
}

async function read(file: SourceFile): Promise<SampleFacts> {
	const hash = createFileHash();
	for await (const chunk of file.open()) await hash.take(chunk);
	return { hash: await hash.end(), measured: await measure(file) };
}

/** Finds out the facts of each recording once in an execution, however many items speak with it. */
export function createSampleReader(): (sample: InstantFile) => Promise<SampleFacts> {
	const found = new Map<string, Promise<SampleFacts>>();
	return async ({ file, key }) => {
		const facts = found.get(key) ?? read(file);
		found.set(key, facts);
		return await facts;
	};
}

/** Reads what a recording is. */
export type ReadSample = ReturnType<typeof createSampleReader>;
