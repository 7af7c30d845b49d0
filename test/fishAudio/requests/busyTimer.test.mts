import { createBusyTimer } from '../../../fishAudio/requests/busyTimer.ts';

test('the time runs from the first 429, and starts again after another answer or none', () => {
	let now = 1_000;
	const timer = createBusyTimer(() => now);
	const after = (milliseconds: number): number => {
		now += milliseconds;
		return timer.busyFor();
	};
	expect(after(10)).toBe(0);
	timer.answered(true);
	expect(after(10)).toBe(10);
	timer.answered(true);
	expect(after(10)).toBe(20);
	timer.answered(false);
	expect(after(10)).toBe(0);
	timer.answered(true);
	timer.notAnswered();
	expect(after(10)).toBe(0);
	timer.answered(true);
	expect(after(10)).toBe(10);
});
