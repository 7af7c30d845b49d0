import type { ServerResponse } from 'node:http';

import { startHttp, type BareServer } from './server.mts';

/** A voice as the API lists it. */
const listed = (number: number) => ({
	_id: number.toString(16).padStart(32, '0'),
	title: `Voice ${number}`,
	state: 'trained',
	visibility: 'private',
	created_at: new Date().toISOString(),
	tags: [],
});

export interface Library extends BareServer {
	/** Adds a voice and returns its title. */
	add(): string;
	/** Milliseconds by which the Date header is wrong; undefined for no header. */
	setDate(off: number | undefined): void;
}

/** A list of voices on a server with a clock of its own. */
export async function startLibrary(): Promise<Library> {
	const voices: Array<ReturnType<typeof listed>> = [];
	let off: number | undefined = 0;
	const server = await startHttp((request, response: ServerResponse) => {
		const { searchParams } = new URL(request.url ?? '', 'http://library');
		const size = Number(searchParams.get('page_size'));
		const end = Number(searchParams.get('page_number')) * size;
		const items = voices.slice(end - size, end);
		response.sendDate = false;
		if (off !== undefined) response.setHeader('date', new Date(Date.now() + off).toUTCString());
		response.setHeader('content-type', 'application/json');
		response.end(JSON.stringify({ total: voices.length, total_is_exact: true, has_more: end < voices.length, items }));
	});
	const add = (): string => {
		const made = listed(voices.length + 1);
		voices.unshift(made);
		return made.title;
	};
	return { ...server, add, setDate: (milliseconds) => void (off = milliseconds) };
}
