import type { VoiceChoice } from '../../../fishAudio/voices/voiceChoice';
import { requiredVoice } from '../../shared/items/item';
import { voiceField } from '../../shared/fields/voiceField';
import type { PreparedOperation } from './operation';

export const remove: PreparedOperation<VoiceChoice, string> = {
	name: 'Delete',
	action: 'Delete a voice',
	description: 'Delete one of your voices permanently',
	fields: [
		voiceField('searchOwnVoices', {
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
