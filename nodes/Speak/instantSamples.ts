import { inputError } from '../../fishAudio/errors';
import { checkHeard } from '../../fishAudio/recordings/checkHeard';
import { checkSampleSizes } from '../../fishAudio/speech/checkSpeech';
import type { InstantSample } from '../../fishAudio/speech/sampleBody';
import { instantSamples } from '../shared/files/samples';
import { transcriptsOf } from '../shared/files/transcripts';
import type { Item } from '../shared/items/item';
import type { ReadSample } from './sampleReader';

/** Instant samples, and a hash of each. */
interface Samples {
	samples: InstantSample[];
	hashes: string[];
}

/** Reads and checks the recordings that the speech imitates, with their transcripts. Sends nothing. */
export async function samplesOf(item: Item, readSample: ReadSample): Promise<Samples> {
	const files = await instantSamples(item);
	const transcripts = transcriptsOf(item, 'transcripts', files.length);
	if (files.length > 0 && transcripts.length > files.length) {
		throw inputError(
			`'Transcripts' has ${transcripts.length} entries for ${files.length} ` +
				`${files.length === 1 ? 'sample' : 'samples'}`,
			'Give one transcript for each sample, in the same order, or none.',
		);
	}
	checkSampleSizes(files.map(({ file }) => file.size));
	const facts = await Promise.all(files.map(readSample));
	facts.forEach(({ measured }, at) => checkHeard(measured, `Sample ${at + 1}`, files[at]?.file.about ?? ''));
	const samples = files.map(({ file }, at) => ({
		file,
		transcript: transcripts[at] ?? '',
		seconds: facts[at]?.measured.seconds,
	}));
	return { samples, hashes: facts.map(({ hash }) => hash) };
}
