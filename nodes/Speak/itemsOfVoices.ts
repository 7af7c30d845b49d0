import { FishAudioError, isFishAudioError } from '../../fishAudio/errors';
import { inVoice } from './eachVoice';
import { safeFileName } from '../shared/files/fileNames';
import { withMore } from './fileNames';
import type { SpeechItem } from './speechItem';

/** An item for each of its voices, with the voice in the name of its file. One that one voice speaks stays as it is. */
export function itemsOfVoices(item: SpeechItem): SpeechItem[] {
	const { voices, name } = item;
	if (voices.length === 0) return [item];
	return voices.map((among) => ({
		...item,
		voices: [],
		voice: among.choice,
		among,
		name: safeFileName(withMore(item, `_${among.suffix}`)) ?? name,
	}));
}

/** An error of one of several voices says which. */
export const ofVoice =
	({ among }: SpeechItem) =>
	async (error: unknown): Promise<never> => {
		if (among === undefined || !isFishAudioError(error) || error.kind === 'cancelled') throw error;
		throw new FishAudioError(error.kind, error.message + inVoice(error.message, among), error.facts);
	};
