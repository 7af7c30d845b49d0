import { text, wholeBodyOf, type Answer } from '../http/answer.mts';
import { isEventStream } from '../http/eventStream.mts';

const FAILURE = 'Error: the synthesis backend is not available';

/** Half of the answer; of an event stream, the last event then is whole as an event, but its JSON is not. */
export async function badJson(answer: Answer): Promise<Answer> {
	const whole = await wholeBodyOf(answer);
	const half = whole.subarray(0, Math.floor(whole.length / 2));
	if (isEventStream(answer.headers)) return { ...answer, body: Buffer.concat([half, Buffer.from('\n\n')]) };
	return { status: answer.status, headers: { 'content-type': 'application/json' }, body: half.length > 0 ? half : Buffer.from('{"_id": ') };
}

/** A message where audio should be. */
export function notAudio(answer: Answer): Answer {
	if (!isEventStream(answer.headers)) return text(200, FAILURE, 'audio/mpeg');
	const audio_base64 = Buffer.from(FAILURE).toString('base64');
	const event = { audio_base64, content: '', alignment: null, chunk_seq: 0, chunk_audio_offset_sec: 0 };
	return { ...answer, body: Buffer.from(`data: ${JSON.stringify(event)}\n\n`) };
}
