import { readScript } from '../../../text/script/readScript.ts';
import { tagFault, taggedText, turnsOf } from '../../../text/script/tagged.ts';

const names = ['Anna', 'Bob'];

it('reads turns, each with the index of its speaker', () => {
	expect(readScript('Anna: Hi\nhow are you?\n---\n**bob**: Fine', names)).toEqual([
		{ speaker: 0, text: 'Hi\nhow are you?' },
		{ speaker: 1, text: 'Fine' },
	]);
});

it.each([
	['Hello\nAnna: Hi', { kind: 'noFirstSpeaker', line: 'Hello' }],
	['Anna: Hi\n\nCleo: Hi', { kind: 'unknownName', name: 'Cleo', line: 3 }],
	['Anna: Hi\n[Bob] Hi', { kind: 'noColon', name: 'Bob', written: '[Bob]', line: 2 }],
	['Anna: Hi\nBob:\nAnna: Yes', { kind: 'noWords', speaker: 1, line: 2 }],
])('finds what is wrong with a script: %j', (script, fault) => {
	expect(readScript(script, names)).toEqual(fault);
});

it('accepts no name of more than 120 characters', () => {
	const name = 'x'.repeat(120);
	expect(readScript(`Anna: Hi\n${name}: Ho`, names)).toEqual({ kind: 'unknownName', name, line: 2 });
	expect(readScript(`Anna: Hi\n${name}x: Ho`, names)).toEqual([{ speaker: 0, text: `Hi\n${name}x: Ho` }]);
});

it.each([
	['Hi <|speaker:0|>Ho', { kind: 'noFirstTag' }],
	['<|speaker:0|>Hi <| Speaker:1 |>Ho', { kind: 'wrongTag', tag: '<| Speaker:1 |>' }],
	['<|speaker:0|>Hi<|speaker:2|>Ho', { kind: 'unknownSpeaker', speaker: 2 }],
	['<|speaker:0|> <|speaker:1|>Ho', { kind: 'emptyTag', speaker: 0 }],
	['<|speaker:0|>Hi<|speaker:1|>Ho', undefined],
])('finds what is wrong with speaker tags: %j', (text, fault) => {
	expect(tagFault(text, 2)).toEqual(fault);
});

it('reads the turns of a text with speaker tags', () => {
	const turns = [
		{ speaker: 0, text: 'Hi' },
		{ speaker: 12, text: ' Ho\n' },
	];
	expect(turnsOf(taggedText(turns))).toEqual(turns);
});
