import { encode } from '@msgpack/msgpack';
import { startSandbox, type RunningSandbox } from '../../support/sandbox.mts';
import { callApi, formOf, speakJson, wavOf, type ApiAnswer, type FormPart } from '../api.mts';

/** The path of speech to text. */
export const path = '/v1/asr';

/** A text that the sandbox speaks and recognizes. */
export const sentence = "Hello Anna, your order hasn't shipped. It costs 3.5 dollars.";

/** The model that tells speakers apart. */
export const proModel = 'transcribe-1-pro';

/** Requests word times. */
export const withTimes: FormPart = ['ignore_timestamps', 'false'];

/** Puts the settings of recognition back to what they are at first. */
async function resetRecognition(sandbox: RunningSandbox): Promise<void> {
	await sandbox.clearFaults();
	const usual = {
		longestTranscribe1Seconds: 60,
		silenceIsEmpty: false,
		soundEvent: null,
		oldModelsEnded: false,
		heard: null,
	};
	await sandbox.settings({ credit: 1, latencyMs: 0, concurrency: 5, ...usual });
}

/** Requests to the recognition of a sandbox, and what they need. */
function recognitionOf(sandbox: () => RunningSandbox) {
	const send = (parts: FormPart[], model?: string): Promise<ApiAnswer> =>
		callApi(sandbox(), 'POST', path, { body: formOf(parts), headers: model === undefined ? {} : { model } });
	return {
		send,
		recognise: (audio: Buffer, ...more: FormPart[]) => send([['audio', audio, 'speech'], ...more]),
		pro: (audio: Buffer, ...more: FormPart[]) => send([['audio', audio, 'speech'], ...more], proModel),
		/** The same to pro as MessagePack. */
		packed: (body: unknown) =>
			callApi(sandbox(), 'POST', path, {
				headers: { 'content-type': 'application/msgpack', model: proModel },
				body: new Uint8Array(encode(body)),
			}),
		/** Speech of the sandbox as WAV. */
		spoken: async (words: string, more: object = {}) =>
			(await speakJson(sandbox(), { text: words, format: 'wav', ...more })).bytes,
		credit: async () => Number((await callApi(sandbox(), 'GET', '/wallet/self/api-credit')).json.credit),
	};
}

/** Starts a sandbox for a test file, resets it before each test, and stops it at the end. */
export function setRecognition() {
	let sandbox: RunningSandbox;
	beforeAll(async () => {
		sandbox = await startSandbox({ trainingMs: 0 });
	});
	afterAll(() => sandbox.stop());
	beforeEach(async () => {
		await resetRecognition(sandbox);
	});
	return {
		get sandbox() {
			return sandbox;
		},
		...recognitionOf(() => sandbox),
	};
}

/** A WAV with 8 bits at 4 kHz, so that an hour is small. Only its last PCM value is not silent. */
export function longWav(seconds: number, last = 0xff): Buffer {
	const wav = Buffer.alloc(44 + seconds * 4000, 0x80);
	wavOf(100, 0).copy(wav);
	wav.writeUInt32LE(wav.length - 8, 4);
	for (const [at, value] of [
		[24, 4000],
		[28, 4000],
		[40, wav.length - 44],
	] as const)
		wav.writeUInt32LE(value, at);
	wav.writeUInt16LE(1, 32);
	wav.writeUInt16LE(8, 34);
	wav[wav.length - 1] = last;
	return wav;
}
