import type { PronunciationRule } from '../contract.mts';

export const PHONEMES_BEGIN = '<|phoneme_start|>';
export const PHONEMES_END = '<|phoneme_end|>';

const tag = /<\|phoneme_start\|>(.*?)<\|phoneme_end\|>/gs;

/** Lower-cases A to Z and nothing else. */
const folded = (text: string) => text.replace(/[A-Z]/g, (letter) => letter.toLowerCase());

interface Keys {
	/** Rules by their key, exact or folded. */
	rules: Map<string, PronunciationRule>;
	/** The lengths of keys, longest first. */
	lengths: number[];
}

/** The first of equal keys wins. */
function keysOf(rules: PronunciationRule[], keyOf: (key: string) => string): Keys {
	const byKey = new Map<string, PronunciationRule>();
	for (const rule of rules) if (!byKey.has(keyOf(rule.key))) byKey.set(keyOf(rule.key), rule);
	const lengths = [...new Set([...byKey.keys()].map(({ length }) => length))].sort((a, b) => b - a);
	return { rules: byKey, lengths };
}

function longestAt(text: string, at: number, { rules, lengths }: Keys): PronunciationRule | undefined {
	for (const length of lengths) {
		const rule = at + length <= text.length ? rules.get(text.slice(at, at + length)) : undefined;
		if (rule) return rule;
	}
	return undefined;
}

/** Replaces keys by phonemes, also inside words: leftmost first, then longest. */
function replacer(rules: PronunciationRule[]): (text: string) => string {
	const order = new Map(rules.map((rule, index) => [rule, index]));
	const exact = keysOf(
		rules.filter((rule) => rule.case_sensitive === true),
		(key) => key,
	);
	const loose = keysOf(
		rules.filter((rule) => rule.case_sensitive !== true),
		folded,
	);
	const first = (a: PronunciationRule, b: PronunciationRule) =>
		b.key.length - a.key.length || (order.get(a) ?? 0) - (order.get(b) ?? 0);
	return (text) => {
		const low = folded(text);
		const out: string[] = [];
		for (let at = 0; at < text.length; ) {
			const found = [longestAt(text, at, exact), longestAt(low, at, loose)].filter((rule) => rule !== undefined);
			const rule = found.sort(first)[0];
			out.push(rule ? PHONEMES_BEGIN + rule.value + PHONEMES_END : (text[at] ?? ''));
			at += rule?.key.length ?? 1;
		}
		return out.join('');
	};
}

/** Applies dictionaries to a text. Phonemes already in the text stay. */
export function pronouncer(rules: PronunciationRule[]): (text: string) => string {
	if (rules.length === 0) return (text) => text;
	const replaced = replacer(rules);
	return (text) => {
		let done = 0;
		const out: string[] = [];
		for (const { 0: written, index } of text.matchAll(tag)) {
			out.push(replaced(text.slice(done, index)), written);
			done = index + written.length;
		}
		return out.join('') + replaced(text.slice(done));
	};
}

/** Phonemes as letters, since the engine cannot read phonemes: `EH1 N JH` is spoken as `ehnjh`. */
export function spelled(text: string): string {
	return text.replace(tag, (_, phonemes: string) => phonemes.replace(/[\d\s]/g, '').toLowerCase());
}
