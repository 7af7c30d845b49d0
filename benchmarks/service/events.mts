import { recording } from './sound.mts';

/** Bytes of audio per event: a tenth of a second at 44.1 kHz. */
export const eventBytes = 8_820;

/** Events per chunk of text: ten seconds. */
const eventsOfChunk = 100;

/** Timed words per second of audio, about as in speech. */
const wordsASecond = 3;

/** The text of a chunk with punctuation: 30 words. */
const content =
	'I can’t say it’s cold; still, “nobody” came. Was it late? We’d waited for hours, all of us… Then Dr. Smith ' +
	'said: no more! So everyone went home, rather sad.';

/** The words of segments, without punctuation. */
const words = content.match(/[\p{L}’]+/gu)?.map((word) => word.replace('’', '')) ?? [];

/** The times of the words heard so far in a chunk of text. */
const alignmentAt = (event: number): object => {
	const heard = Math.floor(((event + 1) / 10) * wordsASecond);
	const segments = words
		.slice(0, heard)
		.map((text, word) => ({ text, start: word / wordsASecond, end: (word + 1) / wordsASecond }));
	return { segments, audio_duration: (event + 1) / 10 };
};

/**
 * Speech of a given size as server-sent events with word times. Each event repeats the earlier times of its chunk
 * (measured, October 2026).
 */
export function* timedRecording(bytes: number): Generator<Buffer> {
	const pieces = recording(bytes);
	let waiting = Buffer.alloc(0);
	for (let at = 0, event = 0; at < bytes; event += 1) {
		while (waiting.length < eventBytes && waiting.length + at < bytes)
			waiting = Buffer.concat([waiting, pieces.next().value as Buffer]);
		const sound = waiting.subarray(0, eventBytes);
		waiting = waiting.subarray(sound.length);
		at += sound.length;
		const chunk = Math.floor(event / eventsOfChunk);
		const data = JSON.stringify({
			audio_base64: sound.toString('base64'),
			content,
			alignment: alignmentAt(event % eventsOfChunk),
			chunk_seq: chunk,
			chunk_audio_offset_sec: (chunk * eventsOfChunk) / 10,
		});
		yield Buffer.from(`data: ${data}\n\n`);
	}
}
