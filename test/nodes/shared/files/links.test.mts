import fc from 'fast-check';
import type { IBinaryData, IExecuteFunctions } from 'n8n-workflow';

import { isFishAudioError } from '../../../../fishAudio/errors.ts';
import { secondsOfHours, linkTo } from '../../../../nodes/shared/files/links.ts';

const file: IBinaryData = { id: 'filesystem-v2:1', data: 'filesystem-v2', mimeType: 'audio/mpeg' };

/** n8n as a link asks it, and the hints that it was given. */
function n8nWith(createBinarySignedUrl: unknown) {
	const hints: string[] = [];
	const context = {
		helpers: { createBinarySignedUrl },
		addExecutionHints: ({ message }: { message: string }) => hints.push(message),
	} as unknown as IExecuteFunctions;
	return { context, hints };
}

const failing = (): never => {
	throw new Error('No <secret> to sign with');
};

test.each<[string, unknown, IBinaryData, string]>([
	['an n8n without the helper', undefined, file, 'this version of n8n cannot make one. Update n8n.'],
	['an n8n that fails', failing, file, 'n8n says “No &lt;secret&gt; to sign with”.'],
	[
		'an n8n that keeps files in memory',
		failing,
		{ data: 'AAAA', mimeType: 'audio/mpeg' },
		'n8n keeps files in memory, and links need them on disk. Set its environment variable ' +
			'N8N_DEFAULT_BINARY_DATA_MODE to filesystem.',
	],
])('%s: no link, no failure, one hint', (_, helper, stored, why) => {
	const { context, hints } = n8nWith(helper);
	expect([linkTo(context, stored, 60), linkTo(context, stored, 60)]).toEqual([null, null]);
	expect(hints).toEqual([`There is no link to the audio, which is complete: ${why}`]);
});

test('no hint has a token', () => {
	fc.assert(
		fc.property(fc.webUrl(), fc.stringMatching(/^[\w-]{20,40}$/), (address, token) => {
			const { context, hints } = n8nWith(() => `${address}/signed?token=${token}`);
			expect(linkTo(context, file, 60)).toContain(token);
			expect(hints.join()).not.toContain(token);
		}),
	);
});

test('hours are seconds, within the range only', () => {
	fc.assert(
		fc.property(fc.double({ min: 0.01, max: 720, noNaN: true }), (hours) => {
			const seconds = secondsOfHours(hours, 'Hours');
			expect(Number.isInteger(seconds)).toBe(true);
			expect(Math.abs(seconds - hours * 3600)).toBeLessThanOrEqual(0.5);
		}),
	);
	const outside = fc.double().filter((hours) => !(hours >= 0.01 && hours <= 720));
	fc.assert(
		fc.property(outside, (hours) => {
			let thrown: unknown;
			try {
				secondsOfHours(hours, 'Hours');
			} catch (error) {
				thrown = error;
			}
			expect(isFishAudioError(thrown) && thrown.kind).toBe('input');
		}),
	);
});
