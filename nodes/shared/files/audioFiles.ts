import type { IExecuteFunctions } from 'n8n-workflow';

import { isPicture, type FileType } from '../../../audio/fileType';
import { hasOnlySound } from '../../../audio/onlySound';
import { inputError } from '../../../fishAudio/errors';
import { shown } from '../../../text/shown';
import { filesOf, givenFiles, type GivenFile } from './givenFiles';
import { look, openGiven } from './inputFile';

/** Types that may hold pictures beside sound, or notes alone. */
const mixedTypes: FileType[] = ['m4a', 'mov', 'webm', 'wma', 'theora', 'otherOgg', 'protected', 'real', 'midi'];

/** The parameter that messages name, since nobody has named these files. */
const label = 'Samples From';

/**
 * Whether a file is a recording: it says so, or its content does. A video has the container of an M4A recording, and a
 * track more.
 */
async function isAudio(context: IExecuteFunctions, file: GivenFile, types: FileType[]): Promise<boolean> {
	const [claimed] = (file.stored.mimeType ?? '').toLowerCase().split('/');
	if (claimed === 'audio') return true;
	const called = `The file in '${file.field}'`;
	const { type } = await look(context, file, called);
	if (type === undefined || isPicture(type)) return false;
	if (!mixedTypes.includes(type)) return true;
	if (!types.includes(type)) return false;
	return claimed !== 'video' || (await hasOnlySound(openGiven(context, file, called)));
}

/** The files of an item that are recordings, in order. Fails with `input` where none is, and tells what there is. */
export async function audioFiles(
	context: IExecuteFunctions,
	itemIndex: number,
	types: FileType[],
): Promise<GivenFile[]> {
	const given = givenFiles(context, { value: Object.keys(filesOf(context, itemIndex)), label, itemIndex });
	const found: GivenFile[] = [];
	for (const file of given) if (await isAudio(context, file, types)) found.push(file);
	if (found.length > 0) return found;
	const has = given
		.slice(0, 5)
		.map(
			({ field, stored: { fileName, mimeType } }) =>
				`'${shown(fileName ?? field)}'${mimeType === undefined ? '' : ` (${shown(mimeType)})`} in '${shown(field)}'`,
		);
	throw inputError(
		'The item has no audio to make a voice from',
		has.length === 0
			? `'${label}' is set to all audio fields, but the item has no files. Check the node that should have ` +
					'produced the recordings.'
			: [
					`'${label}' is set to all audio fields, but none of its files is only audio: ${has.join(', ')}.`,
					`To take one of them, set '${label}' to 'Fields of the Item' and name its field.`,
				].join(' '),
	);
}
