/** The listeners of one signal. They share one event listener: Node warns about more than ten on a signal. */
interface Listeners {
	each: Set<() => void>;
	callAll: () => void;
}

const listenersBySignal = new WeakMap<AbortSignal, Listeners>();

function listenersOf(signal: AbortSignal): Listeners {
	const known = listenersBySignal.get(signal);
	if (known) return known;
	const each = new Set<() => void>();
	const listeners = { each, callAll: () => each.forEach((one) => one()) };
	listenersBySignal.set(signal, listeners);
	return listeners;
}

/**
 * Calls `listener` when the signal is aborted, or immediately if it already is. Returns a function that stops
 * listening. Call that as soon as nobody waits any longer: Node keeps a signal with a deadline in memory while somebody
 * listens to it, and n8n keeps an execution's signal until the execution ends. Do not pass the same function twice.
 */
export function whenAborted(signal: AbortSignal, listener: () => void): () => void {
	if (signal.aborted) {
		listener();
		return () => undefined;
	}
	const { each, callAll } = listenersOf(signal);
	if (each.size === 0) signal.addEventListener('abort', callAll);
	each.add(listener);
	return () => {
		if (each.delete(listener) && each.size === 0) signal.removeEventListener('abort', callAll);
	};
}
