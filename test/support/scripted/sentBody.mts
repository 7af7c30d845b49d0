import type { HttpRequest } from '../../../fishAudio/requests/http.ts';
import type { SeenRequest } from './seenRequest.mts';

/** Reads a file by its stream, like axios, so that its failure is noticed. */
async function bytesOf(file: File): Promise<Buffer> {
	const chunks: Uint8Array[] = [];
	for await (const chunk of file.stream()) chunks.push(chunk);
	const content = Buffer.concat(chunks);
	if (content.length !== file.size)
		throw new Error(`${file.name} is ${content.length} bytes long and says ${file.size}`);
	return content;
}

/** Reads a request's body into what was seen of it. */
export async function readBody(body: HttpRequest['body'], seen: SeenRequest): Promise<void> {
	if (body === undefined) return;
	if (body instanceof FormData) {
		for (const [name, value] of body) {
			if (typeof value === 'string') {
				seen.parts.push({ name, value });
				continue;
			}
			seen.parts.push({ name, value: (await bytesOf(value)).toString(), fileName: value.name, mimeType: value.type });
		}
		return;
	}
	if (body instanceof File) {
		seen.bytes = await bytesOf(body);
		return;
	}
	seen.bytes = body instanceof Uint8Array ? Buffer.from(body) : Buffer.from(JSON.stringify(body));
	const isJson = !(body instanceof Uint8Array) || seen.headers['content-type'] === 'application/json';
	if (isJson) seen.json = JSON.parse(seen.bytes.toString());
}
