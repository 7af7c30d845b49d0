import { sight, type Fact } from '../fact.mts';
import { contentIn, segmentsIn, timed } from '../events.mts';
import { at, listAt } from '../read.mts';

const TEXT = "Hello, it's Anna. How are you?";
const FIELDS = ['alignment', 'audio_base64', 'chunk_audio_offset_sec', 'chunk_seq', 'content'];

export const timestamps: Fact[] = [
	{
		id: 'timestamps.events',
		expected: `Server-sent events, each JSON with ${FIELDS.join(', ')}, and no other mark of an end`,
		standing: 'measured',
		async check(api) {
			const { answer, events } = await timed(api, TEXT);
			const names = events.map((event) =>
				Object.keys(Object(event) as object)
					.sort()
					.join(),
			);
			const ok = events.length > 0 && names.every((name) => FIELDS.every((field) => name.split(',').includes(field)));
			return sight(
				ok && (answer.headers.get('content-type') ?? '').startsWith('text/event-stream'),
				answer.status,
				`${events.length} events`,
				names[0] ?? answer.text,
			);
		},
	},
	{
		id: 'timestamps.words-without-marks',
		expected: 'Segments are words without punctuation, one a word',
		standing: 'measured',
		async check(api) {
			const segments = segmentsIn(await timed(api, TEXT));
			return sight(segments.length === 6 && !/[.,!?]/.test(segments.join('')), segments);
		},
	},
	{
		id: 'timestamps.content-has-marks',
		expected: 'The marks are in `content`',
		standing: 'measured',
		async check(api) {
			const content = contentIn(await timed(api, TEXT));
			return sight(/Hello,.*Anna\./.test(content) && content.trim().endsWith('?'), content);
		},
	},
	{
		id: 'timestamps.leading-cue',
		expected: 'A cue at the beginning is gone from `content`, and no segment',
		standing: 'contract',
		async check(api) {
			const spoken = await timed(api, '[happy] Hello there.');
			const [content, segments] = [contentIn(spoken), segmentsIn(spoken)];
			return sight(
				!content.includes('happy') && content.includes('Hello') && !segments.join().includes('happy'),
				content,
				segments,
			);
		},
	},
	{
		id: 'timestamps.chinese',
		expected: 'Chinese: one segment a character',
		standing: 'measured',
		async check(api) {
			const segments = segmentsIn(await timed(api, '你好，安娜。'));
			return sight(segments.join() === '你,好,安,娜', segments);
		},
	},
	{
		id: 'timestamps.latest-state',
		expected: 'Each alignment is the latest whole state of its chunk: it never has fewer segments than the one before',
		standing: 'measured',
		async check(api) {
			const { events } = await timed(api, TEXT);
			const counts = events
				.filter((event) => at(event, 'alignment') && at(event, 'chunk_seq') === at(events[0], 'chunk_seq'))
				.map((event) => listAt(event, 'alignment', 'segments').length);
			return sight(
				counts.length > 0 && counts.every((count, index) => index === 0 || count >= (counts[index - 1] ?? 0)),
				counts,
			);
		},
	},
];
