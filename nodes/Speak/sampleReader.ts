import { measure } from '../../audio/measure/measure';
import type { Measured } from '../../audio/measure/measured';
import { createFileHash } from '../../fishAudio/speech/fingerprint';
import type { SourceFile } from '../../fishAudio/requests/sourceFile';
import type { InstantFile } from '../shared/files/samples';

/** What reading a recording gives. */
export interface SampleContent {
	/** 32 hexadecimal characters, made from its bytes. */
	hash: string;
	measured: Measured;
}

async function read(file: SourceFile): Promise<SampleContent> {
	const hash = createFileHash();
	for await (const chunk of file.open()) await hash.take(chunk);
	return { hash: await hash.end(), measured: await measure(file) };
}

/** Reads each recording once per execution, for any number of items. */
export function createSampleReader(): (sample: InstantFile) => Promise<SampleContent> {
	const found = new Map<string, Promise<SampleContent>>();
	return async ({ file, key }) => {
		const content = found.get(key) ?? read(file);
		found.set(key, content);
		return await content;
	};
}

/** Reads a recording. */
export type ReadSample = ReturnType<typeof createSampleReader>;
