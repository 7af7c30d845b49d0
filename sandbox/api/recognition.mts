import { setTimeout as sleep } from 'node:timers/promises';
import { recordingPrice } from '../account.mts';
import { secondsOf } from '../audioLength.mts';
import { audioTypeOf } from '../audioType.mts';
import { checkRecognitionRequest } from '../contract.mts';
import { ApiError } from '../errors.mts';
import { json, type Answer } from '../http/answer.mts';
import { rounded, type Segment } from '../speech/alignment.mts';
import { languageOf } from '../speech/language.mts';
import type { World } from '../world.mts';
import type { Route } from './route.mts';
import { readRecording, type RecordingFile, type SentRecording } from './sentRecording.mts';

const LARGEST_BYTES = 20_000_000;
const SHORTEST_SECONDS = 1;
const LONGEST_SECONDS = 3600;
const UNKNOWN = 'The sandbox does not know this recording.';

async function checkedSeconds({ path, bytes, head }: RecordingFile): Promise<number> {
	if (bytes === 0) throw new ApiError(400, 'audio is empty');
	if (bytes > LARGEST_BYTES) throw new ApiError(400, `audio has ${bytes} bytes; it may have ${LARGEST_BYTES}`);
	const seconds = audioTypeOf(head) && (await secondsOf(path));
	if (seconds === undefined) throw new ApiError(400, 'audio is not wav, mp3, m4a, opus or flac audio');
	if (seconds < SHORTEST_SECONDS || seconds > LONGEST_SECONDS) {
		throw new ApiError(400, `audio must last from 1 second to 60 minutes, not ${seconds.toFixed(2)} seconds`);
	}
	return seconds;
}

/** What was said, sentence by sentence; the sandbox has no ears, and knows only what it has spoken itself. */
function heard(world: World, hash: string, seconds: number): { known: boolean; sentences: Segment[] } {
	const pieces = world.recordings.find(hash);
	if (!pieces) return { known: false, sentences: [{ text: UNKNOWN, start: 0, end: seconds }] };
	return { known: true, sentences: pieces.filter(({ text }) => text !== '') };
}

function transcript(world: World, { hash }: RecordingFile, seconds: number, timed: boolean): Record<string, unknown> {
	const { known, sentences } = heard(world, hash, seconds);
	const text = sentences.map((sentence) => sentence.text).join(' ');
	const segments = sentences.map(({ text: words, start, end }) => ({
		text: words,
		start: rounded(start),
		// An encoder may drop the last samples.
		end: rounded(Math.min(end, seconds)),
	}));
	return { text, duration: rounded(seconds), segments: timed ? segments : [], ...(known ? languageOf(text) : {}) };
}

async function answer(world: World, sent: SentRecording): Promise<Answer> {
	const request = checkRecognitionRequest(sent.value());
	if (!request.ok) throw new ApiError(400, request.problem);
	if (!sent.file) throw new ApiError(400, 'audio is missing');
	const seconds = await checkedSeconds(sent.file);
	world.account.charge(recordingPrice(seconds));
	if (world.settings.latencyMs > 0) await sleep(world.settings.latencyMs);
	return json(200, transcript(world, sent.file, seconds, request.value.ignore_timestamps === false));
}

export const recognition: Route = {
	method: 'POST',
	path: /^\/v1\/asr$/,
	async read(world, exchange) {
		const sent = await readRecording(world, exchange);
		const pieces = sent.file && world.recordings.find(sent.file.hash);
		const text = pieces?.map((piece) => piece.text).join(' ') ?? '';
		return { text, run: () => answer(world, sent), dispose: () => sent.dispose() };
	},
};
