import type { VoiceChoice } from '../../../fishAudio/voices/voiceChoice';
import { requiredVoice } from '../../shared/items/item';
import { voiceField } from '../../shared/fields/voiceField';
import type { PreparedOperation } from './operation';

export const remove: PreparedOperation<VoiceChoice, string> = {
	name: 'Delete',
	action: 'Delete a voice',
	description: 'Delete one of your voices permanently',
	forAgents: "Deletes one of the account's own voices permanently. Returns deleted, which is true, and the id.",
	fields: [
		voiceField('searchOwnVoices', {
			required: true,
			description: 'The voice to delete, one of your own. This cannot be undone.',
		}),
	],
	check: requiredVoice,
	prepare: async (voice, fishAudio) => await fishAudio.titles.idOf(voice),
	run: async (id, fishAudio) => {
		await fishAudio.voices.delete(id);
		return [{ json: { deleted: true, id } }];
	},
};
