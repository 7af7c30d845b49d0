import { wordTimes, type Segment } from './alignment.mts';
import type { Spoken, Utterance } from './speak.mts';

/** A chunk of a long text that is timed separately. Its times count from the start of the audio, in seconds. */
export interface ContentChunk {
	seq: number;
	content: string;
	start: number;
	end: number;
	words: Segment[];
}

/** Spoken chunks and the audio produced meanwhile. */
export interface Batch {
	chunks: ContentChunk[];
	bytes: Buffer;
}

/** In characters. */
export interface ChunkLimits {
	max: number;
	/** A shorter chunk takes in the next sentence, whatever its length. */
	min: number;
}

function begun(seq: number, piece: Spoken): ContentChunk {
	const { content, start, end } = piece;
	return { seq, content, start, end, words: wordTimes(piece) };
}

function grow(chunk: ContentChunk, piece: Spoken): void {
	chunk.content += piece.content;
	chunk.end = piece.end;
	chunk.words.push(...wordTimes(piece));
}

const isFull = ({ content }: ContentChunk, piece: Spoken, { max, min }: ChunkLimits): boolean =>
	content.length >= min && content.length + piece.content.length > max;

/** Gathers speech into chunks of text. A chunk waits for the next ones while the encoder holds its audio back. */
export async function* chunked(narration: AsyncIterable<Utterance>, limits: ChunkLimits): AsyncGenerator<Batch> {
	let chunks: ContentChunk[] = [];
	let audio: Uint8Array[] = [];
	let seq = 0;
	for await (const { bytes, piece } of narration) {
		const open = chunks.at(-1);
		if (piece && open && !isFull(open, piece, limits)) grow(open, piece);
		else if (piece) {
			if (audio.length > 0) {
				yield { chunks, bytes: Buffer.concat(audio) };
				[chunks, audio] = [[], []];
			}
			chunks.push(begun(seq, piece));
			seq += 1;
		}
		if (bytes.length > 0) audio.push(bytes);
	}
	yield { chunks, bytes: Buffer.concat(audio) };
}
