/**
 * Waits for all works to end, even if one fails, and throws the failure that came first. What still ran after the end
 * of a test would fail because of that, and its errors would hide the cause.
 */
export async function untilAllEnded<T>(works: Array<Promise<T>>): Promise<T[]> {
	const all = Promise.all(works);
	await all.catch(async () => await Promise.allSettled(works));
	return await all;
}
