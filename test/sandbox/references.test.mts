import { encode } from '@msgpack/msgpack';
import { startSandbox, type RunningSandbox } from '../support/sandbox.mts';
import { callApi, speakJson, wavOf } from './api.mts';
import { aacOf, repacked } from './containers.mts';

let sandbox: RunningSandbox;
beforeAll(async () => {
	sandbox = await startSandbox({ speech: 'tone' });
});
afterAll(() => sandbox.stop());

const speakPacked = (reference: unknown) =>
	callApi(sandbox, 'POST', '/v1/tts', {
		headers: { 'content-type': 'application/msgpack' },
		body: new Uint8Array(encode({ text: 'Hi.', references: [reference] })),
	});

const NOT_VALID = 'Reference Audio is not valid, please check your reference audio';
const bytes = (buffer: Uint8Array) => new Uint8Array(buffer);

test.each([
	['no bytes', new Uint8Array(0)],
	['bytes that are not audio', new Uint8Array(4000)],
	['raw PCM', bytes(wavOf(100).subarray(44))],
	['only the start of an Ogg file', bytes(Buffer.from('OggS\0\x02\0\0\0\0\0\0'))],
	['AAC without a container', bytes(aacOf(1))],
	['base64', wavOf(100).toString('base64')],
	['a data URL', `data:audio/wav;base64,${wavOf(100).toString('base64')}`],
])('a reference of %s is not valid', async (_what, audio) => {
	const { status, json } = await speakPacked({ audio, text: 'a' });
	expect([status, json]).toEqual([400, { message: NOT_VALID, status: 400 }]);
});

test.each(['', 'What was said.', 'Something else.'])('the text of a reference does not matter: "%s"', async (text) => {
	expect((await speakPacked({ audio: bytes(wavOf(100)), text })).status).toBe(200);
});

/** A FLAC file with a valid header: 44.1 kHz, mono, 16 bits, and its length. */
function flacOf(seconds: number): Buffer {
	const info = Buffer.alloc(34);
	info.writeUInt16BE(4096, 0);
	info.writeUInt16BE(4096, 2);
	info.writeBigUInt64BE((44_100n << 44n) | (15n << 36n) | BigInt(seconds * 44_100), 10);
	return Buffer.concat([Buffer.from('fLaC'), Buffer.from([0x80, 0, 0, 34]), info, Buffer.alloc(8000)]);
}

const spoken = (format: string) => sandbox.ttsBytes({ text: 'Hello.', format });

test.each<[what: string, make: () => Promise<Buffer> | Buffer]>([
	['WAV', () => wavOf(120)],
	['WAV with placeholder sizes', () => spoken('wav')],
	['MP3', () => spoken('mp3')],
	['FLAC', () => flacOf(3)],
	['M4A (AAC)', () => repacked(aacOf(2), 'mp4')],
	['Ogg (Opus)', () => spoken('opus')],
	['WebM (Opus)', async () => repacked(await spoken('opus'), 'webm')],
])('%s is accepted by its bytes', async (_what, make) => {
	const { status } = await speakPacked({ audio: bytes(await make()), text: '' });
	expect(status).toBe(200);
});

test('bytes as numbers in JSON are accepted and give the same voice', async () => {
	const wav = wavOf(150);
	const inJson = await speakJson(sandbox, { text: 'Hi.', references: [{ audio: [...wav], text: 'a' }] });
	expect(inJson.status).toBe(200);
	expect(inJson.bytes.equals((await speakPacked({ audio: bytes(wav), text: 'a' })).bytes)).toBe(true);
});

test('376 seconds of decoded audio are accepted, 378 are not, however small the file', async () => {
	expect((await speakPacked({ audio: bytes(wavOf(100, 376)), text: 'a' })).status).toBe(200);
	for (const audio of [wavOf(100, 378), flacOf(378)]) {
		const { status, json } = await speakPacked({ audio: bytes(audio), text: 'a' });
		expect([status, json.message]).toEqual([400, 'Reference audio too long']);
	}
});
