import { measure } from '../../audio/measure/measure';
import type { Measured } from '../../audio/measure/measured';
import { createFileHash } from '../../fishAudio/speech/fingerprint';
import type { SourceFile } from '../../fishAudio/requests/sourceFile';
import type { InstantFile } from '../shared/files/samples';

/** Facts about a recording, found by reading it. */
export interface SampleFacts {
	/** 32 hexadecimal characters, made from its bytes. */
	hash: string;
	measured: Measured;
}

async function read(file: SourceFile): Promise<SampleFacts> {
	const hash = createFileHash();
	for await (const chunk of file.open()) await hash.take(chunk);
	return { hash: await hash.end(), measured: await measure(file) };
}

/** Reads each recording once per execution, for any number of items. */
export function createSampleReader(): (sample: InstantFile) => Promise<SampleFacts> {
	const found = new Map<string, Promise<SampleFacts>>();
	return async ({ file, key }) => {
		const facts = found.get(key) ?? read(file);
		found.set(key, facts);
		return await facts;
	};
}

/** Reads the facts about a recording. */
export type ReadSample = ReturnType<typeof createSampleReader>;
