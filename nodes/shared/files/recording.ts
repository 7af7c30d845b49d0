import { measure } from '../../../audio/measure/measure';
import type { Measured } from '../../../audio/measure/measured';
import { checkHeard } from '../../../fishAudio/recordings/checkHeard';
import type { SourceFile } from '../../../fishAudio/requests/sourceFile';

/** A file that is called something in messages. */
export interface DescribedFile extends SourceFile {
	/** Which it is and where it lies: the beginning of a sentence. */
	about: string;
}

/** A recording, and what was found out by reading it. */
export interface Recording extends SourceFile {
	measured: Measured;
}

/** Measures a recording before it is sent. Fails with `input` where there is nothing to hear. */
export async function recordingOf<T extends DescribedFile>(file: T, called: string): Promise<T & Recording> {
	const measured = await measure(file);
	checkHeard(measured, called, file.about);
	return { ...file, measured };
}
