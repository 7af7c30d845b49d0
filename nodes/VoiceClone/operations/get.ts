import { requiredVoice } from '../../shared/items/item';
import { voiceItem } from '../../shared/fields/simplifyVoice';
import { voiceField } from '../../shared/fields/voiceField';
import type { Operation } from './operation';

export const get: Operation<string> = {
	fields: [voiceField('searchVoices', { description: 'The voice to get' })],
	check: requiredVoice,
	run: async (id, fishAudio, item) => [voiceItem(await fishAudio.voices.get(id), item.flag('simplify'))],
};
