import type { FileType } from '../../../audio/fileType';

/** Under which type a file is sent. */
export const mimeTypes: Record<FileType, string> = {
	wav: 'audio/wav',
	mp3: 'audio/mpeg',
	m4a: 'audio/mp4',
	aac: 'audio/aac',
	mov: 'video/quicktime',
	ogg: 'audio/ogg',
	flac: 'audio/flac',
	webm: 'audio/webm',
	aiff: 'audio/aiff',
	caf: 'audio/x-caf',
	amr: 'audio/amr',
	wma: 'audio/x-ms-wma',
	jpeg: 'image/jpeg',
	png: 'image/png',
	webp: 'image/webp',
	gif: 'image/gif',
};

/** Endings under which a type is known; the first is given to a file that has none of them. */
const endings: Record<FileType, string[]> = {
	wav: ['wav', 'wave'],
	mp3: ['mp3'],
	m4a: ['m4a', 'mp4', 'aac'],
	aac: ['aac'],
	mov: ['mov', 'qt'],
	ogg: ['opus', 'ogg', 'oga'],
	flac: ['flac'],
	webm: ['webm', 'weba', 'mkv', 'mka'],
	aiff: ['aiff', 'aif', 'aifc'],
	caf: ['caf'],
	amr: ['amr'],
	wma: ['wma', 'asf', 'wmv'],
	jpeg: ['jpg', 'jpeg'],
	png: ['png'],
	webp: ['webp'],
	gif: ['gif'],
};

/** A file name without a path and without what breaks a header or a disk. Undefined when nothing is left. */
export function safeFileName(given: string): string | undefined {
	const last = given.split(/[/\\]/).pop() ?? '';
	// Shortened first: half a character may be left at the cut.
	const plain = last.slice(0, 200).replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}"<>:|?*]/gu, '');
	return plain.replace(/^[.\s]+|[.\s]+$/g, '') || undefined;
}

/** The first name given that can be one, with an ending of the type. */
export function nameOf(given: Array<string | undefined>, type: FileType): string {
	const name = given.map((one) => safeFileName(one ?? '')).find((one) => one !== undefined) ?? 'file';
	const ending = /\.([^.]+)$/.exec(name)?.[1]?.toLowerCase() ?? '';
	return endings[type].includes(ending) ? name : `${name}.${endings[type][0]}`;
}
