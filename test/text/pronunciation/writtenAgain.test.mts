import { writtenAgain } from '../../../text/pronunciation/writtenAgain.ts';

const respelling = (word: string, sayAs: string, matchCase = false) =>
	({ word, sayAs, written: 'respelling', matchCase }) as const;

test.each([
	['a word', [respelling('Nginx', 'engine ex')], 'Use Engine Ex now.', 'Use Nginx now.'],
	['both spellings', [respelling('GIF', 'jif')], 'A jif or GIF.', 'A GIF or GIF.'],
	['only whole words', [respelling('GIF', 'jif')], 'jiffy', 'jiffy'],
	['whatever the case of the rule', [respelling('GIF', 'jif', true)], 'JIF', 'GIF'],
	['the longest', [respelling('A', 'bee'), respelling('B', 'bee hive')], 'bee hive', 'B'],
	['no signs', [respelling('&', 'and')], 'you and me', 'you and me'],
	['no phonemes', [{ ...respelling('GIF', 'JH IH1 F'), written: 'phonemes' as const }], 'JH IH1 F', 'JH IH1 F'],
])('puts words back: %s', (_, rules, text, expected) => {
	expect(writtenAgain(rules)(text)).toBe(expected);
});
