import { inputError } from '../../../fishAudio/errors';
import { checkTexts } from '../../../fishAudio/voices/newVoice';
import { isEmpty, oneLine, withoutUnseen } from '../../../text/unseen';
import type { VoiceChoice } from '../../../fishAudio/voices/voiceChoice';
import type { VoiceChanges } from '../../../fishAudio/voices/updateVoice';
import { requiredVoice, type Item } from '../../shared/items/item';
import type { Readers } from '../../shared/parameters/readers';
import { isExpression } from '../../shared/parameters/values';
import { coverImage } from '../../shared/files/samples';
import { tagsField } from '../../shared/fields/filters';
import { voiceItem } from '../../shared/fields/simplifyVoice';
import { voiceField } from '../../shared/fields/voiceField';
import type { PreparedOperation } from './operation';
import { coverImageField, descriptionField, titleField } from './voiceFields';
import { hintAtVisibility, visibilityField, visibilityOf } from './visibility';

interface Update {
	voice: VoiceChoice;
	changes: VoiceChanges;
}

interface ReadyUpdate {
	id: string;
	changes: VoiceChanges;
}

/**
 * The new value of a text. Left empty in the panel, it clears the field. An expression that gives nothing, such as an
 * empty cell of a sheet, changes nothing.
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
	const voice = requiredVoice(item);
	const fields = item.within('updateFields');
	const cover = await coverImage(item, fields);
	const changes = { ...changesOf(item, fields), ...(cover && { coverImage: cover }) };
	if (Object.keys(changes).length === 0) {
		throw inputError(
			'There is nothing to update',
			"Add the fields to change under 'Update Fields'. An expression that gives nothing, such as an empty cell " +
				'of a sheet, changes nothing.',
		);
	}
	return { voice, changes };
}

export const update: PreparedOperation<Update, ReadyUpdate> = {
	name: 'Update',
	action: 'Update a voice',
	description: 'Change the title, description, tags, visibility or picture of a voice',
	forAgents: "Changes one of the account's own voices and returns it: id, title, description, tags and visibility.",
	fields: [
		voiceField('searchOwnVoices', {
			required: true,
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
				coverImageField('Name of the binary field with the new picture, or an expression that gives the file'),
				descriptionField(
					'What the voice is for. Leave it empty in the panel to clear it. An expression that gives nothing ' +
						'changes nothing.',
				),
				tagsField(
					'Words separated by commas. They replace all tags of the voice. Leave it empty in the panel to clear ' +
						'them. An expression that gives nothing changes nothing.',
				),
				titleField('New name of the voice'),
				visibilityField,
			],
		},
	],
	check,
	prepare: async ({ voice, changes }, fishAudio) => ({ id: await fishAudio.titles.idOf(voice), changes }),
	run: async ({ id, changes }, fishAudio, item) => {
		const voice = await fishAudio.voices.update(id, changes);
		hintAtVisibility(item, changes.visibility, voice);
		return [voiceItem(voice, item.flag('simplify'))];
	},
};
