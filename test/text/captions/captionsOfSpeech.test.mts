import fc from 'fast-check';
import { readFileSync } from 'node:fs';

import { captionsOfWords } from '../../../text/captions/captions.ts';
import { FishAudioError } from '../../../fishAudio/errors.ts';
import { spokenText } from '../../../text/spokenText.ts';
import { textWords } from '../../../text/textWords.ts';
import { createTimedAudio } from '../../../fishAudio/speech/timedSpeech.ts';
import { timeWords } from '../../../text/timing/timeWords.ts';
import { columns } from '../../../text/columns.ts';

interface Segment {
	text: string;
	start: number;
	end: number;
}

/** The example of speech with times in the API's contract. */
function vendorExample(): { event: { content: string; alignment: { segments: Segment[] } }; text: string } {
	const contract = JSON.parse(readFileSync('sandbox/contract.json', 'utf8')) as {
		paths: Record<
			string,
			{ post: { responses: Record<string, { content: Record<string, { schema: { examples: never[] } }> }> } }
		>;
	};
	const [event] = contract.paths['/v1/tts/stream/with-timestamp']!.post.responses['200']!.content['text/event-stream']!
		.schema.examples as Array<{ content: string; alignment: { segments: Segment[] } }>;
	return { event: event!, text: `[happy] ${event!.content}` };
}

it("the vendor's own example keeps its punctuation and is broken at its sentences", async () => {
	const { event, text } = vendorExample();
	const timed = createTimedAudio({ text, model: 's2.1-pro', failureOf: (told) => new FishAudioError('refused', told) });
	const events = [{ ...event, audio_base64: 'SUQz' }];
	for await (const _ of timed.step(
		(async function* () {
			yield Buffer.from(events.map((one) => `event: message\ndata: ${JSON.stringify(one)}\n\n`).join(''));
		})(),
	));
	const { words, untimed } = timed.words(16.24);
	expect([words.map((word) => word.text).join(' '), untimed]).toEqual([event.content, undefined]);
	expect(words.map(({ start, end }) => [start, end])).toEqual(
		event.alignment.segments.map(({ start, end }) => [start, end]),
	);
	const captions = captionsOfWords(words);
	expect(captions.map(({ lines }) => lines.join(' ')).join(' ')).toBe(event.content);
	const shown = captions.map(({ lines }) => lines.join(' '));
	expect(shown).toEqual([
		'I can’t believe it’s been this long.',
		'It feels like forever since we last really talked.',
		expect.stringMatching(/^I’ve missed hearing your voice, your stories,/),
		expect.stringMatching(/used to say\.$/),
		'How have you been?',
		'I’ve thought about calling you so many times, but I never knew where to start.',
	]);
});

/** Segments as the API has them: in steps of 80 ms, some without a duration, with gaps, without punctuation. */
const segmentsOf = (text: string): Segment[] => {
	let now = 0;
	const units = text.match(/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]|[\p{L}\p{N}\p{M}'’]+/gu) ?? [];
	return units.map((unit, at) => {
		const start = now + (at % 5 === 4 ? 0.24 : 0);
		const end = at % 7 === 6 ? start : start + Math.max(0.08, Math.round(unit.length * 0.8) * 0.08);
		// Some words begin before the last one has ended.
		now = at % 11 === 10 ? end - 0.08 : end;
		return { text: at % 3 ? unit.replace(/['’]/g, '') : unit, start, end };
	});
};

const captionsOfText = (text: string) =>
	captionsOfWords(timeWords(textWords(spokenText(text, 's2.1-pro')), [{ segments: segmentsOf(text) }], 1000).words);

it.each<[string, string, string[]]>([
	[
		'an ellipsis goes on before a small letter',
		'Well… perhaps we should wait here for a while… Nobody knows what will come of it in the end.',
		['Well… perhaps we should wait here for a while…', 'Nobody knows what will come of it in the end.'],
	],
	[
		'titles and numbers do not end a sentence',
		'I saw Dr. Anna B. Smith on the 3. of May, and Mr. Jones, too. She was well and sent her love.',
		['I saw Dr. Anna B. Smith on the 3. of May, and Mr. Jones, too.', 'She was well and sent her love.'],
	],
	[
		'quotes stay with their words',
		'“Is anybody at home this evening?” “No, nobody is,” she answered (from above), “but do come in!”',
		['“Is anybody at home this evening?”', '“No, nobody is,” she answered (from above), “but do come in!”'],
	],
	[
		'lines of a text are places to break at',
		'The wonderful summer sale of this year\nEverything is half the price for a whole week',
		['The wonderful summer sale of this year', 'Everything is half the price for a whole week'],
	],
	[
		'Chinese',
		'今天我们来聊一聊人工智能的发展历史。你觉得未来的世界会变成怎么样呢？我不知道。',
		['今天我们来聊一聊人工智能的发展历史。', '你觉得未来的世界会变成怎么样呢？', '我不知道。'],
	],
	[
		'Japanese',
		'吾輩は猫である。名前はまだ無い。「どこで生れたか」とんと見当がつかぬ。',
		['吾輩は猫である。名前はまだ無い。', '「どこで生れたか」とんと見当がつかぬ。'],
	],
])('captions of speech: %s', (_, text, shown) => {
	const wide = /\p{Script=Han}/u.test(text);
	expect(captionsOfText(text).map(({ lines }) => lines.join(wide ? '' : ' '))).toEqual(shown);
});

describe('captions of any text', () => {
	const word = fc.constantFrom(
		'I’ve',
		'been',
		'wondering,',
		'whether',
		'(perhaps)',
		'“so”',
		'—',
		'…',
		'Dr.',
		'yes!',
		'no.',
		'今天',
		'很好。',
		'「猫」',
		'[sighs]',
		'3.5',
		'$20',
		'¿qué?',
		'(',
		'[',
		'„',
		'Straße',
	);
	const text = fc
		.array(fc.tuple(word, fc.constantFrom(' ', ' ', ' ', ' ', '\n', '\n\n')), { maxLength: 80 })
		.map((parts) => parts.flat().join(''));

	it('show all of it, once and in order, and never end with an opening bracket before the end of the text', () => {
		fc.assert(
			fc.property(text, (given) => {
				const spoken = spokenText(given, 's2.1-pro')
					.map((turn) => turn.text)
					.join(' ');
				const captions = captionsOfText(given);
				const lines = captions.flatMap((caption) => caption.lines);
				if (segmentsOf(spoken).length > 0) expect(lines.join('').replace(/\s/g, '')).toBe(spoken.replace(/\s/g, ''));
				for (const line of lines.slice(0, -1)) expect(line).not.toMatch(/[\p{Ps}\p{Pi}¿¡]$/u);
				for (const line of lines) expect(columns(line)).toBeLessThanOrEqual(42);
				captions.forEach(({ start, end }, at) => {
					expect(start).toBeGreaterThanOrEqual(captions[at - 1]?.end ?? 0);
					expect(end).toBeGreaterThan(start);
				});
			}),
			{ numRuns: 300 },
		);
	});
});
