import { endsSentence } from '../../text/sentences.ts';

it.each([
	['It was late.', 'He'],
	['Is it late?”', 'He'],
	['It was late…', 'He'],
	['今天天气很好。', '我们'],
	['यह ठीक है।', 'वह'],
	['كيف حالك؟', 'أنا'],
	['I don’t.', 'He'],
	["He can't.", 'She'],
	['It was in 2024.', 'Then'],
	['It costs 3.50.', 'Then'],
	['Version 2.0.', 'Then'],
	['Take vitamin B-12.', 'Then'],
	['The end.', undefined],
])('a sentence ends with: %s', (before, after) => {
	expect(endsSentence(before, after)).toBe(true);
});

it.each([
	['I met Dr.', 'Brown'],
	['I met “Mr.', 'Brown'],
	['We read J.', 'R. R. Tolkien'],
	['A Ph.D.', 'Student'],
	['At 10 a.m.', 'Anna'],
	['He is Sprecher Nr.', '2'],
	['Er kam am 24.', 'Dezember'],
	['1.', 'Milk'],
	['It was e.g.', 'late'],
	['Well…', 'perhaps'],
	['It was late,', 'He'],
	['It was late', 'He'],
])('no sentence ends with: %s', (before, after) => {
	expect(endsSentence(before, after)).toBe(false);
});
