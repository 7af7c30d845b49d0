import { estimateSpeech, type SpeechEstimate } from '../../fishAudio/speech/estimate';
import { estimateTrack } from '../../fishAudio/speech/subtitleTrack';
import type { SpeechItem } from './speechItem';

/** What speaking an item once will take, as far as that is known before. */
export const plannedSpeech = ({
	request,
	track,
}: Pick<SpeechItem, 'request' | 'track'>): Pick<SpeechEstimate, 'textBytes' | 'parts' | 'seconds'> =>
	track ? estimateTrack(track, request.model) : estimateSpeech(request);
