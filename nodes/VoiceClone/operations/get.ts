import { requiredVoice } from '../../shared/items/item';
import { voiceItem } from '../../shared/fields/simplifyVoice';
import { voiceField } from '../../shared/fields/voiceField';
import type { Operation } from './operation';

export const get: Operation<string> = {
	name: 'Get',
	action: 'Get a voice',
	description: 'Get one voice and its state',
	fields: [voiceField('searchVoices', { description: 'The voice to get' })],
	check: requiredVoice,
	run: async (id, fishAudio, item) => [voiceItem(await fishAudio.voices.get(id), item.flag('simplify'))],
};
