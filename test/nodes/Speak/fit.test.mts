import fc from 'fast-check';

import { bestTake, firstSpeed, fitsIn, nextSpeed, type Take, type Target } from '../../../nodes/Speak/fit.ts';

const spot: Target = { seconds: 15, fit: 'atMost', slowest: 0.9, fastest: 1.15, maxTakes: 3 };
const exact: Target = { ...spot, fit: 'exactly' };

test.each<[string, Target, number, Take[], number | undefined]>([
	['the first take is spoken at normal speed', spot, 0, [], 1],
	['or at the slowest that is allowed', { ...spot, slowest: 1.1 }, 0, [], 1.1],
	['what fits is right', spot, 0, [{ speed: 1, seconds: 14.9 }], undefined],
	['what fits by a frame is right', spot, 0, [{ speed: 1, seconds: 15.02 }], undefined],
	['much too short is right, too, where it may be', spot, 0, [{ speed: 1, seconds: 3 }], undefined],
	['what is too long is spoken faster, with some room', spot, 0, [{ speed: 1, seconds: 16 }], 1.09],
	['never faster than allowed', spot, 0, [{ speed: 1, seconds: 17 }], 1.15],
	['what cannot fit is not tried', spot, 0, [{ speed: 1, seconds: 20 }], undefined],
	['at the fastest speed it is tried again where luck may help', spot, 0, [{ speed: 1.15, seconds: 15.5 }], 1.15],
	['nor more often than allowed', { ...spot, maxTakes: 1 }, 0, [{ speed: 1, seconds: 16 }], undefined],
	['silence does not get shorter', spot, 5, [{ speed: 1, seconds: 16 }], 1.12],
	['too short is spoken more slowly where it has to be exact', exact, 0, [{ speed: 1, seconds: 14 }], 0.95],
	['a small gap is filled with silence', exact, 0, [{ speed: 1, seconds: 14.7 }], undefined],
	['and any gap at the slowest speed', exact, 0, [{ speed: 0.9, seconds: 9 }], undefined],
])('%s', (_, target, silence, takes, speed) => {
	expect(nextSpeed(target, silence, takes)).toBe(speed);
});

test('what was learnt of a voice sets the first speed', () => {
	expect(firstSpeed(spot, 0, 16)).toBe(1.09);
	expect(firstSpeed(spot, 0, 12)).toBe(1);
	expect(firstSpeed(exact, 0, 12)).toBe(0.9);
	expect(firstSpeed(exact, 2, 13.1)).toBe(1.03);
});

test('with a voice that speaks evenly, what can fit does, within the takes; the file is never too long', () => {
	const cases = fc.record({
		seconds: fc.double({ min: 2, max: 120, noNaN: true }),
		share: fc.double({ min: 0.3, max: 1.4, noNaN: true }),
		silence: fc.double({ min: 0, max: 1, noNaN: true }),
		fit: fc.constantFrom('atMost' as const, 'exactly' as const),
	});
	fc.assert(
		fc.property(cases, ({ seconds, share, silence, fit }) => {
			const target: Target = { ...spot, seconds, fit };
			const speech = (seconds - silence) * share;
			const takes: Take[] = [];
			for (let speed = nextSpeed(target, silence, takes); speed !== undefined; ) {
				expect(speed).toBeGreaterThanOrEqual(target.slowest);
				expect(speed).toBeLessThanOrEqual(target.fastest);
				takes.push({ speed, seconds: silence + speech / speed });
				speed = nextSpeed(target, silence, takes);
			}
			expect(takes.length).toBeLessThanOrEqual(target.maxTakes);
			const best = bestTake(target, takes);
			if (share < 1.12) expect(best).toBeDefined();
			if (share > 1.3) expect(takes).toHaveLength(1);
			if (best) expect(fitsIn(target, best)).toBe(true);
			// Exact files are filled by silence only as far as the slowest speed leaves no other way.
			if (best && fit === 'exactly' && share > 0.93 && share < 1.1)
				expect(best.seconds).toBeGreaterThan(seconds - Math.max(0.35, seconds * 0.035));
		}),
	);
});
