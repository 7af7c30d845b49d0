import { inputError } from '../../../fishAudio/errors';
import { checkVisibility, type Visibility } from '../../../fishAudio/voice';
import type { VoiceChanges } from '../../../fishAudio/ownVoices';
import { requiredVoice, toNames, type Item } from '../../shared/item';
import { coverImage } from '../../shared/samples';
import { voiceItem } from '../../shared/simplifyVoice';
import { voiceField } from '../../shared/voiceField';
import type { Operation } from './operation';
import { tellVisibility, visibilityField } from './visibility';

interface Update {
	id: string;
	changes: VoiceChanges;
}

function visibilityOf(given: unknown): Visibility | undefined {
	if (given === undefined) return undefined;
	const visibility = String(given);
	checkVisibility(visibility);
	return visibility;
}

/** Unlike elsewhere, an empty text is a change here: it clears the field. */
function changesOf(given: Record<string, unknown>): VoiceChanges {
	// An expression that finds nothing is no wish to change anything.
	const fields = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== null));
	const title = fields.title === undefined ? undefined : String(fields.title).trim();
	if (title === '') {
		throw inputError("'Title' is empty", 'Give the voice a title, or remove the field to keep the old one.');
	}
	const visibility = visibilityOf(fields.visibility);
	return {
		...(title !== undefined && { title }),
		...(fields.description !== undefined && { description: String(fields.description) }),
		...(visibility !== undefined && { visibility }),
		...(fields.tags !== undefined && { tags: toNames(fields.tags) }),
	};
}

async function check(item: Item): Promise<Update> {
	const id = requiredVoice(item);
	const fields = item.raw('updateFields');
	const cover = await coverImage(item, 'updateFields');
	const changes = { ...changesOf(fields), ...(cover && { coverImage: cover }) };
	if (Object.keys(changes).length === 0) {
		throw inputError('There is nothing to update', "Add what is to change under 'Update Fields'.");
	}
	return { id, changes };
}

export const update: Operation<Update> = {
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
					description: 'Name of the binary field with the new picture',
				},
				{
					displayName: 'Description',
					name: 'description',
					type: 'string',
					typeOptions: { rows: 2 },
					default: '',
					placeholder: 'e.g. Voice of our phone menu',
					description: 'What the voice is for; empty clears it',
				},
				{
					displayName: 'Tags',
					name: 'tags',
					type: 'string',
					default: '',
					placeholder: 'e.g. ivr, english',
					description: 'Words separated by commas. They replace all tags the voice has; empty clears them.',
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
		tellVisibility(item, changes.visibility, voice);
		return [voiceItem(voice, item.flag('simplify'))];
	},
};
