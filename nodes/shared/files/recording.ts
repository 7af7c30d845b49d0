import { measure } from '../../../audio/measure/measure';
import type { Measured } from '../../../audio/measure/measured';
import { checkHeard } from '../../../fishAudio/recordings/checkHeard';
import type { SourceFile } from '../../../fishAudio/requests/sourceFile';

/** A file with a name for messages. */
export interface DescribedFile extends SourceFile {
	/** Which file it is and where it is, as the beginning of a sentence. */
	about: string;
}

/** A recording and its measurements. */
export interface Recording extends SourceFile {
	measured: Measured;
}

/** Measures a recording before it is sent. Fails with `input` if nothing can be heard in it. */
export async function recordingOf<T extends DescribedFile>(file: T, called: string): Promise<T & Recording> {
	const measured = await measure(file);
	checkHeard(measured, called, file.about);
	return { ...file, measured };
}
