import fc from 'fast-check';

import { writeDialogue } from '../../../fishAudio/speech/dialogue.ts';
import { billedBytes, longestPart, planOf } from '../../../fishAudio/speech/textParts.ts';
import { splitAtPauses } from '../../../text/pauses.ts';

const sum = (numbers: number[]): number => numbers.reduce((total, one) => total + one, 0);

describe('a text with pauses is spoken in parts', () => {
	it.each<[string, string[], number[]]>([
		['One. [pause 1s] Two.', ['One.', 'Two.'], [0, 1, 0]],
		['[pause 1s] One.', ['One.'], [1, 0]],
		['One. [pause 1s]', ['One.'], [0, 1]],
		['[pause 1s] One. <break time="500ms"/>', ['One.'], [1, 0.5]],
		['One. [pause 1s][pause 2s] [pause 500ms] Two.', ['One.', 'Two.'], [0, 3.5, 0]],
		// Cues alone go with the words they direct.
		['One. [pause 1s] [happy] [pause 2s] Two.', ['One.', '[happy] Two.'], [0, 3, 0]],
		['[happy] [pause 1s] Two.', ['[happy] Two.'], [1, 0]],
		['One. [pause 1s] [laugh]', ['One. [laugh]'], [0, 1]],
		[
			'[happy][pause 1s] One [pause 1s] [sad] [pause 1s] Two [pause 1s] [sigh]',
			['[happy] One', '[sad] Two [sigh]'],
			[1, 2, 1],
		],
		// Marks belong to the word before them.
		['One [pause 1s], two [pause 2s].', ['One,', 'two.'], [0, 1, 2]],
		['One [pause 1s] … [pause 1s] two', ['One…', 'two'], [0, 2, 0]],
		['Price [pause 1s] .5 litres', ['Price', '.5 litres'], [0, 1, 0]],
		['你好[pause 1s]，再见。[pause 1s]', ['你好，', '再见。'], [0, 1, 1]],
		['"One [pause 1s]" he said', ['"One', '" he said'], [0, 1, 0]],
		// Without letters, signs are spoken.
		['👍 [pause 1s] 👍', ['👍', '👍'], [0, 1, 0]],
		['One [pause 1s] 👍', ['One 👍'], [0, 1]],
	])('%j', (text, texts, silences) => {
		expect(planOf({ text, model: 's2.1-pro' })).toEqual({ texts, silences });
		expect(billedBytes({ text, model: 's2.1-pro' })).toBe(sum(texts.map((part) => Buffer.byteLength(part))));
	});

	it.each<[string, string, string[]]>([
		['s1', '(happy) One [pause 1s] (break) two [pause 1s] (sad)', ['(happy) One', '(break) two (sad)']],
		['s1', 'One [pause] two [pause 1s] three', ['One [pause] two', 'three']],
		[
			'drama-3',
			'<whisper>Come [pause 1s] closer</whisper>',
			['<whisper>Come </whisper>', '<whisper> closer</whisper>'],
		],
		['drama-3', '<whisper>Come closer [pause 1s]</whisper> [pause]', ['<whisper>Come closer </whisper>[pause]']],
	])('with %s: %j', (model, text, texts) => {
		expect(planOf({ text, model }).texts).toEqual(texts);
	});

	it('with silence before and after, which adds to its own', () => {
		const around = { model: 's2.1-pro', silenceBefore: 0.5, silenceAfter: 2 };
		expect(planOf({ text: 'One.', ...around })).toEqual({ texts: ['One.'], silences: [0.5, 2] });
		expect(planOf({ text: '[pause 1s] One. [pause 1s]', ...around })).toEqual({ texts: ['One.'], silences: [1.5, 3] });
	});

	it('as it stands where it has none', () => {
		const text = '  One. [pause] Two.\n[break] ';
		expect(planOf({ text, model: 's2.1-pro' })).toEqual({ texts: [text], silences: [0, 0] });
	});

	it('and is one part where nothing of it can be spoken', () => {
		const text = '[pause 1s] [happy] [pause 1s]';
		expect(planOf({ text, model: 's2.1-pro' })).toEqual({ texts: ['  [happy]  '], silences: [0, 0] });
	});

	it('that are split further where they are too long', () => {
		const long = 'It was late and he went. '.repeat(200);
		const { texts, silences } = planOf({ text: `Hi. [pause 1s] ${long}[pause 2s] Bye.`, model: 's2.1-pro' });
		expect(texts.length).toBe(4);
		expect(silences).toEqual([0, 1, 0, 2, 0]);
		expect(Math.max(...texts.map((text) => text.length))).toBeLessThanOrEqual(longestPart);
	});

	it('and loses no word and no silence', () => {
		const words = fc.constantFrom('One ', 'two, ', 'three. ', '[happy] ', '… ', '- ', '<|speaker:1|>', '\n\n');
		const pause = fc.integer({ min: 1, max: 60_000 }).map((ms) => ` [pause ${ms}ms] `);
		const silence = fc.double({ min: 0, max: 60, noNaN: true });
		fc.assert(
			fc.property(fc.array(fc.oneof(words, pause)), silence, silence, (pieces, silenceBefore, silenceAfter) => {
				const text = pieces.join('');
				fc.pre(/[a-z]/.test(text.replace(/\[.*?\]|<.*?>/g, '')));
				const { texts, silences } = planOf({ text, model: 's2.1-pro', silenceBefore, silenceAfter });
				expect(silences).toHaveLength(texts.length + 1);
				const wanted = sum(splitAtPauses(text).pauses) + silenceBefore + silenceAfter;
				expect(sum(silences)).toBeCloseTo(wanted, 6);
				const spoken = (all: string): string => all.replace(/\[.*?\]|<.*?>/g, '').replace(/[^a-z]/gi, '');
				expect(spoken(texts.join(''))).toBe(spoken(text));
				for (const part of texts) expect(spoken(part)).not.toBe('');
			}),
		);
	});
});

describe('a dialogue with pauses', () => {
	const plan = (script: string) =>
		planOf({ text: writeDialogue(script, ['Anna', 'Ben'], 's2.1-pro').text, model: 's2.1-pro' });
	const [anna, ben] = ['<|speaker:0|>', '<|speaker:1|>'];

	it.each<[string, string, string[], number[]]>([
		[
			'inside of a line',
			'Anna: One. [pause 1s] Two.\nBen: Three.',
			[`${anna}One.`, `${anna}Two.${ben}Three.`],
			[0, 1, 0],
		],
		['in a line of its own', 'Anna: One.\n[pause 1s]\nBen: Two.', [`${anna}One.`, `${ben}Two.`], [0, 1, 0]],
		['behind a name', 'Anna: One.\nBen: [pause 1s] Two.', [`${anna}One.`, `${ben}Two.`], [0, 1, 0]],
		['before a name', 'Anna: One.\n[pause 1s] Ben: Two.', [`${anna}One.`, `${ben}Two.`], [0, 1, 0]],
		['with a colon', 'Anna: One.\n[pause: 1s]\nBen: Two.', [`${anna}One.`, `${ben}Two.`], [0, 1, 0]],
		['before everything', '[pause 1s]\n[pause 1s] Anna: One.\nBen: Two.', [`${anna}One.${ben}Two.`], [2, 0]],
		['after everything', 'Anna: One.\nBen: Two.\n[pause 1s]', [`${anna}One.${ben}Two.`], [0, 1]],
		['as all that is said', 'Anna: One.\nBen: [pause 1s]\nAnna: Two.', [`${anna}One.`, `${anna}Two.`], [0, 1, 0]],
		['as all that is said at the end', 'Anna: One.\nBen: [pause 1s]', [`${anna}One.`], [0, 1]],
		[
			'in a text with tags',
			`[pause 1s]${anna}One [pause 2s] two${ben}Three`,
			[`${anna}One`, `${anna}two${ben}Three`],
			[1, 2, 0],
		],
	])('says who speaks after each: %s', (_, script, texts, silences) => {
		const { texts: found, silences: times } = plan(script);
		expect(found.map((text) => text.replace(/\s+/g, ''))).toEqual(texts.map((text) => text.replace(/\s+/g, '')));
		expect(times).toEqual(silences);
	});

	it('still reports lines that nobody speaks', () => {
		expect(() => plan('[pause 1s] Hello.\nAnna: One.')).toThrow("'Text' does not say who speaks first");
		expect(() => plan('Anna: One.\n[pause 1s] Carl: Two.')).toThrow("begins with 'Carl:'");
	});
});
