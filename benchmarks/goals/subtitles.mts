import { inTurns, measure, times } from '../measure/scenario.mts';
import { median, withSpread } from '../measure/statistics.mts';
import { asRatio, asSeconds } from '../measure/units.mts';
import { startService } from '../service/start.mts';
import type { Benchmark } from './goal.mts';
import { memoryAbove } from './memoryAbove.mts';

const limit = 5;

/** Milliseconds that an answer takes at most, so that all rounds take a quarter of an hour. */
const longestLatency = 200;

/**
 * The same where memory is measured. While a program waits, V8 collects its garbage: with slow answers a node that only
 * stores has no peak, and there is nothing to compare a join with.
 */
const busyLatency = 20;

/** Each takes four minutes. */
const mostRounds = 3;

/** Subtitles of a film as one track, compared with a bare client that sends as many requests. */
export const subtitles: Benchmark = async ({ size, cleanup }) => {
	const latency = Math.min(size.latency, longestLatency);
	const [service, busy] = await Promise.all([startService({ latency }), startService({ latency: busyLatency })]);
	for (const { stop } of [service, busy]) cleanup.add(stop);
	const rounds = Math.min(size.rounds, mostRounds);
	const speak = async (url: string) =>
		await measure('speakSubtitles', {
			url,
			limit,
			count: size.subtitles,
			parameters: { sound: { sampleRate: 24_000 } },
		});
	const { track, bare } = await inTurns(rounds, {
		track: async () => await speak(service.url),
		bare: async () => await measure('bareClient', { url: service.url, limit, items: size.subtitles }),
	});
	const { busyTrack, plain } = await inTurns(rounds, {
		busyTrack: async () => await speak(busy.url),
		plain: async () => await measure('plainNode', { url: busy.url, limit, items: size.subtitles }),
	});
	const { maxInFlight } = await service.counts();
	const ofBare = median(times(bare)) / median(times(track));
	return {
		title: `Subtitles: ${size.subtitles.toLocaleString('en')} captions at ${latency} ms, limit ${limit}`,
		how:
			`A bare server answers each caption after ${latency} ms with 16 KB of WAV. Fish Audio Speak stores them on ` +
			'disk and joins them, with silence, to one WAV (24 kHz) as long as the film, in turns with a bare Node client ' +
			'that sends as many requests and drops the answers. Memory is compared with a plain node that asks and ' +
			`stores as often, with answers after ${busyLatency} ms: with slower ones V8 collects the plain node's garbage ` +
			'while it waits.',
		figures: [
			{ what: 'Fish Audio Speak', measured: withSpread(times(track), asSeconds) },
			{ what: 'bare client', measured: withSpread(times(bare), asSeconds) },
			{ what: 'bare client ÷ Speak', measured: asRatio(ofBare), goal: 'at least 0.9', met: ofBare >= 0.9 },
			{ what: 'most requests in flight', measured: String(maxInFlight), goal: `${limit}`, met: maxInFlight === limit },
			memoryAbove("memory above n8n's request and store alone", busyTrack, plain),
		],
	};
};
