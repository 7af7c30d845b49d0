import { observed, type Fact } from '../fact.mts';
import { contentIn, segmentsIn, timed } from '../events.mts';
import { at, listAt } from '../read.mts';

const TEXT = "Hello, it's Anna. How are you?";
const FIELDS = ['alignment', 'audio_base64', 'chunk_audio_offset_sec', 'chunk_seq', 'content'];

export const timestamps: Fact[] = [
	{
		id: 'timestamps.events',
		expected: `Server-sent events, each JSON with ${FIELDS.join(', ')}, and no other events`,
		standing: 'measured',
		async check(api) {
			const { answer, events } = await timed(api, TEXT);
			const names = events.map((event) =>
				Object.keys(Object(event) as object)
					.sort()
					.join(),
			);
			const ok = events.length > 0 && names.every((name) => FIELDS.every((field) => name.split(',').includes(field)));
			return observed(
				ok && (answer.headers.get('content-type') ?? '').startsWith('text/event-stream'),
				answer.status,
				`${events.length} events`,
				names[0] ?? answer.text,
			);
		},
	},
	{
		id: 'timestamps.words-without-marks',
		expected: 'Segments are single words without punctuation',
		standing: 'measured',
		async check(api) {
			const segments = segmentsIn(await timed(api, TEXT));
			return observed(segments.length === 6 && !/[.,!?]/.test(segments.join('')), segments);
		},
	},
	{
		id: 'timestamps.content-has-marks',
		expected: '`content` has the punctuation',
		standing: 'measured',
		async check(api) {
			const content = contentIn(await timed(api, TEXT));
			return observed(/Hello,.*Anna\./.test(content) && content.trim().endsWith('?'), content);
		},
	},
	{
		id: 'timestamps.leading-cue',
		expected: 'A cue at the beginning is neither in `content` nor a segment',
		standing: 'contract',
		async check(api) {
			const spoken = await timed(api, '[happy] Hello there.');
			const [content, segments] = [contentIn(spoken), segmentsIn(spoken)];
			return observed(
				!content.includes('happy') && content.includes('Hello') && !segments.join().includes('happy'),
				content,
				segments,
			);
		},
	},
	{
		id: 'timestamps.chinese',
		expected: 'Chinese: one segment for each character',
		standing: 'measured',
		async check(api) {
			const segments = segmentsIn(await timed(api, '你好，安娜。'));
			return observed(segments.join() === '你,好,安,娜', segments);
		},
	},
	{
		id: 'timestamps.latest-state',
		expected: 'Each alignment replaces the previous one of its chunk: it never has fewer segments',
		standing: 'measured',
		async check(api) {
			const { events } = await timed(api, TEXT);
			const counts = events
				.filter((event) => at(event, 'alignment') && at(event, 'chunk_seq') === at(events[0], 'chunk_seq'))
				.map((event) => listAt(event, 'alignment', 'segments').length);
			return observed(
				counts.length > 0 && counts.every((count, index) => index === 0 || count >= (counts[index - 1] ?? 0)),
				counts,
			);
		},
	},
];
