import { latencies } from '../../fishAudio/speech/settings';
import type { LongSpeechRequest } from '../../fishAudio/speech/speechRequest';
import type { Readers } from '../shared/parameters/readers';

/** Numbers that have the same name in the request. */
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

/** Settings of one format only; the panel keeps them when the format is changed. */
const onlyFor: Partial<Record<(typeof numbers)[number], string>> = { mp3Bitrate: 'mp3', opusBitrate: 'opus' };

/** The settings of *Sound* that are set: the API's defaults apply to the rest. */
export function soundSettings(sound: Readers, format: string): Partial<LongSpeechRequest> {
	const normalizeLoudness = sound.flag('normalizeLoudness');
	const normalize = sound.flag('normalize');
	const qualityGuard = sound.flag('qualityGuard');
	const latency = sound.choice('latency', latencies);
	return {
		...(sound.numbers(numbers.filter((name) => (onlyFor[name] ?? format) === format)) as Partial<LongSpeechRequest>),
		...(normalizeLoudness !== undefined && { normalizeLoudness }),
		...(normalize !== undefined && { normalize }),
		...(qualityGuard && { qualityGuard }),
		...(latency !== undefined && { latency }),
	};
}
