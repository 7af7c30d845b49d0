import type { ServerResponse } from 'node:http';
import { Readable } from 'node:stream';

function* forEver(beginning: Buffer, chunk: Buffer): Generator<Buffer> {
	yield beginning;
	for (;;) yield chunk;
}

/** Answers with a file that never ends, until the connection is closed. */
export function flood(response: ServerResponse, beginning: Buffer): void {
	const source = Readable.from(forEver(beginning, Buffer.alloc(65_536)));
	response.once('close', () => source.destroy());
	source.pipe(response.writeHead(200));
}
