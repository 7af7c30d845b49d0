import { imageTypes } from '../../audio/fileType';
import { instantSampleTypes, olderRecordingTypes, recordingTypes, sampleTypes } from '../../fishAudio/acceptedTypes';
import { inputError } from '../../fishAudio/errors';
import type { TranscriptionModel } from '../../fishAudio/checkTranscription';
import type { SourceFile } from '../../fishAudio/upload';
import type { FileKind } from './files/fileKind';
import { binaryFieldsOf, fileOf, isOfType, type BinaryField, type InputFile } from './files/inputFile';
import type { Item } from './item';
import { asNodeError } from './nodeErrors';

/** What a sample of a voice is called and may be. */
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
		typeNames: "WAV, MP3, M4A, AAC, FLAC or Ogg, or choose the model 'Transcribe 1 Pro', which takes more",
		takenBy: "the model 'transcribe-1'",
	},
};

const cover: FileKind = {
	called: 'The cover image',
	isA: 'a picture',
	types: imageTypes,
	typeNames: 'JPEG, PNG, WebP or GIF',
};

async function filesOf(
	{ context }: Item,
	places: BinaryField[],
	kindOf: (number: number) => FileKind,
): Promise<SourceFile[]> {
	const files: SourceFile[] = [];
	for (const place of places) {
		const file = await fileOf(context, place, kindOf(files.length + 1)).catch((error: unknown) =>
			// With all items together, the fault lies with the item that brought the sample.
			Promise.reject(asNodeError(error, { node: context.getNode(), itemIndex: place.itemIndex })),
		);
		files.push(file);
	}
	return files;
}

const fieldsOf = (item: Item): BinaryField[] => {
	return item.names('sampleFields').map((field) => ({ itemIndex: item.index, field }));
};

async function audioFieldsOf({ context, index }: Item): Promise<BinaryField[]> {
	const found: BinaryField[] = [];
	for (const field of binaryFieldsOf(context, index)) {
		const place = { itemIndex: index, field };
		if (await isOfType(context, place, sampleTypes)) found.push(place);
	}
	if (found.length > 0) return found;
	throw inputError(
		'The item has no audio to make a voice from',
		"'Samples From' is set to all audio fields. Check the node that should have produced the recordings.",
	);
}

/** The same field of every input item; each item may name its own by expression. */
function fieldOfEachItem({ context, all }: Item): BinaryField[] {
	return all().flatMap(({ index: itemIndex, names }) => {
		const fields = names('sampleFields');
		if (fields.length > 0) return fields.map((field) => ({ itemIndex, field }));
		const missing = inputError("'Sample Fields' is empty", 'Each item has to bring at least one recording.');
		throw asNodeError(missing, { node: context.getNode(), itemIndex });
	});
}

/** Where the samples of a voice can come from. */
export const sampleSources = ['fields', 'allAudioFields', 'allItems', 'urls'] as const;

/** Where the samples of a voice come from. */
export type SampleSource = (typeof sampleSources)[number];

/** Where they come from, if they come with the items. */
type ItemSource = Exclude<SampleSource, 'urls'>;

/** The recordings a voice is made from, checked and in order. */
export async function voiceSamples(item: Item, source: ItemSource): Promise<SourceFile[]> {
	const places = {
		fields: () => fieldsOf(item),
		allAudioFields: async () => await audioFieldsOf(item),
		allItems: () => fieldOfEachItem(item),
	};
	return await filesOf(item, await places[source](), voiceSample);
}

/** A recording that speech is to sound like, and what marks the same one in other items. */
export interface InstantFile {
	file: SourceFile;
	/** Of n8n's store; without one the file itself. */
	key: string | undefined;
}

/** The recordings that speech is to sound like, checked and in order. */
export async function instantSamples(item: Item): Promise<InstantFile[]> {
	const places = fieldsOf(item);
	const files = await filesOf(item, places, instantSample);
	const binary = item.context.getInputData()[item.index]?.binary;
	return files.map((file, at) => {
		const stored = binary?.[places[at]?.field ?? ''];
		return { file, key: stored?.id ?? stored?.data };
	});
}

/** A recording in a field of the item, which the model can transcribe. */
export const recording = async (item: Item, field: string, model: TranscriptionModel): Promise<InputFile> =>
	await fileOf(item.context, { itemIndex: item.index, field }, recordingKinds[model]);

/** A picture in a field of the item. */
export const coverImage = async (item: Item, field: string): Promise<SourceFile> =>
	await fileOf(item.context, { itemIndex: item.index, field }, cover);

