import type { SeenRequest } from '../../support/sandbox.mts';

/** Whether the requests that the sandbox has seen show that the node has reached its phase. */
export type Sign = (requests: SeenRequest[]) => boolean;

/** So many requests are in flight. */
export const inFlight =
	(count: number): Sign =>
	(requests) =>
		requests.filter(({ endedAt }) => endedAt === undefined).length === count;

/** At least `count` requests of the method have ended. */
export const answered =
	(method: string, count = 1): Sign =>
	(requests) =>
		requests.filter((request) => request.method === method && request.endedAt !== undefined).length >= count;

/** The server has the whole request and has not ended its answer. */
export const running =
	(method: string, status?: number): Sign =>
	(requests) =>
		requests.some(
			(request) =>
				request.method === method &&
				request.endedAt === undefined &&
				request.bodyReceivedAt !== undefined &&
				(status === undefined || request.status === status),
		);

/** So many bytes of an answer that goes on are sent. */
export const underWay =
	(bytes: number): Sign =>
	(requests) =>
		requests.some(({ bytesOut, endedAt }) => endedAt === undefined && bytesOut >= bytes);
