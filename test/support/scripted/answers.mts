import { FishAudioError, type FailureKind } from '../../../fishAudio/errors.ts';

/** An answer of a script. */
export interface Answer {
	status: number;
	headers: Record<string, string | undefined>;
	chunks: Uint8Array[];
	/** Thrown after the chunks. */
	failure?: Error;
	/** Milliseconds of the fake clock before the answer, and before each chunk. */
	delay?: number;
	chunkDelay?: number;
}

export const json = (body: unknown, status = 200, headers: Record<string, string> = {}): Answer => ({
	status,
	headers: { 'content-type': 'application/json', ...headers },
	chunks: [Buffer.from(JSON.stringify(body))],
});

export const plain = (text: string, status = 200, headers: Record<string, string> = {}): Answer => ({
	status,
	headers,
	chunks: [Buffer.from(text)],
});

export const audio = (chunks: Uint8Array | Uint8Array[], headers: Record<string, string> = {}): Answer => ({
	status: 200,
	headers,
	chunks: Array.isArray(chunks) ? chunks : [chunks],
});

export const status = (code: number, headers: Record<string, string> = {}): Answer =>
	json({ status: code, message: `status ${code}` }, code, headers);

export const failure = (kind: FailureKind): FishAudioError => new FishAudioError(kind, `scripted: ${kind}`);

/** The same answer, broken off after a number of chunks. */
export const broken = (
	answer: Answer,
	after = answer.chunks.length,
	error: Error = failure('disconnected'),
): Answer => ({
	...answer,
	chunks: answer.chunks.slice(0, after),
	failure: error,
});
