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
 * Calls a function of the caller's own once the signal is aborted, at once where it is already. What it gives ends that, and has to be
 * called as soon as nobody waits any longer: Node keeps a signal with a deadline as long as it is listened to, and n8n one that stops
 * an execution until that has ended.
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
