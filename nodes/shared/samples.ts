import { imageTypes } from '../../audio/fileType';
import { instantSampleTypes, olderRecordingTypes, recordingTypes, sampleTypes } from '../../fishAudio/acceptedTypes';
import { inputError } from '../../fishAudio/errors';
import { shown } from '../../fishAudio/shown';
import type { TranscriptionModel } from '../../fishAudio/checkTranscription';
import type { SourceFile } from '../../fishAudio/upload';
import { audioFiles } from './files/audioFiles';
import type { FileKind } from './files/fileKind';
import { givenFile, givenFiles, type FileParameter, type GivenFile } from './files/givenFiles';
import { fileOf, type InputFile } from './files/inputFile';
import { lineBreak, toList, type Item } from './item';
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

async function opened({ context }: Item, given: GivenFile[], kindOf: (number: number) => FileKind): Promise<InputFile[]> {
	const files: InputFile[] = [];
	for (const one of given) {
		const file = await fileOf(context, one, kindOf(files.length + 1)).catch((error: unknown) =>
			// With all items together, the fault lies with the item that brought the sample.
			Promise.reject(asNodeError(error, { node: context.getNode(), itemIndex: one.itemIndex })),
		);
		files.push(file);
	}
	return files;
}

/** A parameter that names files, as it is set for an item. */
const parameterOf = ({ context, index }: Item, name: string, label: string, itemIndex = index): FileParameter => ({
	value: context.getNodeParameter(name, itemIndex, null),
	label,
	itemIndex,
});

const sampleFieldsOf = (item: Item, itemIndex?: number): GivenFile[] =>
	givenFiles(item.context, parameterOf(item, 'sampleFields', 'Sample Fields', itemIndex));

/** The same field of every input item; each item may name its own by expression. */
function fieldOfEachItem(item: Item): GivenFile[] {
	const { context } = item;
	return context.getInputData().flatMap((_, itemIndex) => {
		const fail = (error: unknown): never => {
			throw asNodeError(error, { node: context.getNode(), itemIndex });
		};
		try {
			const given = sampleFieldsOf(item, itemIndex);
			if (given.length > 0) return given;
		} catch (error) {
			return fail(error);
		}
		return fail(inputError("'Sample Fields' is empty", 'Each item has to bring at least one recording.'));
	});
}

/** Where the samples of a voice come from, if they come with the items. */
type ItemSource = 'fields' | 'allAudioFields' | 'allItems';

/** Where the samples of a voice come from. */
export type SampleSource = ItemSource | 'urls';

/** The recordings a voice is made from, checked and in order. */
export async function voiceSamples(item: Item, source: ItemSource): Promise<SourceFile[]> {
	const places = new Map<string, () => GivenFile[] | Promise<GivenFile[]>>([
		['fields', () => sampleFieldsOf(item)],
		['allAudioFields', async () => await audioFiles(item.context, item.index, sampleTypes)],
		['allItems', () => fieldOfEachItem(item)],
	]);
	const placesOf = places.get(source);
	if (!placesOf) throw inputError(`'Samples From' cannot be '${shown(source)}'`, 'Choose one of the list.');
	return await opened(item, await placesOf(), voiceSample);
}

/** A recording that speech is to sound like, and what marks the same one in other items. */
export interface InstantFile {
	file: SourceFile;
	key: string;
}

/** The recordings that speech is to sound like, checked and in order. */
export async function instantSamples(item: Item): Promise<InstantFile[]> {
	const files = await opened(item, sampleFieldsOf(item), instantSample);
	return files.map((file) => ({ file, key: file.key }));
}

/** A recording that the item gives, which the model can transcribe. */
export async function recording(item: Item, model: TranscriptionModel): Promise<InputFile> {
	const label = 'Input Binary Field';
	const given = givenFile(item.context, parameterOf(item, 'binaryPropertyName', label));
	if (!given) throw inputError(`'${label}' is empty`, "Enter the name of the binary field with the recording, such as 'data'.");
	return await fileOf(item.context, given, recordingKinds[model]);
}

/** A picture that the item gives in the collection of this name; undefined where none is named. */
export async function coverImage(item: Item, collection: 'options' | 'updateFields'): Promise<SourceFile | undefined> {
	const given = givenFile(item.context, parameterOf(item, `${collection}.coverImageField`, 'Cover Image Field'));
	return given && (await fileOf(item.context, given, cover));
}

/** Transcripts, one for each sample: a list by expression, or one a line; for a single sample all of the text. */
export function transcriptsOf(value: unknown, samples: number): string[] {
	if (samples === 1 && typeof value === 'string') {
		const text = toList(value, lineBreak).join(' ');
		return text === '' ? [] : [text];
	}
	return toList(value, lineBreak);
}
