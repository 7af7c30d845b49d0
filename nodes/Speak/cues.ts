import type { IDataObject } from 'n8n-workflow';

import type { SpokenCaption } from '../../fishAudio/speech/subtitleSpeech';
import { rounded } from '../shared/items/rounded';

/** The captions of a track for the JSON, with their times and, if there are several speakers, who speaks. */
export const cuesInJson = (captions: SpokenCaption[], names?: string[]): IDataObject[] =>
	captions.map(({ text, speaker, start, end, plannedStart, plannedEnd, speed, late }) => ({
		text,
		...(names && { speaker: names[speaker] ?? '' }),
		start: rounded(start),
		end: rounded(end),
		plannedStart: rounded(plannedStart),
		plannedEnd: rounded(plannedEnd),
		speed,
		late: rounded(late),
	}));
