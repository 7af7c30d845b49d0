import { headLength } from '../fileType';
import { cut, judgeHead, judgePcm, type AudioFacts, type AudioPromise } from './judges';
import { createPcmWatch } from './pcmWatch';

/** Checks a WAV that has arrived, as `checkAudio` checks one that is arriving. */
export function checkWav(bytes: Uint8Array): AudioFacts & { seconds: number } {
	const promise: AudioPromise = { format: 'wav', sampleRate: undefined, length: undefined, contentType: undefined };
	if (bytes.length === 0) throw cut('is empty');
	judgeHead(bytes.subarray(0, headLength), promise);
	const watch = createPcmWatch('wav');
	watch.take(bytes);
	return { bytes: bytes.length, ...judgePcm(bytes.length, watch, promise) };
}
