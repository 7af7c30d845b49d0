import type { IDataObject, INodeExecutionData } from 'n8n-workflow';

import type { Voice } from '../../fishAudio/voice';
import { voiceUrl } from '../../fishAudio/voiceId';

/** The fields of a voice that people work with, under plain names. */
export const simplifyVoice = (voice: Voice): IDataObject => ({
	id: voice._id,
	title: voice.title,
	description: voice.description as string,
	state: voice.state,
	visibility: voice.visibility as string,
	tags: voice.tags as string[],
	languages: voice.languages as string[],
	createdAt: voice.created_at,
	updatedAt: voice.updated_at as string,
	url: voiceUrl(voice._id),
});

/** A voice as an item: simplified, or all that the API gives. */
export const voiceItem = (voice: Voice, simplify: boolean): INodeExecutionData => ({
	json: simplify ? simplifyVoice(voice) : (voice as IDataObject),
});
