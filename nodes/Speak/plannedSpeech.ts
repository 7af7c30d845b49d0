import { estimateSpeech, type SpeechEstimate } from '../../fishAudio/speech/estimate';
import type { LongSpeechRequest } from '../../fishAudio/speech/speechRequest';
import { estimateTrack, piecesOf, type SubtitleTrack } from '../../fishAudio/speech/subtitleTrack';
import { planOf } from '../../fishAudio/speech/textParts';

/** A text or subtitles, and how they are spoken. */
interface Planned {
	request: LongSpeechRequest;
	track: SubtitleTrack | undefined;
}

/** What speaking an item once will take, as far as that is known before. */
export const plannedSpeech = ({ request, track }: Planned): Pick<SpeechEstimate, 'textBytes' | 'parts' | 'seconds'> =>
	track ? estimateTrack(track, request) : estimateSpeech(request);

/** The texts of an item that are spoken by one request each, as they are written. */
export const spokenTexts = ({ request, track }: Planned): string[] =>
	track
		? track.turns.flatMap(({ text }) => piecesOf({ ...request, text }).map((piece) => piece.text))
		: planOf(request).texts;
