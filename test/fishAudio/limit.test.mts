import { createLimit } from '../../fishAudio/limit.ts';

const held = () => {
	let release = (): void => undefined;
	const promise = new Promise<void>((done) => (release = done));
	return { promise, release };
};
const idle = async (): Promise<void> => await new Promise((done) => setImmediate(done));

it('runs so many at a time, in the order they came', async () => {
	const limit = createLimit(2);
	const begun: number[] = [];
	const gates = [held(), held(), held(), held()];
	const work = gates.map((gate, number) =>
		limit(async () => {
			begun.push(number);
			await gate.promise;
		}),
	);
	await idle();
	expect(begun).toEqual([0, 1]);
	gates[1]!.release();
	await idle();
	expect(begun).toEqual([0, 1, 2]);
	gates.forEach(({ release }) => release());
	await Promise.all(work);
	expect(begun).toEqual([0, 1, 2, 3]);
});

it('gives a failed turn on', async () => {
	const limit = createLimit(1);
	await expect(limit(async () => await Promise.reject(new Error('no')))).rejects.toThrow('no');
	await expect(
		limit(() => {
			throw new Error('at once');
		}),
	).rejects.toThrow('at once');
	expect(await limit(async () => 'yes')).toBe('yes');
});
