import { latencies } from '../../fishAudio/speech/settings';
import type { LongSpeechRequest } from '../../fishAudio/speech/speechRequest';
import type { Readers } from '../shared/parameters/readers';

/** Number options that have the same name in the request. */
const numbers = [
	'sampleRate',
	'mp3Bitrate',
	'opusBitrate',
	'speed',
	'volume',
	'temperature',
	'topP',
	'chunkLength',
	'repetitionPenalty',
] as const;

/** Options of one format only; the panel keeps them when the format is changed. */
const onlyFor: Partial<Record<(typeof numbers)[number], string>> = { mp3Bitrate: 'mp3', opusBitrate: 'opus' };

/** The options of the sound that are set: the API's defaults apply to the rest. */
export function soundSettings(options: Readers, format: string): Partial<LongSpeechRequest> {
	const normalizeLoudness = options.flag('normalizeLoudness');
	const normalize = options.flag('normalize');
	const latency = options.choice('latency', latencies);
	return {
		...(options.numbers(numbers.filter((name) => (onlyFor[name] ?? format) === format)) as Partial<LongSpeechRequest>),
		...(normalizeLoudness !== undefined && { normalizeLoudness }),
		...(normalize !== undefined && { normalize }),
		...(latency !== undefined && { latency }),
	};
}
