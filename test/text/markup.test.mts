import { markupIn } from '../../text/markup.ts';

const kinds = (text: string, model = 's2.1-pro'): string[] => markupIn(text, model).map(({ kind }) => kind);

describe('markup in a text', () => {
	it.each<[string, string, string, string]>([
		['an expression in a field that is not one', 'Hello {{ $json.name }}!', 'expression', '{{ $json.name }}'],
		['JSON', '{"text": "Hello"}', 'JSON', '{"text":'],
		['a list in JSON', '[{ "text" : "Hello" }]', 'JSON', '[{ "text" :'],
		['an escaped line break', 'Hello\\nthere', 'escapes', '\\n'],
		['an escaped quotation mark', 'Say \\"Hello\\"', 'escapes', '\\"'],
		['an escaped letter', 'Caf\\u00e9', 'escapes', '\\u00e9'],
		['captions', '1\n00:00:01,000 --> 00:00:02,500\nHi', 'times', '00:00:01,000 --> 00:00:02,500'],
		['captions for the web', 'WEBVTT\n\n00:01.000 --> 00:02.500\nHi', 'times', '00:01.000 --> 00:02.500'],
		['bold print', 'This is **very** good', 'Markdown', '**very**'],
		['bold print with underscores', 'This is __very__ good', 'Markdown', '__very__'],
		['italics', 'This is *very* good', 'Markdown', '*very*'],
		['one letter in italics', 'The *a* in it', 'Markdown', '*a*'],
		['words struck out', 'Only ~~20~~ 10 euros', 'Markdown', '~~20~~'],
		['a heading', 'One\n## Our offer\nTwo', 'Markdown', '## Our offer'],
		['a rule', 'One\n---\nTwo', 'Markdown', '---'],
		['a rule of stars', 'One\n***\nTwo', 'Markdown', '***'],
		['a list of stars', 'We have\n* tea\n* coffee', 'Markdown', '* tea'],
		['a quotation', '> Be quick', 'Markdown', '> Be quick'],
		['a table', '| Tea | 2 |', 'Markdown', '| Tea | 2 |'],
		['code in a line', 'Press `Enter` now', 'code', '`Enter`'],
		['a fence', '```json\nx\n```', 'code', '```json'],
		['a link', 'Read [our page](https://example.com/a).', 'link', '[our page](https://example.com/a)'],
		['a picture', '![logo](/logo.png)', 'link', '![logo](/logo.png)'],
		['an address', 'Go to https://example.com/a now', 'address', 'https://example.com/a'],
		['an address without a scheme', 'Go to www.example.com', 'address', 'www.example.com'],
		['SSML', '<speak>Hello</speak>', 'tags', '<speak>'],
		['SSML with attributes', 'Hello <prosody rate="slow">you</prosody>', 'tags', '<prosody rate="slow">'],
		['HTML', 'One<br>two', 'tags', '<br>'],
		['HTML that closes itself', 'One<br />two', 'tags', '<br />'],
		['HTML with attributes', '<p class="x">Hi', 'tags', '<p class="x">'],
		['any tag that is closed', 'Hello <whatever>you</whatever>', 'tags', '</whatever>'],
		['a comment', 'Hi <!-- no --> you', 'tags', '<!--'],
		['an entity', 'Tom &amp; Jerry', 'entities', '&amp;'],
		['an entity of a letter', 'Caf&eacute;', 'entities', '&eacute;'],
		['an entity by number', 'It&#39;s', 'entities', '&#39;'],
		['an entity by hexadecimal number', 'It&#x27;s', 'entities', '&#x27;'],
	])('%s', (_, text, kind, example) => {
		expect(markupIn(text, 's2.1-pro')).toContainEqual({ kind, example });
	});

	it('is reported once for each kind', () => {
		expect(kinds('**a** **b** &amp; &lt; <b>c</b>')).toEqual(['tags', 'entities', 'Markdown']);
	});

	it.each([
		'It costs $5, or 4 € for two.',
		'I <3 you, and 3 < 4 > 2',
		'a*b and 2*3*4 and 2 * 3 * 4',
		'C# and F# are languages, and #hashtag is one word',
		'snake_case_name and other_name, __init is not',
		'Write to anna@example.com or <anna@example.com>',
		'f*** that, and s**t',
		'Price* and terms',
		'AT&T, R&D; Q&A; rock & roll; fish &chips;',
		'[happy] Hello [laughs softly] (whispering) you',
		'Wait... no -- yes – or — maybe',
		'- Bonjour\n- Salut',
		'1. Tea\n2. Coffee',
		'Say <|phoneme_start|>həˈloʊ<|phoneme_end|> now',
		'<|speaker:0|>Hi<|speaker:1|>Ho',
		'Wait <break time="1s"/> now',
		'Wait <break time="500ms"> now',
		'It is 10:30, section 5(a)(ii), [1](see below)',
		'5 > 3 and\n3 < 5',
		'{name} and {x}',
		'Dial *100# or #31#, then press *',
		'He said "yes" and \'no\' ´ok´',
		'¿Qué? ¡Sí! «Oui» „Ja“ 「はい」',
		'{happy}: "yes", ["a": b] and a \\ b, \\o/',
		'The ~ sign, ~5 minutes, a|b',
		'Rated ***** by all',
		'e.g. i.e. etc. www is the web',
		'x = y == z, 100 % & more',
		"rock'n'roll, 50/50, and/or, km/h, 3:1",
	])('is not %j', (text) => {
		expect(markupIn(text, 's2.1-pro')).toEqual([]);
	});

	it('depends on the model’s own tags', () => {
		const text = 'Say <whisper>this</whisper> and <klingon>that</klingon>';
		expect(kinds(text, 'drama-3')).toEqual([]);
		expect(kinds(text, 's2.1-pro')).toEqual(['tags']);
		expect(kinds(`${text} <br>`, 'drama-3')).toEqual(['tags']);
	});
});
