import type { IExecuteFunctions } from 'n8n-workflow';

import { isPicture, type FileType } from '../../../audio/fileType';
import { hasOnlySound } from '../../../audio/onlySound';
import { inputError } from '../../../fishAudio/errors';
import { shown } from '../../../text/shown';
import { filesOf, givenFiles, type GivenFile } from './givenFiles';
import { look, openGiven } from './inputFile';

/** Types that may also contain video, or only notes (MIDI). */
const mixedTypes: FileType[] = ['m4a', 'mov', 'webm', 'wma', 'theora', 'otherOgg', 'protected', 'real', 'midi'];

/** The parameter that messages name: the user has not named the files themselves. */
const label = 'Samples From';

/**
 * Whether a file is a recording, by its MIME type or its content. A video can have the same container as a recording,
 * but has one more track.
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

/** The recordings among an item's files, in order. If there are none, fails with `input` and lists the files. */
export async function audioFiles(
	context: IExecuteFunctions,
	itemIndex: number,
	types: FileType[],
): Promise<GivenFile[]> {
	const given = givenFiles(context, { value: Object.keys(filesOf(context, itemIndex)), label, itemIndex });
	const found: GivenFile[] = [];
	for (const file of given) if (await isAudio(context, file, types)) found.push(file);
	if (found.length > 0) return found;
	const listed = given
		.slice(0, 5)
		.map(
			({ field, stored: { fileName, mimeType } }) =>
				`'${shown(fileName ?? field)}'${mimeType === undefined ? '' : ` (${shown(mimeType)})`} in '${shown(field)}'`,
		);
	throw inputError(
		'The item has no audio to make a voice from',
		listed.length === 0
			? `'${label}' takes all audio of the item, but it has no files. Check the node that should have produced ` +
					'the recordings.'
			: [
					`'${label}' takes all audio of the item, but none of its files contains only audio: ` +
						`${listed.join(', ')}.`,
					`To use one of them, set '${label}' to 'One Voice per Item' and name its field.`,
				].join(' '),
	);
}
