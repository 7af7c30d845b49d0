import { FishAudioError, inputError, isFishAudioError, withFacts } from '../../fishAudio/errors.ts';

it('recognizes its own errors', () => {
	expect(isFishAudioError(inputError('a', 'b'))).toBe(true);
	expect(isFishAudioError(new Error('a'))).toBe(false);
	expect(isFishAudioError(undefined)).toBe(false);
	const error = inputError('what', 'do');
	expect(error).toBeInstanceOf(FishAudioError);
	expect(error).toMatchObject({ name: 'FishAudioError', kind: 'input', message: 'what', facts: { advice: 'do' } });
});

it('gets more facts', () => {
	const error = withFacts(new FishAudioError('server', 'what', { advice: 'do', status: 500 }), { traceId: 't' });
	expect(error).toMatchObject({ kind: 'server', message: 'what', facts: { advice: 'do', status: 500, traceId: 't' } });
});
