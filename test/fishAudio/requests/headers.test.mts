import { promisedLength, retryAfterOf } from '../../../fishAudio/requests/headers.ts';
import { answer } from '../../support/bareAnswer.mts';
import { noon } from '../../support/scripted/clock.mts';

describe('promisedLength', () => {
	it.each([
		[{}, undefined],
		[{ 'content-length': '12' }, 12],
		[{ 'content-length': '0' }, 0],
		[{ 'content-length': '12', 'content-encoding': 'gzip' }, undefined],
		[{ 'content-length': '-1' }, undefined],
		[{ 'content-length': '0x10' }, undefined],
		[{ 'content-length': '1e3' }, undefined],
		[{ 'content-length': '' }, undefined],
		[{ 'content-length': 'many' }, undefined],
		[{ 'content-length': '1e400' }, undefined],
	])('%j', (headers, length) => {
		expect(promisedLength(answer({ headers }))).toBe(length);
	});
});

describe('retryAfterOf', () => {
	it.each([
		[undefined, undefined],
		['', undefined],
		['  ', undefined],
		['soon', undefined],
		['Infinity', undefined],
		['0', 0],
		['7', 7000],
		[' 7 ', 7000],
		['1.5', 1500],
		['-3', undefined],
		['0x10', undefined],
		['1e3', undefined],
		['+7', undefined],
		['in 5 seconds', undefined],
		['2026', 2_026_000],
		['Saturday, 01-Aug-26 12:02:00 GMT', 120_000],
		['Sat Aug  1 12:02:00 2026', 120_000],
		['2026-08-01T12:02:00Z', undefined],
		['86400', 86_400_000],
		[new Date(noon + 30_000).toUTCString(), 30_000],
		[new Date(noon - 30_000).toUTCString(), 0],
		['Sat, 01 Aug 2026 12:02:00 GMT', 120_000],
	])('%s', (header, wait) => {
		expect(retryAfterOf(header, noon)).toBe(wait);
	});
});
