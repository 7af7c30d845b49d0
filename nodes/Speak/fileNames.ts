import { captionKinds } from '../shared/files/captionFiles';
import { safeFileName } from '../shared/files/fileNames';
import { kindOf, likelyKindOf, withAddition, withEnding } from './outputFormats';
import type { SpeechItem } from './speechItem';

/** The binary field and the file name of a take. */
export interface TakeName {
	field: string;
	/** With or without its extension. */
	name: string;
}

/** All that the names of an item's files depend on. */
export type Named = Pick<SpeechItem, 'name' | 'field' | 'directory' | 'output' | 'request' | 'captions' | 'takes'>;

/** A file name in the folder of a language. */
export const inFolder = (directory: string | undefined, fileName: string): string =>
	directory === undefined ? fileName : `${directory}/${fileName}`;

/** The name without its extension, which caption files share with their audio. */
export const baseNameOf = (fileName: string): string => fileName.replace(/\.[^.]+$/, '');

/** The name of an item with an addition, before its extension. */
export function withMore({ name, output, request }: Pick<Named, 'name' | 'output' | 'request'>, addition: string) {
	return withAddition(name, addition, likelyKindOf(output, request.sampleRate).extensions);
}

/** The first take has the item's own names, the others a number behind them. */
export function takeName(item: Pick<Named, 'name' | 'field' | 'output' | 'request'>, number: number): TakeName {
	const { field, name } = item;
	if (number === 1) return { field, name };
	const addition = `_take${number}`;
	return { field: `${field}${addition}`, name: withMore(item, addition) };
}

/** The name that the audio of an item will have, with its folder. */
export const likelyFileName = ({ name, directory, output, request }: Omit<Named, 'field' | 'captions' | 'takes'>) =>
	inFolder(directory, withEnding(name, likelyKindOf(output, request.sampleRate).extensions));

/** The extensions that the audio may get. Only its bytes tell which, for Opus. */
const endingsOf = ({ output, request: { sampleRate } }: Named): string[][] => {
	const likely = likelyKindOf(output, sampleRate).extensions;
	return output.format === 'opus' ? [likely, kindOf(output, new Uint8Array(0), 0).extensions] : [likely];
};

/** A path as disks compare it: macOS and Windows ignore case, and macOS the form of accents. */
const comparable = (path: string): string => path.normalize('NFC').toLowerCase();

/** The paths of all files that an item may write, as they are compared. */
export function pathsOf(item: Named): string[] {
	const takes = Array.from({ length: item.takes }, (_, at) => takeName(item, at + 1).name);
	const audio = takes.flatMap((take) => endingsOf(item).map((endings) => withEnding(take, endings)));
	const texts = audio.flatMap((file) => captionKinds(item.captions).map((kind) => `${baseNameOf(file)}.${kind}`));
	return [...new Set([...audio, ...texts].map((file) => comparable(inFolder(item.directory, file))))];
}

const numbered = (item: Named, number: number): string => safeFileName(withMore(item, `-${number}`)) ?? item.name;

/**
 * Names for all items of a run, so that no file overwrites another: where an earlier item has the name already, the
 * later one gets a number. A number never makes a name that another item has by itself.
 */
export function distinctNames(items: Named[]): string[] {
	const own = new Set(items.flatMap(pathsOf));
	const taken = new Set<string>();
	const lastNumbers = new Map<string, number>();
	const withFreeNumber = (item: Named): string => {
		const key = comparable(inFolder(item.directory, item.name));
		for (let number = (lastNumbers.get(key) ?? 1) + 1; ; number++) {
			const name = numbered(item, number);
			if (pathsOf({ ...item, name }).some((path) => taken.has(path) || own.has(path))) continue;
			lastNumbers.set(key, number);
			return name;
		}
	};
	return items.map((item) => {
		const name = pathsOf(item).some((path) => taken.has(path)) ? withFreeNumber(item) : item.name;
		for (const path of pathsOf({ ...item, name })) taken.add(path);
		return name;
	});
}
