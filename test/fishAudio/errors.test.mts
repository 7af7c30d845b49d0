import { FishAudioError, failureKind, inputError, isFishAudioError, statusError } from '../../fishAudio/errors.ts';

describe('failureKind', () => {
	it.each([
		[400, 'refused'],
		[401, 'unauthorized'],
		[402, 'outOfCredit'],
		[403, 'forbidden'],
		[404, 'notFound'],
		[418, 'refused'],
		[422, 'refused'],
		[429, 'busy'],
		[500, 'server'],
		[503, 'server'],
		[529, 'server'],
		[301, 'redirected'],
		[307, 'redirected'],
		[304, 'redirected'],
	])('%i is %s', (status, kind) => expect(failureKind(status)).toBe(kind));
});

describe('statusError', () => {
	it.each([400, 401, 402, 403, 404, 429, 500, 302])('says for %i what happened and what to do', (status) => {
		const error = statusError(status, {});
		expect(error.facts.status).toBe(status);
		expect(error.message).not.toMatch(/\d{3}|undefined|HTTP/);
		expect(error.facts.advice).toMatch(/\.$/);
	});

	it("puts the API's words into the message of a refusal, where nothing else explains it", () => {
		expect(statusError(400, { apiMessage: 'bad rate' }).message).toBe('Fish Audio refused the request: bad rate');
		expect(statusError(400, {}).message).toBe('Fish Audio refused the request');
		expect(statusError(401, { apiMessage: 'nope' })).toMatchObject({
			message: 'Fish Audio did not accept the API key',
			facts: { apiMessage: 'nope' },
		});
	});

	it('tells apart the two credits', () => {
		expect(statusError(402, {}).facts.advice).toContain('separate from the credit of the web plan');
	});
});

it('knows its own errors', () => {
	expect(isFishAudioError(inputError('a', 'b'))).toBe(true);
	expect(isFishAudioError(new Error('a'))).toBe(false);
	expect(isFishAudioError(undefined)).toBe(false);
	const error = inputError('what', 'do');
	expect(error).toBeInstanceOf(FishAudioError);
	expect(error).toMatchObject({ name: 'FishAudioError', kind: 'input', message: 'what', facts: { advice: 'do' } });
});
