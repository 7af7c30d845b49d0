import { cuesIn, withoutCues } from '../../text/cues.ts';

const spoken = (text: string, model: string): string => withoutCues(text, model).replace(/\s+/g, ' ').trim();

it.each<[string, string, string]>([
	['s2.1-pro', '[happy] Hello [long pause] you.', 'Hello you.'],
	['s2.1-pro', '[a little tired, at the end of a long shift] Hello.', 'Hello.'],
	['s2.1-pro-free', '[低声说]你好。', '你好。'],
	['s2-pro', '[laughing][gasp] Ha!', 'Ha!'],
	['s2.1-pro', 'Hello (happy) you, <whisper>my</whisper> friend.', 'Hello (happy) you, <whisper>my</whisper> friend.'],
	['s2.1-pro', 'Open [and never closed', 'Open [and never closed'],
	['s2.1-pro', `[${'a'.repeat(300)}]`, `[${'a'.repeat(300)}]`],
	['s2.1-pro', '[one\ntwo]', '[one two]'],
	['s1', '(happy) Hello (soft tone) you.', 'Hello you.'],
	['s1', '(Happy)Hello. (very sad) Bye. (long-break) Now (lip-smacking).', 'Hello. Bye. Now .'],
	['s1', 'My dog (a brown one) barks [sic].', 'My dog (a brown one) barks [sic].'],
	['drama-3', '[to a child, softly] Come <whisper>here</whisper> [pause] now.', 'Come here now.'],
	['drama-3-preview', 'We say <french>bonjour</french> and <swahili>jambo</swahili>.', 'We say bonjour and jambo .'],
	['drama-3', 'Dear <name>, 1 <2 and 3> 1, <b>bold</i>, (happy).', 'Dear <name>, 1 <2 and 3> 1, <b>bold</i>, (happy).'],
	['drama-3', 'an <stress>open tag', 'an open tag'],
	['a-name-nobody-knows', '[happy] Hello (there).', 'Hello (there).'],
	['s1', '<|speaker:0|>Hi.<|speaker:12|>Yes.', 'Hi. Yes.'],
	['s2-pro', 'An <|phoneme_start|>EH1 N JH<|phoneme_end|>!', 'An !'],
	['s2-pro', '[say <|phoneme_start|>EH1<|phoneme_end|> so] Yes', 'Yes'],
])('%s does not speak its cues: %s', (model, text, heard) => {
	expect(spoken(text, model)).toBe(heard);
});

it('gives the positions of cues', () => {
	expect(cuesIn('[a] b [c]', 's2-pro')).toEqual([
		{ from: 0, to: 3 },
		{ from: 6, to: 9 },
	]);
});
