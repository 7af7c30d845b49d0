import { FishAudioError } from '../../../../fishAudio/errors.ts';
import { connectionFailure } from '../../../../nodes/shared/request/connectionFailure.ts';

const never = new AbortController().signal;
const passed = AbortSignal.abort();
const about = {
	timeout: 240_000,
	redact: (text: string) => text,
	peer: { name: 'Fish Audio', address: 'the Base URL' },
};

const failed = (error: unknown, deadline = never): FishAudioError =>
	connectionFailure(error, { cancel: undefined, deadline }, about);

/** An error as Node throws it. */
const system = (code: string, syscall?: string, message = `${syscall ?? ''} ${code} 127.0.0.1:443`.trim()): Error =>
	Object.assign(new Error(message), { code, ...(syscall && { syscall }) });

/** As Node joins the errors of a host's addresses, with the code of the first. */
const joined = (...errors: Array<Error & { code?: string }>): Error =>
	Object.assign(new AggregateError(errors, ''), { code: errors[0]!.code });

/** As n8n 2 throws it: its own error around its HTTP library's around Node's. */
const inN8n2 = (cause: Error & { code?: string }): Error =>
	new Error("The connection timed out, consider setting the 'Retry on Fail' option in the node settings", {
		cause: Object.assign(new Error(cause.message, { cause }), { code: cause.code }),
	});

/** As n8n 1 throws it: only the text is left. */
const inN8n1 = (...messages: string[]): Error =>
	Object.assign(new Error('The service refused the connection - perhaps it is offline'), {
		cause: undefined,
		messages,
	});

describe('a connection that was never made: unreachable', () => {
	const causes = {
		'a connect timeout': system('ETIMEDOUT', 'connect'),
		'connect timeouts of several addresses': joined(system('ETIMEDOUT', 'connect'), system('ETIMEDOUT', 'connect')),
		'a refusal after a timeout': joined(system('ETIMEDOUT', 'connect'), system('ECONNREFUSED', 'connect')),
		'a refusal': system('ECONNREFUSED', 'connect'),
		'a refusal by several addresses': joined(system('ECONNREFUSED', 'connect'), system('ENETUNREACH', 'connect')),
		'an unknown name': system('ENOTFOUND', 'getaddrinfo'),
		'a name that cannot be looked up now': system('EAI_AGAIN', 'getaddrinfo'),
		'a name server that fails': system('EAI_FAIL', 'getaddrinfo'),
		'no way to the host': system('EHOSTUNREACH'),
		'a reset while connecting': system('ECONNRESET', 'connect'),
	};
	test.each(Object.entries(causes))('%s', (_, cause) => {
		for (const error of [cause, inN8n2(cause)]) {
			expect(failed(error)).toMatchObject({ kind: 'unreachable', message: 'Fish Audio cannot be reached' });
			expect(failed(error).facts.advice).toContain(`(${(cause as Error & { code: string }).code})`);
		}
	});

	test.each([
		['connect ECONNREFUSED 127.0.0.1:1', 'connect ECONNREFUSED 127.0.0.1:1'],
		['connect ETIMEDOUT 127.0.0.1:443 | connect ETIMEDOUT 127.0.0.2:443'],
		['getaddrinfo ENOTFOUND api.fish.audio'],
		['getaddrinfo EAI_AGAIN api.fish.audio'],
	])('%j, as n8n 1 reports it', (...messages) => {
		expect(failed(inN8n1(...messages)).kind).toBe('unreachable');
	});
});

describe('a connection that was lost: the server may have acted', () => {
	test.each([
		system('ECONNRESET', 'read'),
		system('ETIMEDOUT', 'read'),
		system('EPIPE', 'write'),
		system('ECONNABORTED', 'write'),
		system('ECONNRESET', undefined, 'socket hang up'),
	])('%s', (cause) => {
		for (const error of [cause, inN8n2(cause)]) {
			expect(failed(error)).toMatchObject({ kind: 'disconnected', message: 'The connection to Fish Audio was lost' });
		}
	});

	test.each(['read ECONNRESET', 'socket hang up', 'read ETIMEDOUT', 'write EPIPE'])(
		'%s, as n8n 1 reports it',
		(text) => {
			expect(failed(inN8n1(text)).kind).toBe('disconnected');
		},
	);
});

describe('the message contains the deadline in seconds if it has passed', () => {
	const late = 'Fish Audio did not finish its answer within 240 seconds';

	test.each([
		['by our signal', system('ERR_CANCELED'), passed],
		['by our signal, while the connection was lost', system('ECONNRESET', 'read'), passed],
		["by the HTTP library's timer", system('ECONNABORTED', undefined, 'timeout of 240000ms exceeded'), never],
		[
			"by the HTTP library's timer, in n8n 2",
			inN8n2(system('ECONNABORTED', undefined, 'timeout of 240000ms exceeded')),
			never,
		],
		["by the HTTP library's timer, in n8n 1", inN8n1('timeout of 240000ms exceeded'), never],
	])('%s', (_, error, deadline) => {
		expect(failed(error, deadline)).toMatchObject({ kind: 'timeout', message: late });
	});

	test.each([
		system('ETIMEDOUT'),
		system('ETIMEDOUT', 'connect'),
		system('ETIMEDOUT', 'read'),
		inN8n1('connect ETIMEDOUT 127.0.0.1:443'),
	])('and nowhere else: %s', (error) => {
		expect(failed(error).message).not.toContain('240');
		expect(failed(error).kind).not.toBe('timeout');
	});
});

test('a request that n8n did not send is reported with the reason', () => {
	expect(failed(new Error('Domain not allowed'))).toMatchObject({
		kind: 'refused',
		message: 'n8n did not send the request to Fish Audio: Domain not allowed',
	});
	expect(failed(inN8n1('The request was blocked')).kind).toBe('refused');
});
