import fc from 'fast-check';

import { writeDialogue } from '../../../fishAudio/speech/dialogue.ts';
import { FishAudioError } from '../../../fishAudio/errors.ts';
import { models } from '../../../fishAudio/models.ts';
import { turnsOf } from '../../../text/script/tagged.ts';

const names = ['Anna', 'Bob'];

function refusal(text: string, speakers = names, model = 's2.1-pro'): FishAudioError | undefined {
	try {
		writeDialogue(text, speakers, model);
		return undefined;
	} catch (error) {
		if (error instanceof FishAudioError) return error;
		throw error;
	}
}

const written = (text: string, speakers = names): string => writeDialogue(text, speakers, 's2.1-pro').text;

describe('a script', () => {
	it('becomes the text of the API', () => {
		expect(writeDialogue('Anna: Good morning!\nBob: Hi there.\nAnna: How are you?', names, 's2-pro')).toEqual({
			text: '<|speaker:0|>Good morning!<|speaker:1|>Hi there.<|speaker:0|>How are you?',
			speakersUsed: [0, 1],
			warnings: [],
		});
	});

	it.each([
		['names in other letters, and spaces', '  anna :  Hi \r\nBOB:Hello', names, '<|speaker:0|>Hi<|speaker:1|>Hello'],
		['names given with spaces', 'Anna  Maria: Hi', [' anna maria '], '<|speaker:0|>Hi'],
		[
			'names of other scripts, and a wide colon',
			'小明：你好\nÉlodie: Salut',
			['小明', 'élodie'],
			'<|speaker:0|>你好<|speaker:1|>Salut',
		],
		['the same name written in two ways', 'Zo\u00eb: Hi', ['Zoe\u0308'], '<|speaker:0|>Hi'],
		[
			'names in bold',
			'**Anna:** Hi **you**\n**Bob**: Hello\n__Anna__: Bye',
			names,
			'<|speaker:0|>Hi **you**<|speaker:1|>Hello<|speaker:0|>Bye',
		],
		['names with ß in capitals', 'GROSS: Hi\ngroß: Ho', ['Groß'], '<|speaker:0|>Hi<|speaker:0|>Ho'],
		[
			'Turkish names',
			'inci: Hi\nışık: Ho\nİNCİ: Ha',
			['İnci', 'IŞIK'],
			'<|speaker:0|>Hi<|speaker:1|>Ho<|speaker:0|>Ha',
		],
		['names with signs', "Dr. O'Neil (old): Hi", ["Dr. O'Neil (old)"], '<|speaker:0|>Hi'],
		['a name that ends in a number', 'Agent 7:7 apples', ['Agent 7'], '<|speaker:0|>7 apples'],
		[
			'lines that continue a turn',
			'Anna: Hi\nhow are you?\n\nI am well.\nBob: Hm',
			names,
			'<|speaker:0|>Hi\nhow are you?\nI am well.<|speaker:1|>Hm',
		],
		['a name on a line of its own', 'Anna:\nHi\nBob:\n\nHello', names, '<|speaker:0|>Hi<|speaker:1|>Hello'],
		['cues', 'Anna: [happy] Hi\n[sighs] oh', names, '<|speaker:0|>[happy] Hi\n[sighs] oh'],
		['a colon inside', 'Anna: I say: no. Bob: yes', names, '<|speaker:0|>I say: no. Bob: yes'],
		['an address', 'Anna: See\nhttps://example.com/a:b', names, '<|speaker:0|>See\nhttps://example.com/a:b'],
		['a time', 'Anna: Come\n10:30 sharp\nor at 11:15', names, '<|speaker:0|>Come\n10:30 sharp\nor at 11:15'],
		[
			'a long clause with a colon',
			`Anna: Hi\n${'and then '.repeat(9)}she said: no`,
			names,
			`<|speaker:0|>Hi\n${'and then '.repeat(9)}she said: no`,
		],
	])('may have %s', (_, text, speakers, result) => {
		expect(written(text, speakers)).toBe(result);
	});

	it.each<[string, string, string]>([
		[
			'rules between turns',
			'Anna: Hi\n---\nBob: Hello\n* * *\n=====\nAnna: Bye',
			'<|speaker:0|>Hi<|speaker:1|>Hello<|speaker:0|>Bye',
		],
		['the fences of Markdown', '```text\nAnna: Hi\nBob: Hello\n```', '<|speaker:0|>Hi<|speaker:1|>Hello'],
		[
			'names in brackets',
			'[Anna]: Hi\n(Bob): Hello\n【Anna】：Bye',
			'<|speaker:0|>Hi<|speaker:1|>Hello<|speaker:0|>Bye',
		],
		[
			'names in a list',
			'- Anna: Hi\n2. Bob: Hello\n• **Anna**: Bye',
			'<|speaker:0|>Hi<|speaker:1|>Hello<|speaker:0|>Bye',
		],
		['names in full-width letters', 'Ａｎｎａ：Hi', '<|speaker:0|>Hi'],
		[
			'names in quotation marks',
			'"Anna": Hi\n“Bob”: Hello\n„Anna“: Bye',
			'<|speaker:0|>Hi<|speaker:1|>Hello<|speaker:0|>Bye',
		],
		[
			'names after a time',
			'[00:01] Anna: Hi\n00:02 Bob: Hello\n(00:01:02.5) - Anna: Bye',
			'<|speaker:0|>Hi<|speaker:1|>Hello<|speaker:0|>Bye',
		],
		['names with direction marks', '\u200eAnna\u200f: Hi', '<|speaker:0|>Hi'],
		['names before a French colon', 'Anna : Hi', '<|speaker:0|>Hi'],
		[
			'names in bold after direction marks',
			'\u200f**Anna**\u200f: Hi\n\u2067Bob\u2069: Hello',
			'<|speaker:0|>Hi<|speaker:1|>Hello',
		],
		[
			'names before other colons',
			'Anna∶ Hi\nBob꞉ Hello\nAnna︓ Bye',
			'<|speaker:0|>Hi<|speaker:1|>Hello<|speaker:0|>Bye',
		],
		[
			'names after a date',
			'12/11/2025, 10:30 - Anna: Hi\n[12.11.25, 10:30:11] Bob: Hello\n2025-11-12 10:30 PM - Anna: Bye',
			'<|speaker:0|>Hi<|speaker:1|>Hello<|speaker:0|>Bye',
		],
		[
			'names after a time range',
			'[00:00:01.000 --> 00:00:03.500]  Anna: Hi\n(00:04 - 00:06) Bob: Hello',
			'<|speaker:0|>Hi<|speaker:1|>Hello',
		],
		['other line ends', 'Anna: Hi\u2028Bob: Hello', '<|speaker:0|>Hi<|speaker:1|>Hello'],
	])('may have %s', (_, text, result) => {
		expect(written(text)).toBe(result);
	});

	it.each([
		'He said: yes',
		'And then she asked: why?',
		'I mean: no',
		'She always says: be kind',
		'Er sagte: ja',
		'Il a dit: oui',
		'Ella dijo: no',
		'Она сказала: да',
		'他说：好',
		'彼は言った：はい',
		'Wait! One thing: run',
		'Are you sure? Think again: it is late',
		'Well, the point is: we won',
		'there is one more thing: go',
		'It was late. The clock struck: one',
		'"One thing" I know: he smiled',
		'„Nur eines“ weiß ich: er lächelte',
		'10:30 sharp',
		'10:30 Anna will come',
		'(10:30) we meet',
		'Come at 10:30',
		'The ratio is 3:1',
		'See https://example.com/a',
		'Mail mailto://x',
		'C:\\temp',
		'See you :)',
		'Hi :smile:',
		'std::vector',
		':-)',
		'Psalm 23:4',
		'The doctor came in and looked at all of us and then gave the verdict: guilty',
		`${'and then '.repeat(9)}she said: no`,
	])('may have a sentence with a colon: %s', (line) => {
		expect(written(`Anna: Hi\n${line}`)).toBe(`<|speaker:0|>Hi\n${line}`);
	});

	it('warns of speakers who never speak', () => {
		expect(writeDialogue('Bob: Hi', ['Anna', 'Bob', ' Cleo '], 's2.1-pro-free')).toMatchObject({
			speakersUsed: [1],
			warnings: ["'Anna' in 'Speakers' never speaks in 'Text'.", "'Cleo' in 'Speakers' never speaks in 'Text'."],
		});
	});

	it('comes back as its turns', () => {
		const line = fc.tuple(fc.nat(2), fc.stringMatching(/^[a-z][a-z ,.!?]{0,20}[a-z]$/));
		fc.assert(
			fc.property(fc.array(line, { minLength: 1, maxLength: 9 }), (lines) => {
				const text = written(
					lines.map(([speaker, words]) => `${['Anna', 'Bob', 'Cleo'][speaker]}: ${words}`).join('\n'),
					['Anna', 'Bob', 'Cleo'],
				);
				expect(turnsOf(text)).toEqual(lines.map(([speaker, words]) => ({ speaker, text: words })));
			}),
		);
	});
});

describe('a text with speaker tags', () => {
	it('stays unchanged', () => {
		const text = '<|speaker:1|>Hi. Note: this.\n<|speaker:0|>Hello <|speaker:1|>Bye';
		expect(writeDialogue(text, names, 's2.1-pro')).toEqual({ text, speakersUsed: [0, 1], warnings: [] });
		expect(writeDialogue('<|speaker:0|>Hi', names, 's2.1-pro').warnings).toEqual([
			"'Bob' in 'Speakers' never speaks in 'Text'.",
		]);
	});
});

describe('is refused', () => {
	it.each<[string, string, string, { speakers?: string[]; model?: string }?]>([
		["'Model' s1 cannot speak with several voices", 's2.1-pro, s2.1-pro-free, s2-pro', 'Anna: Hi', { model: 's1' }],
		["'Speakers' is empty", 'a name and a voice', 'Anna: Hi', { speakers: [] }],
		["Speaker 2 in 'Speakers' has no name", 'before the colon', 'Anna: Hi', { speakers: ['Anna', ' '] }],
		[
			"'Speakers' has 'anna' more than once",
			'Upper and lower case do not count.',
			'Anna: Hi',
			{ speakers: ['Anna', 'Bob', ' anna '] },
		],
		[
			"The name 'An:na' in 'Speakers' contains a character that names cannot have",
			'colons',
			'Anna: Hi',
			{ speakers: ['An:na'] },
		],
		["'Text' is empty", "'Anna: Hello!'", ' \n'],
		["'Text' does not say who speaks first", 'the name of a speaker and a colon', 'Hello\nAnna: Hi'],
		[
			"Line 2 of 'Text' begins with 'Cleo:', but 'Speakers' has no such name",
			'The speakers are: Anna, Bob.',
			'Anna: Hi\nCleo: Hi',
		],
		[
			"Line 3 of 'Text' begins with 'Note:', but 'Speakers' has no such name",
			'remove the colon',
			'Anna: Hi\n\nNote: this',
		],
		["Line 1 of 'Text' begins with 'Ana:', but 'Speakers' has no such name", "Add 'Ana'", 'Ana: Hi'],
		[
			"Line 2 of 'Text' begins with 'Anna (sad):', but 'Speakers' has no such name",
			'correct the name',
			'Bob: Hi\nAnna (sad): Hi',
		],
		[
			"Line 2 of 'Text' begins with '旁白:', but 'Speakers' has no such name",
			'correct the name',
			'Bob: Hi\n旁白：你好',
		],
		["'Bob' has nothing to say in line 2 of 'Text'", 'remove the line', 'Anna: Hi\nBob:\nAnna: Hm'],
		["'Anna' has nothing to say in line 1 of 'Text'", 'remove the line', 'anna:'],
		[
			"'Text' contains <|speaker:2|>, but 'Speakers' has only 2 entries",
			'the last one is <|speaker:1|>',
			'<|speaker:0|>Hi<|speaker:2|>Ho',
		],
		["'Text' has no words after <|speaker:0|>", 'after the tag', '<|speaker:0|> <|speaker:1|>Ho'],
		["'Text' does not say who speaks first", 'a speaker tag', 'Hi <|speaker:1|>Ho'],
		["'Text' contains '<|speaker: 0|>', which is not a speaker tag", 'without spaces', '<|speaker: 0|>Hi'],
		["'Text' contains '<|Speaker:0|>', which is not a speaker tag", 'without spaces', '<|speaker:0|>Hi<|Speaker:0|>Ho'],
		["'Text' contains '<speaker:0>', which is not a speaker tag", 'without spaces', '<speaker:0>Hi'],
		["'Text' contains '<|speaker:Anna|>', which is not a speaker tag", 'without spaces', '<|speaker:Anna|>Hi'],
	])('%s', (...row) => {
		const [message, advice, text, { speakers, model } = {}] = row;
		const error = refusal(text, speakers, model);
		expect(error?.message).toBe(message);
		expect(error?.kind).toBe('input');
		expect(error?.facts.advice).toContain(advice);
		expect(error?.facts.advice).toMatch(/\.$/);
	});

	it.each([
		'Speaker #2',
		'Speaker 2',
		'Tom & Jerry',
		'Guest/Caller',
		'🤖 Robot',
		'Ben, Carl',
		'【旁白】',
		'「旁白」',
		'[Carl]',
		'(Carl)',
		'Carl (on the phone)',
		'carl',
		'CARL',
		'Dr. No',
		'St. John Smith',
		"O'Neil",
		'Jean-Luc',
		'Agent @7',
		'Host+Guest',
		'Carl “The Knife” Jones',
		'Old man',
		'Customer service agent',
		'Queen of Hearts',
		'Juan de la Cruz',
		'Speaker_2',
		'Person A|B',
		'100% Carl',
		'Carl*',
		'Carl ™',
		'Sprecher Nr. 2',
		'Ведущий',
		'المذيع',
		'מנחה',
		'ผู้บรรยาย',
		'司会者',
		'진행자',
		'सूत्रधार',
		'Παρουσιαστής',
		'The Right Honourable Member of Parliament for Somewhere',
		'Professor Doctor Maximilian Alexander von Hohenstein-Wolkenburg',
		'Answer',
		'Question',
		'Said',
		'问',
		'答',
		'Ella Smith',
		'Elle Woods',
		'Lui Wong',
		'P!nk',
		'Yahoo!',
		'Who?',
		'Carl...',
		'&nbsp;Carl',
		'\\*\\*Carl',
		'x'.repeat(60),
		'Note',
		'Here is the script',
		'## Scene 1',
	])('with a name that is not a speaker: %s', (name) => {
		const plain = name.replace(/[*_]$/, '');
		for (const text of [
			`Anna: Hi\n${name}: Hello there`,
			`Anna: Hi\n${name}:Hello`,
			`Anna: Hi\n**${name}:** Hello`,
			`Anna: Hi\n${name}：Hello`,
		]) {
			expect(refusal(text)?.message).toBe(`Line 2 of 'Text' begins with '${plain}:', but 'Speakers' has no such name`);
		}
		expect(refusal(`${name}: Hello\nAnna: Hi`)?.message).toBe(
			`Line 1 of 'Text' begins with '${plain}:', but 'Speakers' has no such name`,
		);
	});

	it('with a name that is shown without the direction marks around it', () => {
		expect(refusal('\u200fמנחה\u200f: שלום')?.message).toBe(
			"Line 1 of 'Text' begins with 'מנחה:', but 'Speakers' has no such name",
		);
	});

	it('with half a character, at its position', () => {
		expect(refusal('Anna: Hi \ud83d')?.message).toBe(
			"'Text' contains half a character at position 10, after 'Anna: Hi'",
		);
		expect(refusal('Anna: Hi', ['Anna\ud83d'])?.message).toBe(
			"'Name' in 'Speakers' contains half a character at position 5, after 'Anna'",
		);
	});

	it.each(['[00:01] Carl', '00:01 Carl', '"Carl"'])(
		'with a name that is not a speaker, after a time or in quotation marks: %s',
		(name) => {
			expect(refusal(`Anna: Hi\n${name}: Hello`)?.message).toMatch(/^Line 2 of 'Text' begins with '"?Carl"?:'/);
		},
	);

	it.each([
		'[Bob] Hello',
		'(Bob) Hello',
		'<Bob> Hello',
		'**[Bob]** Hello',
		'Bob - Hello',
		'Bob – Hello',
		'Bob — Hello',
		'BOB — Hello',
		'Bob > Hello',
		'Bob -> Hello',
		'Bob | Hello',
		'【Bob】Hello',
		'Bob\tHello',
		'| Bob | Hello |',
		'Bob;Hello',
		'BOB\nHello',
		'**Bob**\nHello',
		' Bob \nHello',
	])('with a name without a colon: %s', (line) => {
		expect(refusal(`Anna: Hi\n${line}`)?.message).toMatch(/^Line 2 of 'Text' begins with '.*Bob.*' without a colon$/i);
	});

	it.each(['[happy] Hello', 'Bobby - Hello', 'Yes - Bob', '(laughs) Bob', 'Bob-a-lula', 'Well > Bob'])(
		'but not with other brackets and dashes: %s',
		(line) => {
			expect(refusal(`Anna: Hi\n${line}`)).toBeUndefined();
		},
	);

	it('and the name is shown without the tab after it', () => {
		expect(refusal('Bob\tHello')?.message).toBe("Line 1 of 'Text' begins with 'Bob' without a colon");
	});

	it('and the beginning of the text is shown if it has no name', () => {
		expect(refusal('Once upon a time\nAnna: Hi')?.facts.advice).toContain("It begins with 'Once upon a time'.");
	});

	it('with S1, which has one voice, and with no other model', () => {
		for (const model of models) expect(refusal('Anna: Hi', names, model) === undefined).toBe(model !== 's1');
	});
});

it('reads a turn of many lines in linear time; quadratic work would not end in time', () => {
	const lines = Array.from({ length: 50_000 }, () => 'This is a line of some fifty characters or so.').join('\n');
	expect(writeDialogue(`Anna:\n${lines}`, ['Anna'], 's2-pro').text).toBe(`<|speaker:0|>${lines}`);
});
