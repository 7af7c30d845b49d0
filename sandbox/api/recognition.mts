import { setTimeout as sleep } from 'node:timers/promises';
import { recordingPrice } from '../account.mts';
import { mediaOf } from '../audioLength.mts';
import { audioTypeOf, type AudioType } from '../audioType.mts';
import { json, type Answer } from '../http/answer.mts';
import { RecognitionFailure, toldBy, upstreamTimeout, withRequestId } from '../recognition/failure.mts';
import { sentencesOf, type Sentence } from '../recognition/heard.mts';
import { recognitionModelOf, type RecognitionModel } from '../recognition/model.mts';
import { recognitionRequestOf } from '../recognition/request.mts';
import { isSilent } from '../recognition/silence.mts';
import { plainTranscript, proTranscript } from '../recognition/transcript.mts';
import { languageOf } from '../speech/language.mts';
import type { World } from '../world.mts';
import type { Route } from './route.mts';
import { readRecording, type RecordingFile, type SentRecording } from './sentRecording.mts';

const UNKNOWN = 'The sandbox does not know this recording.';

interface Recording extends RecordingFile {
	type: AudioType;
	seconds: number;
}

function checkBytes({ bytes }: RecordingFile, type: AudioType | undefined, model: RecognitionModel): void {
	const limit = type === 'mp3' || type === 'opus' ? model.largestPacked : model.largest;
	if (bytes > limit)
		throw new RecognitionFailure('request_too_large', `The audio has ${bytes} bytes; it may have ${limit}`);
}

/** @throws RecognitionFailure for audio that the model does not accept. */
async function checkedRecording(file: RecordingFile, model: RecognitionModel): Promise<Recording> {
	const type = audioTypeOf(file.head);
	checkBytes(file, type, model);
	const media = type && model.types.has(type) ? await mediaOf(file.path) : undefined;
	if (!type || !media || (media.hasVideo && !model.video))
		throw new RecognitionFailure('invalid_audio', 'The audio is empty, damaged or of a format that is not supported');
	const { seconds } = media;
	if (seconds > model.longest)
		throw new RecognitionFailure(
			'audio_too_long',
			`The audio lasts ${seconds.toFixed(2)} seconds; it may last ${model.longest}`,
		);
	if (seconds < model.shortest)
		throw new RecognitionFailure('audio_too_short', `The audio lasts ${seconds.toFixed(3)} seconds`);
	return { ...file, type, seconds };
}

/** The next text that a test wants to be heard. */
function misheard({ settings }: World): string | undefined {
	const { heard: wanted } = settings;
	if (!Array.isArray(wanted)) return wanted ?? undefined;
	const [next, ...later] = wanted;
	if (later.length > 0) settings.heard = later;
	return next;
}

/** What was said. The sandbox knows this only of recordings that it has spoken itself. */
async function heard(world: World, { hash, path, type, head, seconds }: Recording): Promise<Sentence[]> {
	const wrong = misheard(world);
	if (wrong !== undefined) return wrong ? [{ speaker: 0, text: wrong, tagged: wrong, start: 0, end: seconds }] : [];
	const known = world.recordings.find(hash);
	// An encoder may drop the last samples.
	if (known) return sentencesOf(known).map((sentence) => ({ ...sentence, end: Math.min(sentence.end, seconds) }));
	if (await isSilent(path, type, head)) return [];
	return [{ speaker: 0, text: UNKNOWN, tagged: UNKNOWN, start: 0, end: seconds }];
}

function withEvent(sentences: Sentence[], event: string | null): Sentence[] {
	if (event === null) return sentences;
	return sentences.map((sentence, index) =>
		index === 0 ? { ...sentence, tagged: `[${event}] ${sentence.tagged}` } : sentence,
	);
}

async function recognise(world: World, sent: SentRecording, model: RecognitionModel): Promise<Answer> {
	const { settings, account } = world;
	const request = recognitionRequestOf(sent.value(), model.pro);
	if (!sent.file) throw new RecognitionFailure('invalid_request', 'audio is missing');
	const recording = await checkedRecording(sent.file, model);
	const { seconds } = recording;
	if (settings.latencyMs > 0) await sleep(settings.latencyMs);
	if (!model.pro && seconds > settings.longestTranscribe1Seconds) throw upstreamTimeout();
	const sentences = withEvent(await heard(world, recording), settings.soundEvent);
	if (sentences.length === 0 && !(model.pro && settings.silenceIsEmpty)) throw upstreamTimeout();
	account.charge(recordingPrice(seconds));
	// The sandbox cannot tell the language of recordings that it has not spoken itself.
	const language = languageOf(sentences.map(({ text }) => (text === UNKNOWN ? '' : text)).join(' '));
	if (model.pro) return withRequestId({ ...proTranscript(sentences, seconds, request), ...language });
	return json(200, { ...plainTranscript(sentences, seconds, request), ...language });
}

async function answer(world: World, sent: SentRecording, model: RecognitionModel): Promise<Answer> {
	try {
		return await recognise(world, sent, model);
	} catch (error) {
		throw error instanceof RecognitionFailure ? toldBy(error, model.pro) : error;
	}
}

export const recognition: Route = {
	method: 'POST',
	path: /^\/v1\/asr$/,
	costs: () => true,
	async read(world, exchange) {
		const sent = await readRecording(world, exchange);
		const pieces = sent.file && world.recordings.find(sent.file.hash);
		const text = pieces?.map((piece) => piece.text).join(' ') ?? '';
		const model = recognitionModelOf(exchange.header('model'), world.settings.oldModelsEnded);
		return { text, run: () => answer(world, sent, model), dispose: () => sent.dispose() };
	},
};
