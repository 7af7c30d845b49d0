import { encode } from '@msgpack/msgpack';
import { randomUUID } from 'node:crypto';

import type { Cleanup } from '../terminal/cleanup.mts';
import { Made } from './made.mts';
import { listAt, textAt } from './read.mts';

export type Part = [name: string, value: string] | [name: string, value: Buffer, filename: string];

/** The contents of a request, with at most one of the four bodies. */
export interface Contents {
	/** The `model` header. */
	model?: string;
	json?: unknown;
	packed?: unknown;
	form?: Part[];
	/** A raw body and its media type. */
	raw?: { body: string; type: string };
	/** A key other than the account's. */
	key?: string;
}

export interface Answer {
	status: number;
	headers: Headers;
	bytes: Buffer;
	text: string;
	/** Undefined if the body is not JSON. */
	json: unknown;
}

export interface Account {
	baseUrl: string;
	key: string;
}

const TIMEOUT_MS = 240_000;
/** For requests that continue after Ctrl-C. */
const CHANGE_TIMEOUT_MS = 60_000;
/** The free model of speech. */
export const FREE = 's2.1-pro-free';
/** The transcription model that separates speakers. */
export const PRO = 'transcribe-1-pro';
export const VOICES = '/model';
export const DICTIONARIES = '/v1/pronunciation-dictionaries';

function bodyOf({ json, packed, form, raw }: Contents): {
	body?: string | Uint8Array<ArrayBuffer> | FormData;
	type?: string;
} {
	if (json !== undefined) return { body: JSON.stringify(json), type: 'application/json' };
	if (packed !== undefined) return { body: new Uint8Array(encode(packed)), type: 'application/msgpack' };
	if (raw) return raw;
	if (!form) return {};
	const body = new FormData();
	for (const [name, value, filename] of form) {
		if (typeof value === 'string') body.append(name, value);
		else body.append(name, new Blob([new Uint8Array(value)]), filename);
	}
	return { body };
}

function parsed(text: string): unknown {
	try {
		return JSON.parse(text) as unknown;
	} catch {
		return undefined;
	}
}

/**
 * The service as facts see it: plain requests without retries, shared answers, and a record of what was created.
 */
export class Api {
	readonly #account: Account;
	readonly #stopping: AbortSignal;
	readonly #made: Made;
	readonly #kept = new Map<string, Promise<unknown>>();
	/** In the title of all voices and dictionaries created. A voice is found by it even if the answer was lost. */
	readonly mark = `check-live-${randomUUID().slice(0, 8)}`;

	constructor(account: Account, cleanup: Cleanup) {
		this.#account = account;
		this.#stopping = cleanup.signal;
		this.#made = new Made(cleanup);
	}

	/** What could not be removed from the account. */
	get left(): string[] {
		return this.#made.left;
	}

	/** One request. @throws if there is no answer */
	ask(method: string, path: string, contents: Contents = {}): Promise<Answer> {
		return this.#send(method, path, contents, this.#stopping);
	}

	/** Speech, in the contract's fields. Default: the free model. */
	speak(body: Record<string, unknown>, model = FREE): Promise<Answer> {
		return this.ask('POST', '/v1/tts', { json: body, model });
	}

	/** Transcribes audio, with additional form fields. */
	transcribe(audio: Buffer, model: string | undefined, ...more: Part[]): Promise<Answer> {
		return this.ask('POST', '/v1/asr', {
			form: [['audio', audio, 'audio'], ...more],
			...(model === undefined ? {} : { model }),
		});
	}

	/** Creates a voice with a sample and additional form fields; it is removed at the end. */
	makeVoice(sample: Buffer, ...more: Part[]): Promise<Answer> {
		const form: Part[] = [
			['type', 'tts'],
			['train_mode', 'fast'],
			['title', this.mark],
			['voices', sample, 'sample.wav'],
			...more,
		];
		return this.#make(VOICES, { form }, '_id');
	}

	/** Creates an empty dictionary; it is removed at the end. */
	makeDictionary(): Promise<Answer> {
		return this.#make(DICTIONARIES, { json: { name: this.mark } }, 'id');
	}

	/** One answer per name, shared by all facts that ask for it. */
	once<T>(name: string, make: () => Promise<T>): Promise<T> {
		const kept = (this.#kept.get(name) as Promise<T> | undefined) ?? make();
		this.#kept.set(name, kept);
		return kept;
	}

	/** Whether the shared answer of this name has been requested. */
	has(name: string): boolean {
		return this.#kept.has(name);
	}

	async #make(path: string, contents: Contents, id: string): Promise<Answer> {
		if (this.#stopping.aborted) throw new Error('Stopped');
		this.#made.add('voices of this check', () => this.#removeMarked());
		return this.#made.during(
			this.#send('POST', path, contents).then((answer) => {
				const made = textAt(answer.json, id);
				if (made !== '') this.#made.add(`${path}/${made}`, () => this.#remove(`${path}/${made}`));
				return answer;
			}),
		);
	}

	async #remove(path: string): Promise<void> {
		const { status } = await this.#send('DELETE', path, {});
		if (status >= 300 && status !== 404) throw new Error(`${path} is still there: ${status}`);
	}

	/** Removes the voices whose title begins with the mark: nothing else identifies one whose answer was lost. */
	async #removeMarked(): Promise<void> {
		const { json } = await this.#send('GET', `${VOICES}?self=true&page_size=100&title=${this.mark}`, {});
		for (const voice of listAt(json, 'items')) {
			if (textAt(voice, 'title').startsWith(this.mark)) await this.#remove(`${VOICES}/${textAt(voice, '_id')}`);
		}
	}

	async #send(method: string, path: string, contents: Contents, stopping?: AbortSignal): Promise<Answer> {
		const { baseUrl, key } = this.#account;
		const { body, type } = bodyOf(contents);
		const headers = {
			authorization: `Bearer ${contents.key ?? key}`,
			...(type === undefined ? {} : { 'content-type': type }),
			...(contents.model === undefined ? {} : { model: contents.model }),
		};
		const late = AbortSignal.timeout(stopping ? TIMEOUT_MS : CHANGE_TIMEOUT_MS);
		const signal = stopping ? AbortSignal.any([late, stopping]) : late;
		const response = await fetch(`${baseUrl}${path}`, {
			method,
			headers,
			signal,
			...(body === undefined ? {} : { body }),
		});
		const bytes = Buffer.from(await response.arrayBuffer());
		const text = bytes.toString('utf8');
		return { status: response.status, headers: response.headers, bytes, text, json: parsed(text) };
	}
}

/** The message of a refusal in any form. */
export const messageOf = ({ json, text }: Answer): string =>
	textAt(json, 'message') || (json === undefined ? text : JSON.stringify(json));
