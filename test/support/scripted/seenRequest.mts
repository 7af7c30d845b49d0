/** A part of a form as sent. */
export interface SeenPart {
	name: string;
	value: string;
	fileName?: string;
	mimeType?: string;
}

/** A request as the transport saw it. */
export interface SeenRequest {
	/** From 1. */
	number: number;
	method: string;
	path: string;
	/** As in a URL. A list repeats the name for each value. */
	query: string;
	headers: Record<string, string>;
	timeout: number;
	/** The body as sent; undefined for a form or without a body. */
	bytes: Buffer | undefined;
	/** The parsed body, if it is JSON. */
	json: unknown;
	/** The parts of the body, if it is a form. */
	parts: SeenPart[];
	/** The body object that the client passed. */
	body: unknown;
	/** By the fake clock. */
	startedAt: number;
	/** When the answer's body was read to its end, left or broken, or when the request failed, by the fake clock. */
	endedAt: number | undefined;
	/** How reading the answer's body ended. */
	answerBody: 'none' | 'untouched' | 'reading' | 'ended' | 'left' | 'broken';
}
