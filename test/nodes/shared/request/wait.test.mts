import { FishAudioError } from '../../../../fishAudio/errors.ts';
import { wait } from '../../../../nodes/shared/request/wait.ts';
import { bytesKept, listenersOf, signalsKept } from '../../../support/kept.mts';

const waits = async (count: number, cancel: AbortSignal | undefined): Promise<void> => {
	await Promise.all(Array.from({ length: count }, async () => await wait(0, cancel)));
};

test.each([
	['of an execution', new AbortController().signal],
	['of a poll, which cannot be stopped', undefined],
])('10,000 waits %s leave nothing in memory while it runs', async (_, cancel) => {
	await waits(1_000, cancel);
	const before = { signals: await signalsKept(), bytes: await bytesKept() };
	for (let round = 0; round < 10; round++) await waits(1_000, cancel);
	expect((await signalsKept()) - before.signals).toBe(0);
	// A twentieth of what each wait once kept, which was 1.6 KB.
	expect((await bytesKept()) - before.bytes).toBeLessThan(10_000 * 80);
	if (cancel) expect(listenersOf(cancel)).toBe(0);
});

test('stopping ends any number of waits, with a single listener', async () => {
	const cancel = new AbortController();
	const ends = Promise.allSettled(Array.from({ length: 50 }, async () => await wait(60_000, cancel.signal)));
	expect(listenersOf(cancel.signal)).toBe(1);
	cancel.abort();
	const reasons = (await ends).map((end) => end.status === 'rejected' && end.reason);
	expect(reasons.every((reason) => reason instanceof FishAudioError && reason.kind === 'cancelled')).toBe(true);
	expect(listenersOf(cancel.signal)).toBe(0);
	await expect(wait(60_000, cancel.signal)).rejects.toMatchObject({ kind: 'cancelled' });
});
