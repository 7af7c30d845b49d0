import { inputError } from '../../../fishAudio/errors';
import { checkTexts } from '../../../fishAudio/voices/newVoice';
import { isEmpty, oneLine, withoutUnseen } from '../../../text/unseen';
import type { VoiceChanges } from '../../../fishAudio/voices/updateVoice';
import { requiredVoice, type Item } from '../../shared/items/item';
import type { Readers } from '../../shared/parameters/readers';
import { isExpression } from '../../shared/parameters/values';
import { coverImage } from '../../shared/files/samples';
import { voiceItem } from '../../shared/fields/simplifyVoice';
import { voiceField } from '../../shared/fields/voiceField';
import type { Operation } from './operation';
import { hintAtVisibility, visibilityField, visibilityOf } from './visibility';

interface Update {
	id: string;
	changes: VoiceChanges;
}

/**
 * What a text is changed to. One that is left empty in the panel clears the field; an empty cell of a sheet, or an
 * expression that finds nothing, is no wish to change anything.
 */
function changed<T>(item: Item, name: string, given: T | undefined, empty: T): T | undefined {
	const raw = item.raw(`updateFields.${name}`);
	return given === undefined && typeof raw === 'string' && !isExpression(raw) ? empty : given;
}

function changesOf(item: Item, fields: Readers): VoiceChanges {
	const title = changed(item, 'title', fields.text('title'), '');
	if (title !== undefined && isEmpty(title)) {
		throw inputError("'Title' is empty", 'Give the voice a title, or remove the field to keep the old one.');
	}
	const description = changed(item, 'description', fields.text('description'), '');
	const tags = changed(item, 'tags', fields.names('tags'), []);
	const visibility = visibilityOf(fields);
	const changes = {
		...(title !== undefined && { title: oneLine(title) }),
		...(description !== undefined && { description: withoutUnseen(description) }),
		...(visibility !== undefined && { visibility }),
		...(tags !== undefined && { tags: tags.map(oneLine) }),
	};
	checkTexts(changes);
	return changes;
}

async function check(item: Item): Promise<Update> {
	const id = requiredVoice(item);
	const fields = item.within('updateFields');
	const cover = await coverImage(item, fields);
	const changes = { ...changesOf(item, fields), ...(cover && { coverImage: cover }) };
	if (Object.keys(changes).length === 0) {
		throw inputError(
			'There is nothing to update',
			"Add what is to change under 'Update Fields'. An expression that gives nothing, such as an empty cell of a sheet, changes nothing.",
		);
	}
	return { id, changes };
}

export const update: Operation<Update> = {
	name: 'Update',
	action: 'Update a voice',
	description: 'Change the title, description, tags, visibility or picture of a voice',
	fields: [
		voiceField('searchOwnVoices', {
			description: 'The voice to change, one of your own',
		}),
		{
			displayName: 'Update Fields',
			name: 'updateFields',
			type: 'collection',
			placeholder: 'Add field',
			default: {},
			description: 'What to change; everything else stays as it is',
			options: [
				{
					displayName: 'Cover Image Field',
					name: 'coverImageField',
					type: 'string',
					default: '',
					placeholder: 'e.g. cover',
					description: 'Name of the binary field with the new picture, or the file by expression',
				},
				{
					displayName: 'Description',
					name: 'description',
					type: 'string',
					typeOptions: { rows: 2 },
					default: '',
					placeholder: 'e.g. Voice of our phone menu',
					description:
						'What the voice is for. Left empty in the panel, it is cleared; an expression that gives nothing leaves it as it is.',
				},
				{
					displayName: 'Tags',
					name: 'tags',
					type: 'string',
					default: '',
					placeholder: 'e.g. ivr, english',
					description:
						'Words separated by commas. They replace all tags the voice has. Left empty in the panel, they are cleared; an expression that gives nothing leaves them as they are.',
				},
				{
					displayName: 'Title',
					name: 'title',
					type: 'string',
					default: '',
					placeholder: 'e.g. Anna, warm and calm',
					description: 'New name of the voice',
				},
				visibilityField,
			],
		},
	],
	check,
	run: async ({ id, changes }, fishAudio, item) => {
		const voice = await fishAudio.voices.update(id, changes);
		hintAtVisibility(item, changes.visibility, voice);
		return [voiceItem(voice, item.flag('simplify'))];
	},
};
