import { FishAudioError } from '../../fishAudio/errors';

/**
 * The error of everything that an execution stopped by its user still had to do.
 * By the word "canceled" n8n tells that the execution was stopped and did not fail.
 */
export const cancelled = (): FishAudioError =>
	new FishAudioError('cancelled', 'The execution was canceled', {
		advice: 'Requests that Fish Audio had already carried out may have been billed.',
	});

/** Failures before a connection stood: the server has seen nothing of the request. */
const unreachableCodes = [
	'ECONNREFUSED',
	'ENOTFOUND',
	'EAI_AGAIN',
	'EHOSTUNREACH',
	'ENETUNREACH',
	'EHOSTDOWN',
	'EADDRNOTAVAIL',
];

/** Failures of a TLS handshake: the request was not sent, and would not be the next time. */
const insecure = /^(EPROTO$|CERT_|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_|HOSTNAME_MISMATCH|ERR_TLS_|ERR_SSL_)/;

/** A field of a value of unknown form. */
export const fieldOf = (value: unknown, field: string): unknown =>
	typeof value === 'object' && value !== null ? Reflect.get(value, field) : undefined;

/** The system's code of a failed request, wherever n8n and its HTTP library have wrapped it. */
function codeOf(error: unknown): string | undefined {
	const wrapped = [error, fieldOf(error, 'cause'), fieldOf(fieldOf(error, 'cause'), 'cause')];
	const codes = wrapped.map((one) => fieldOf(one, 'code'));
	return codes.find((code): code is string => typeof code === 'string' && /^[A-Z]/.test(code));
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

/** A failed request in the client's terms. Nothing of n8n's own error is kept: it holds the request, and so the key. */
export function connectionFailure(
	error: unknown,
	{ cancel, deadline }: Signals,
	{ timeout, redact, peer: { name, address } }: { timeout: number; redact: (text: string) => string; peer: Peer },
): FishAudioError {
	if (error instanceof FishAudioError) return error;
	if (cancel?.aborted) return cancelled();
	const code = codeOf(error);
	if (deadline.aborted || code === 'ETIMEDOUT' || code === 'ECONNABORTED') {
		const seconds = Math.round(timeout / 1000);
		return new FishAudioError('timeout', `${name} did not finish its answer within ${seconds} second${seconds === 1 ? '' : 's'}`, {
			advice: 'Try again later, or raise the timeout where the node has one.',
		});
	}
	if (code === undefined) {
		const reason = redact(error instanceof Error ? error.message : String(error));
		return new FishAudioError('refused', `n8n did not send the request to ${name}: ${reason}`, {
			advice: `Check ${address}, and what this n8n is allowed to connect to.`,
		});
	}
	if (unreachableCodes.includes(code)) {
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
