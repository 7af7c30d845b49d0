import type { RunningSandbox } from '../support/sandbox.mts';

export interface ApiAnswer {
	status: number;
	headers: Headers;
	bytes: Buffer;
	/** The decoded JSON; undefined if the body is not JSON. */
	json: any;
}

/** Calls the sandbox's API like any HTTP client, with the right key. */
export async function callApi(
	sandbox: RunningSandbox,
	method: string,
	path: string,
	init: RequestInit = {},
): Promise<ApiAnswer> {
	const headers = { authorization: `Bearer ${sandbox.key}`, ...(init.headers as Record<string, string> | undefined) };
	const response = await fetch(`${sandbox.url}${path}`, { ...init, method, headers });
	const bytes = Buffer.from(await response.arrayBuffer());
	const isJson = response.headers.get('content-type')?.startsWith('application/json') ?? false;
	return {
		status: response.status,
		headers: response.headers,
		bytes,
		json: isJson ? JSON.parse(bytes.toString()) : undefined,
	};
}

export function speakJson(sandbox: RunningSandbox, body: unknown, model?: string): Promise<ApiAnswer> {
	const headers = { 'content-type': 'application/json', ...(model === undefined ? {} : { model }) };
	return callApi(sandbox, 'POST', '/v1/tts', { headers, body: JSON.stringify(body) });
}

/** A sawtooth, which has many overtones like a voice: 16 kHz, 16-bit mono WAV. */
export function wavOf(hertz: number, seconds = 1): Buffer {
	const rate = 16_000;
	const samples = Math.round(rate * seconds);
	const wav = Buffer.alloc(44 + samples * 2);
	wav.write('RIFF', 0, 'latin1');
	wav.writeUInt32LE(36 + samples * 2, 4);
	wav.write('WAVEfmt ', 8, 'latin1');
	wav.writeUInt32LE(16, 16);
	wav.writeUInt16LE(1, 20);
	wav.writeUInt16LE(1, 22);
	wav.writeUInt32LE(rate, 24);
	wav.writeUInt32LE(rate * 2, 28);
	wav.writeUInt16LE(2, 32);
	wav.writeUInt16LE(16, 34);
	wav.write('data', 36, 'latin1');
	wav.writeUInt32LE(samples * 2, 40);
	for (let i = 0; i < samples; i += 1)
		wav.writeInt16LE(Math.round((((i * hertz) / rate) % 1) * 16_000 - 8_000), 44 + i * 2);
	return wav;
}

export type FormPart = [name: string, value: string] | [name: string, value: Buffer, filename: string];

export function formOf(parts: FormPart[]): FormData {
	const form = new FormData();
	for (const [name, value, filename] of parts) {
		if (typeof value === 'string') form.append(name, value);
		else form.append(name, new Blob([new Uint8Array(value)]), filename);
	}
	return form;
}

/** The fields of a private voice with one sample. */
export const goodVoice: readonly FormPart[] = [
	['type', 'tts'],
	['train_mode', 'fast'],
	['title', 'Anna'],
	['visibility', 'private'],
	['voices', wavOf(120), 'anna.wav'],
];

export function createVoice(sandbox: RunningSandbox, parts: readonly FormPart[] = goodVoice): Promise<ApiAnswer> {
	return callApi(sandbox, 'POST', '/model', { body: formOf([...parts]) });
}
