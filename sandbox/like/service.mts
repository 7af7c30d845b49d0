import type { Route } from '../api/route.mts';
import type { Answer } from '../http/answer.mts';
import type { Exchange } from '../http/exchange.mts';
import type { World } from '../world.mts';

/**
 * The server that the sandbox imitates: the vendor's API, the open-source server, or the vendor's stack on premises.
 */
export const likes = ['fish-audio', 'fish-speech', 'on-premises'] as const;
export type Like = (typeof likes)[number];

/** One kind of server. */
export interface Service {
	routes: Route[];
	/** Sends its trace ID and the concurrency in headers, and refuses requests above the limit. */
	isHosted: boolean;
	/** The error for a wrong key; undefined when it is right. */
	keyRefused(world: World, exchange: Exchange): Error | undefined;
	/** How it answers an error. */
	refusal(error: unknown): Answer;
}

/** The key after `Bearer`; undefined without one. */
export function bearerOf(exchange: Exchange): string | undefined {
	return /^Bearer (.+)$/.exec(exchange.header('authorization') ?? '')?.[1];
}
