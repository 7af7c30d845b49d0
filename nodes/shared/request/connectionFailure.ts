import { FishAudioError } from '../../../fishAudio/errors';

/**
 * The error of everything that an execution stopped by its user still had to do.
 * By the word "canceled" n8n tells that the execution was stopped and did not fail.
 */
export const cancelled = (): FishAudioError =>
	new FishAudioError('cancelled', 'The execution was canceled', {
		advice: 'Requests that Fish Audio had already carried out may have been billed.',
	});

/** Failures before a connection stood, however they came: the server has seen nothing of the request. */
const unreachableCodes = [
	'ECONNREFUSED',
	'ENOTFOUND',
	'EAI_AGAIN',
	'EHOSTUNREACH',
	'ENETUNREACH',
	'EHOSTDOWN',
	'EADDRNOTAVAIL',
];

/** What the system does before a connection stands. */
const connecting = ['connect', 'getaddrinfo'];

/** Failures of a TLS handshake: the request was not sent, and would not be the next time. */
const insecure = /^(EPROTO$|CERT_|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_|HOSTNAME_MISMATCH|ERR_TLS_|ERR_SSL_)/;

/** What Node, or the HTTP library, found wrong with a request before it sent it. */
const unsent = /^ERR_(INVALID_|UNESCAPED_|HTTP_INVALID_|BAD_OPTION|NOT_SUPPORT)/;

/** A field of a value of unknown form. */
const fieldOf = (value: unknown, field: string): unknown =>
	typeof value === 'object' && value !== null ? Reflect.get(value, field) : undefined;

/** What the system says of a failed request. */
interface SystemError {
	code: string | undefined;
	/** What it was doing, such as `connect` or `read`. */
	syscall: string | undefined;
}

/**
 * The error itself and all that it wraps, outermost first: n8n and its HTTP library wrap it, Node joins those of
 * several addresses.
 */
function layersOf(error: unknown): unknown[] {
	const wrapped = [error, fieldOf(error, 'cause'), fieldOf(fieldOf(error, 'cause'), 'cause')];
	return wrapped.flatMap((one) => {
		const joined = fieldOf(one, 'errors');
		return Array.isArray(joined) ? [one, ...(joined as unknown[])] : [one];
	});
}

/**
 * Reads the text of an error, such as `connect ECONNREFUSED 127.0.0.1:80`. n8n 1 keeps it in a list; all else that it
 * keeps is the code.
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
	// n8n puts the code where the status of an answer would be; n8n 1 puts it nowhere else.
	const code = first('code', /^[A-Z]/) ?? first('httpCode', /^[A-Z]/) ?? text.code;
	return { code, syscall: first('syscall', /^[a-z]/) ?? text.syscall };
}

/** What may end a request early. */
export interface Signals {
	cancel: AbortSignal | undefined;
	deadline: AbortSignal;
}

/** Whom a request was sent to, in words. */
export interface Peer {
	/** Such as "Fish Audio". */
	name: string;
	/** Where its address is set, such as "the Base URL in the credential". */
	address: string;
}

/** What is told of a failed request. */
export interface FailedRequest {
	/** Milliseconds that it had. */
	timeout: number;
	/** Takes secrets out of what people will read. */
	redact: (text: string) => string;
	peer: Peer;
}

/** A failed request in the client's terms. Nothing of n8n's own error is kept: it holds the request, and so the key. */
export function connectionFailure(
	error: unknown,
	{ cancel, deadline }: Signals,
	{ timeout, redact, peer: { name, address } }: FailedRequest,
): FishAudioError {
	if (error instanceof FishAudioError) return error;
	if (cancel?.aborted) return cancelled();
	const { code, syscall } = systemErrorOf(error);
	// The HTTP library has a timer of its own, which is set to the same time.
	const isLate = deadline.aborted || (code === 'ECONNABORTED' && syscall === undefined);
	if (isLate) {
		const seconds = Math.round(timeout / 1000);
		return new FishAudioError(
			'timeout',
			`${name} did not finish its answer within ${seconds} second${seconds === 1 ? '' : 's'}`,
			{
				advice: 'Try again later, or raise the timeout where the node has one.',
			},
		);
	}
	if (code === undefined || unsent.test(code)) {
		const reason = redact(error instanceof Error ? error.message : String(error));
		return new FishAudioError('refused', `n8n did not send the request to ${name}: ${reason}`, {
			advice: `Check ${address}, and what this n8n is allowed to connect to.`,
		});
	}
	if (unreachableCodes.includes(code) || connecting.includes(syscall ?? '')) {
		return new FishAudioError('unreachable', `${name} cannot be reached`, {
			advice: `Check ${address}, and that this n8n may connect to it (${code}).`,
		});
	}
	if (insecure.test(code)) {
		return new FishAudioError('refused', `A secure connection to ${name} could not be made`, {
			advice: `Check whether ${address} begins with https:// where it should, and that this n8n trusts the certificate of the server (${code}).`,
		});
	}
	// The code stays out of the message: n8n puts a general text of its own in place of one that holds it.
	return new FishAudioError('disconnected', `The connection to ${name} broke`, {
		advice: `Try again. If it stays so, look for a proxy or firewall between n8n and ${name} (${code}).`,
	});
}
