import { FishAudioError, isFishAudioError } from '../../../fishAudio/errors';

/**
 * The error of all work that a stopped execution does not finish. n8n recognizes a stopped execution by the word
 * "canceled".
 */
export const cancelled = (): FishAudioError =>
	new FishAudioError('cancelled', 'The execution was canceled', {
		advice: 'Fish Audio may have billed requests that it had already carried out.',
	});

/** Codes of failures before a connection was made: the server has not seen the request. */
const unreachableCodes = [
	'ECONNREFUSED',
	'ENOTFOUND',
	'EAI_AGAIN',
	'EHOSTUNREACH',
	'ENETUNREACH',
	'EHOSTDOWN',
	'EADDRNOTAVAIL',
];

/** System calls before a connection is made. */
const connecting = ['connect', 'getaddrinfo'];

/** Codes of a failed TLS handshake: the request was not sent, and the next one would fail in the same way. */
const insecure = /^(EPROTO$|CERT_|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_|HOSTNAME_MISMATCH|ERR_TLS_|ERR_SSL_)/;

/** Codes of requests that Node or the HTTP library did not send because something in them is wrong. */
const unsent = /^ERR_(INVALID_|UNESCAPED_|HTTP_INVALID_|BAD_OPTION|NOT_SUPPORT)/;

/** A field of a value of unknown type. */
const fieldOf = (value: unknown, field: string): unknown =>
	typeof value === 'object' && value !== null ? Reflect.get(value, field) : undefined;

/** What the system reports about a failed request. */
interface SystemError {
	code: string | undefined;
	/** The system call, such as `connect` or `read`. */
	syscall: string | undefined;
}

/**
 * The error and the errors inside it, outermost first: n8n and its HTTP library wrap errors, and Node joins the errors
 * of several addresses.
 */
function layersOf(error: unknown): unknown[] {
	const wrapped = [error, fieldOf(error, 'cause'), fieldOf(fieldOf(error, 'cause'), 'cause')];
	return wrapped.flatMap((one) => {
		const joined = fieldOf(one, 'errors');
		return Array.isArray(joined) ? [one, ...(joined as unknown[])] : [one];
	});
}

/**
 * Reads an error's text, such as `connect ECONNREFUSED 127.0.0.1:80`. n8n 1 keeps it in a list, and besides it only the
 * code.
 */
function readText(error: unknown): SystemError {
	const kept = fieldOf(error, 'messages');
	const text = (Array.isArray(kept) ? kept : []).filter((one): one is string => typeof one === 'string').join(' | ');
	const [, syscall, code] = /\b(connect|getaddrinfo|read|write) (E[A-Z_]+)\b/.exec(text) ?? [];
	if (code === undefined && text.includes('socket hang up')) return { code: 'ECONNRESET', syscall: undefined };
	if (code === undefined && /\btimeout of \d+ ?ms exceeded/.test(text))
		return { code: 'ECONNABORTED', syscall: undefined };
	return { code, syscall };
}

function systemErrorOf(error: unknown): SystemError {
	const layers = layersOf(error);
	const first = (field: string, form: RegExp): string | undefined =>
		layers.map((one) => fieldOf(one, field)).find((one): one is string => typeof one === 'string' && form.test(one));
	const text = readText(error);
	// n8n puts the code in the field for an answer's status. n8n 1 puts it nowhere else.
	const code = first('code', /^[A-Z]/) ?? first('httpCode', /^[A-Z]/) ?? text.code;
	return { code, syscall: first('syscall', /^[a-z]/) ?? text.syscall };
}

/** What may end a request early. */
export interface Signals {
	cancel: AbortSignal | undefined;
	deadline: AbortSignal;
}

/** The server of a request, in words. */
export interface Peer {
	/** Such as "Fish Audio". */
	name: string;
	/** Where its address is set, such as "the Base URL in the credential". */
	address: string;
}

/** What the error of a failed request is made from. */
export interface FailedRequest {
	/** Its deadline in milliseconds. */
	timeout: number;
	/** Removes secrets from text that people will read. */
	redact: (text: string) => string;
	peer: Peer;
}

function lateFailure({ timeout, peer }: FailedRequest): FishAudioError {
	const seconds = Math.round(timeout / 1000);
	return new FishAudioError(
		'timeout',
		`${peer.name} did not finish its answer within ${seconds} second${seconds === 1 ? '' : 's'}`,
		{ advice: 'Try again later, or raise the timeout where the node has one.' },
	);
}

function unsentFailure(error: unknown, { redact, peer: { name, address } }: FailedRequest): FishAudioError {
	const reason = redact(error instanceof Error ? error.message : String(error));
	return new FishAudioError('refused', `n8n did not send the request to ${name}: ${reason}`, {
		advice: `Check ${address}, and what this n8n is allowed to connect to.`,
	});
}

/** The failure of a connection, by the system's code of it. */
function brokenFailure(code: string, syscall: string | undefined, { name, address }: Peer): FishAudioError {
	if (unreachableCodes.includes(code) || connecting.includes(syscall ?? '')) {
		return new FishAudioError('unreachable', `${name} cannot be reached`, {
			advice: `Check ${address}, and that this n8n may connect to it (${code}).`,
		});
	}
	if (insecure.test(code)) {
		return new FishAudioError('refused', `A secure connection to ${name} could not be made`, {
			advice:
				`Check whether ${address} should begin with https://, and that this n8n trusts the certificate of the ` +
				`server (${code}).`,
		});
	}
	// The code is not in the message: n8n would replace a message that contains it with a general text.
	return new FishAudioError('disconnected', `The connection to ${name} was lost`, {
		advice: `Try again. If it happens again, look for a proxy or firewall between n8n and ${name} (${code}).`,
	});
}

/** A failed request in the client's terms. Keeps nothing of n8n's own error, which holds the request with the key. */
export function connectionFailure(error: unknown, { cancel, deadline }: Signals, about: FailedRequest): FishAudioError {
	if (isFishAudioError(error)) return error;
	if (cancel?.aborted) return cancelled();
	const { code, syscall } = systemErrorOf(error);
	// The HTTP library has its own timer, set to the same time.
	if (deadline.aborted || (code === 'ECONNABORTED' && syscall === undefined)) return lateFailure(about);
	if (code === undefined || unsent.test(code)) return unsentFailure(error, about);
	return brokenFailure(code, syscall, about.peer);
}
