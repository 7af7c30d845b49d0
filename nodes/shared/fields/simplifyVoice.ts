import type { IDataObject, INodeExecutionData } from 'n8n-workflow';

import type { Voice } from '../../../fishAudio/voices/voice';
import { voiceUrl } from '../../../fishAudio/voices/voiceId';

/** Fields that only some voices have. */
const marksOf = ({ source, licensed, takedown_category: takedown }: Voice): IDataObject => ({
	...(typeof source === 'string' && source !== '' && { source }),
	...(licensed === true && { licensed }),
	...(typeof takedown === 'string' && takedown !== '' && { takedown }),
});

/** The useful fields of a voice, under plain names. */
export const simplifyVoice = (voice: Voice): IDataObject => ({
	id: voice._id,
	title: voice.title,
	description: voice.description as string,
	state: voice.state,
	visibility: voice.visibility as string,
	tags: voice.tags as string[],
	languages: voice.languages as string[],
	createdAt: voice.created_at,
	url: voiceUrl(voice._id),
	...marksOf(voice),
});

/** A voice as an item: simplified or as the API gives it. */
export const voiceItem = (voice: Voice, simplify: boolean): INodeExecutionData => ({
	json: simplify ? simplifyVoice(voice) : (voice as IDataObject),
});
