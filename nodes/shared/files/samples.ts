import { imageTypes } from '../../../audio/fileType';
import {
	instantSampleTypes,
	olderRecordingTypes,
	recordingTypes,
	sampleTypes,
} from '../../../fishAudio/recordings/acceptedTypes';
import { inputError, type FishAudioError } from '../../../fishAudio/errors';
import type { TranscriptionModel } from '../../../fishAudio/transcription/checkTranscription';
import type { SourceFile } from '../../../fishAudio/requests/sourceFile';
import { audioFiles } from './audioFiles';
import type { FileKind } from './fileKind';
import { givenFile, givenFiles, type GivenFile } from './givenFiles';
import { fileOf, type InputFile } from './inputFile';
import { recordingOf, type Recording, type DescribedFile } from './recording';
import type { Item } from '../items/item';
import { asNodeError } from '../items/nodeErrors';
import type { Readers } from '../parameters/readers';

/** What messages call a sample of a voice, and which types it may have. */
export const voiceSample = (number: number): FileKind => ({
	called: `Sample ${number}`,
	isA: 'audio',
	types: sampleTypes,
	typeNames: 'WAV, MP3, M4A, Opus or FLAC',
});

const instantSample = (number: number): FileKind => ({
	called: `Sample ${number}`,
	isA: 'audio',
	types: instantSampleTypes,
	typeNames: 'WAV, MP3, FLAC, M4A, Ogg or WebM',
});

const aRecording = { called: 'The recording', isA: 'audio' };

const recordingKinds: Record<TranscriptionModel, FileKind> = {
	'transcribe-1-pro': {
		...aRecording,
		types: recordingTypes,
		typeNames: 'WAV, MP3, M4A, AAC, FLAC, Ogg, or a video in MP4, WebM or MOV',
	},
	'transcribe-1': {
		...aRecording,
		types: olderRecordingTypes,
		typeNames: 'WAV, MP3, M4A, AAC, FLAC or Ogg',
		otherwise: "The model 'Transcribe 1 Pro' takes more.",
		takenBy: "the model 'transcribe-1'",
	},
};

const cover: FileKind = {
	called: 'The cover image',
	isA: 'a picture',
	types: imageTypes,
	typeNames: 'JPEG, PNG, WebP or GIF',
};

/** What the panel calls the parameter for a recording that is not sent as a sample. */
const inputLabel = 'Input Binary Field';

const noRecording = (): FishAudioError =>
	inputError(`'${inputLabel}' is empty`, "Enter the name of the binary field with the recording, such as 'data'.");

async function opened<T>(
	{ context }: Item,
	given: GivenFile[],
	kindOf: (number: number) => FileKind,
	open: (file: GivenFile, kind: FileKind) => Promise<T>,
): Promise<T[]> {
	const files: T[] = [];
	for (const one of given) {
		const file = await open(one, kindOf(files.length + 1)).catch((error: unknown) =>
			// If all items make one voice, the error belongs to the item with the sample.
			Promise.reject(asNodeError(error, { node: context.getNode(), itemIndex: one.itemIndex })),
		);
		files.push(file);
	}
	return files;
}

const sampleFieldsOf = (item: Item): GivenFile[] =>
	givenFiles(item.context, { value: item.given('sampleFields'), label: 'Sample Fields', itemIndex: item.index });

/** The sample fields of every input item. An expression may name a different field for each. */
function fieldOfEachItem({ context, all }: Item): GivenFile[] {
	return all().flatMap((item) => {
		const place = { node: context.getNode(), itemIndex: item.index };
		try {
			const given = sampleFieldsOf(item);
			if (given.length === 0) throw inputError("'Sample Fields' is empty", 'Each item needs at least one recording.');
			return given;
		} catch (error) {
			throw asNodeError(error, place);
		}
	});
}

/** Where the samples of a voice can come from. */
export const sampleSources = ['fields', 'allAudioFields', 'allItems', 'urls'] as const;

/** Where the samples of a voice come from. */
export type SampleSource = (typeof sampleSources)[number];

/** The sources within the items. */
type ItemSource = Exclude<SampleSource, 'urls'>;

/** The recordings that a voice is made from, checked and in order. */
export async function voiceSamples(item: Item, source: ItemSource): Promise<Recording[]> {
	const sources = {
		fields: () => sampleFieldsOf(item),
		allAudioFields: async () => await audioFiles(item.context, item.index, sampleTypes),
		allItems: () => fieldOfEachItem(item),
	};
	return await opened(
		item,
		await sources[source](),
		voiceSample,
		async (file, kind) => await recordingOf(await fileOf(item.context, file, kind), kind.called),
	);
}

/** The recordings that are checked before a voice is made of them, of types that can be samples, in order. */
export async function recordingsToCheck(item: Item): Promise<InputFile[]> {
	const { context, index } = item;
	const given = givenFiles(context, {
		value: item.given('binaryPropertyName'),
		label: inputLabel,
		itemIndex: index,
	});
	if (given.length === 0) throw noRecording();
	return await opened(item, given, voiceSample, async (file, kind) => await fileOf(context, file, kind));
}

/** A recording that speech should sound like, and a key that identifies it in all items. */
export interface InstantFile {
	file: DescribedFile;
	key: string;
}

/** The recordings that speech should sound like, checked and in order. */
export async function instantSamples(item: Item): Promise<InstantFile[]> {
	const files = await opened(
		item,
		sampleFieldsOf(item),
		instantSample,
		async (file, kind) => await fileOf(item.context, file, kind),
	);
	return files.map((file) => ({ file, key: file.key }));
}

/** The item's recording, of a type that the model can transcribe. */
export async function recording(item: Item, model: TranscriptionModel): Promise<InputFile> {
	const given = givenFile(item.context, {
		value: item.given('binaryPropertyName'),
		label: inputLabel,
		itemIndex: item.index,
	});
	if (!given) throw noRecording();
	return await fileOf(item.context, given, recordingKinds[model]);
}

/** The picture that a collection names; undefined if it names none. */
export async function coverImage({ context, index }: Item, collection: Readers): Promise<SourceFile | undefined> {
	const given = givenFile(context, {
		value: collection.given('coverImageField'),
		label: 'Cover Image Field',
		itemIndex: index,
	});
	return given && (await fileOf(context, given, cover));
}
