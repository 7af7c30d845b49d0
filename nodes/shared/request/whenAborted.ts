/** Those who wait for one signal. A single listener serves them all: of more than ten on a signal Node warns. */
interface Audience {
	listeners: Set<() => void>;
	tellAll: () => void;
}

const audiences = new WeakMap<AbortSignal, Audience>();

function audienceOf(signal: AbortSignal): Audience {
	const known = audiences.get(signal);
	if (known) return known;
	const listeners = new Set<() => void>();
	const audience = { listeners, tellAll: () => listeners.forEach((one) => one()) };
	audiences.set(signal, audience);
	return audience;
}

/**
 * Calls `listener` once the signal is aborted; at once if it is already. Gives a function that ends the listening. Call
 * it as soon as nobody waits any longer: Node keeps a signal with a deadline for as long as somebody listens to it, and
 * n8n keeps the signal of an execution until that has ended. The same function must not listen twice.
 */
export function whenAborted(signal: AbortSignal, listener: () => void): () => void {
	if (signal.aborted) {
		listener();
		return () => undefined;
	}
	const { listeners, tellAll } = audienceOf(signal);
	if (listeners.size === 0) signal.addEventListener('abort', tellAll);
	listeners.add(listener);
	return () => {
		if (listeners.delete(listener) && listeners.size === 0) signal.removeEventListener('abort', tellAll);
	};
}
