import { recording } from './sound.mts';

/** Bytes of sound in an event: a tenth of a second of 44.1 kHz. */
export const eventBytes = 8_820;

/** Events of one stretch of text: ten seconds. */
const eventsOfChunk = 100;

/** Words that are timed with each second of sound, about those of speech. */
const wordsASecond = 3;

/** The times of the words that have been heard so far in a stretch of text. */
const alignmentAt = (event: number): object => {
	const words = Math.floor(((event + 1) / 10) * wordsASecond);
	const segments = Array.from({ length: words }, (_, word) => ({
		text: `word${word}`,
		start: word / wordsASecond,
		end: (word + 1) / wordsASecond,
	}));
	return { segments, audio_duration: (event + 1) / 10 };
};

const content = Array.from({ length: (eventsOfChunk / 10) * wordsASecond }, (_, word) => `word${word}`).join(' ');

/** Speech of so many bytes as server-sent events with the times of its words, each repeating those of its stretch before it (August 2026). */
export function* timedRecording(bytes: number): Generator<Buffer> {
	const pieces = recording(bytes);
	let waiting = Buffer.alloc(0);
	for (let at = 0, event = 0; at < bytes; event += 1) {
		while (waiting.length < eventBytes && waiting.length + at < bytes) waiting = Buffer.concat([waiting, pieces.next().value as Buffer]);
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
