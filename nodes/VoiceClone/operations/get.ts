import type { VoiceChoice } from '../../../fishAudio/voices/voiceChoice';
import { requiredVoice } from '../../shared/items/item';
import { voiceItem } from '../../shared/fields/simplifyVoice';
import { voiceField } from '../../shared/fields/voiceField';
import type { PreparedOperation } from './operation';

export const get: PreparedOperation<VoiceChoice, string> = {
	name: 'Get',
	action: 'Get a voice',
	description: 'Get one voice and its state',
	forAgents:
		'Reads one voice and returns its id, title, state, languages, tags and url. It can speak only if state is trained.',
	fields: [voiceField('searchVoices', { required: true, description: 'The voice to get' })],
	check: requiredVoice,
	prepare: async (voice, fishAudio) => await fishAudio.titles.idOf(voice),
	run: async (id, fishAudio, item) => [voiceItem(await fishAudio.voices.get(id), item.flag('simplify'))],
};
