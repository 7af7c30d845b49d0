import { requiredVoice } from '../../shared/item';
import { voiceItem } from '../../shared/simplifyVoice';
import { voiceField } from '../../shared/voiceField';
import type { Operation } from './operation';

export const get: Operation<string> = {
	fields: [voiceField('searchVoices', { description: 'The voice to get' })],
	check: requiredVoice,
	run: async (id, fishAudio, item) => [voiceItem(await fishAudio.voices.get(id), item.flag('simplify'))],
};
