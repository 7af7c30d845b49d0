import { text, bodyBytesOf, type Answer } from '../http/answer.mts';
import { blankAudio } from '../speech/blank.mts';

const FAILURE = 'Error: the synthesis backend is not available';

/** Half of the answer. In an event stream the last event is complete, but its JSON is cut. */
export async function badJson(answer: Answer): Promise<Answer> {
	const complete = await bodyBytesOf(answer);
	const half = complete.subarray(0, Math.floor(complete.length / 2));
	if (answer.events) return { ...answer, body: Buffer.concat([half, Buffer.from('\n\n')]) };
	return {
		status: answer.status,
		headers: { 'content-type': 'application/json' },
		body: half.length > 0 ? half : Buffer.from('{"_id": '),
	};
}

function oneEvent(answer: Answer, audio: Buffer): Answer {
	const event = {
		audio_base64: audio.toString('base64'),
		content: '',
		alignment: null,
		chunk_seq: 0,
		chunk_audio_offset_sec: 0,
	};
	return { ...answer, body: Buffer.from(`data: ${JSON.stringify(event)}\n\n`) };
}

/** A message in place of audio. */
export function notAudio(answer: Answer): Answer {
	return answer.events ? oneEvent(answer, Buffer.from(FAILURE)) : text(200, FAILURE, 'audio/mpeg');
}

/** A moment of silence in place of speech. Other answers stay unchanged. */
export function blank(answer: Answer): Answer {
	if (!answer.audio) return answer;
	const silence = blankAudio(answer.audio);
	return answer.events ? oneEvent(answer, silence) : { ...answer, body: chunk(silence) };
}

/** Sent without a length in the header, as speech is. */
async function* chunk(bytes: Buffer): AsyncGenerator<Uint8Array> {
	yield bytes;
}

/** A page without its last items that says there are more. Other answers stay unchanged. */
export async function shortPage(answer: Answer, missing: number): Promise<Answer> {
	const page: unknown =
		answer.status === 200 && answer.headers['content-type'] === 'application/json'
			? JSON.parse((await bodyBytesOf(answer)).toString())
			: null;
	if (typeof page !== 'object' || page === null || !('items' in page) || !Array.isArray(page.items)) return answer;
	const items = page.items.slice(0, Math.max(0, page.items.length - missing));
	return { ...answer, body: Buffer.from(JSON.stringify({ ...page, items, has_more: true })) };
}
