import { statusError } from '../../../fishAudio/requests/statusError.ts';

describe('statusError', () => {
	it.each([400, 401, 402, 403, 404, 429, 500, 302])('says for %i what happened and what to do', (status) => {
		const error = statusError(status, {});
		expect(error.facts.status).toBe(status);
		expect(error.message).not.toMatch(/\d{3}|undefined|HTTP/);
		expect(error.facts.advice).toMatch(/\.$/);
	});

	it("puts the API's text into the message of a refusal if nothing else explains it", () => {
		expect(statusError(400, { apiMessage: 'bad rate' }).message).toBe('Fish Audio refused the request: bad rate');
		expect(statusError(400, {}).message).toBe('Fish Audio refused the request');
		expect(statusError(401, { apiMessage: 'nope' })).toMatchObject({
			message: 'Fish Audio did not accept the API key',
			facts: { apiMessage: 'nope' },
		});
	});

	it('distinguishes the two credits', () => {
		expect(statusError(402, {}).facts.advice).toContain('separate from the credit of the web plan');
	});

	it('names the page where the credit is added, as the API does', () => {
		expect(statusError(402, {}).facts.advice).toContain('https://fish.audio/app/developers');
	});

	it.each([
		[413, undefined, 'The request is too large for Fish Audio'],
		[400, 'request_too_large', 'The request is too large for Fish Audio'],
		[400, 'invalid_audio', 'Fish Audio cannot read the recording'],
		[415, 'unsupported_media_type', 'Fish Audio does not take recordings in this format'],
		[500, 'audio_too_long', 'The recording is too long for Fish Audio'],
		[400, 'audio_too_short', 'The recording is too short for Fish Audio'],
		[500, 'invalid_api_key', 'Fish Audio did not accept the API key'],
		[500, 'insufficient_balance', 'The account has no API credit left'],
	])('%i %s: %s', (status, code, message) => {
		expect(statusError(status, { ...(code && { code }) })).toMatchObject({
			message,
			facts: { status, advice: expect.stringMatching(/\.$/) },
		});
	});

	it.each([
		['voice', 'Fish Audio has no voice with this ID'],
		['speech', 'There is no Fish Audio API at the base URL'],
		['timedSpeech', 'The server at the base URL cannot tell when words are heard'],
		['other', 'The server at the base URL does not offer this'],
	] as const)('a 404 about %s: %s', (about, message) => {
		expect(statusError(404, {}, about)).toMatchObject({ kind: 'notFound', message });
	});
});
