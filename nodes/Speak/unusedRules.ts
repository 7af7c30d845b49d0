import { replacementsIn } from '../../text/pronunciation/replacements';
import type { PronunciationRule } from '../../text/pronunciation/rule';
import { shown } from '../../text/shown';
import { hasChanged } from './fingerprint';
import { spokenTexts } from './plannedSpeech';
import type { SpeechItem } from './speechItem';

/** How many words the warning names. */
const named = 3;

const keyOf = ({ word, matchCase }: PronunciationRule): string => JSON.stringify([word, matchCase]);

/** The rules that fit one of the texts, also where a longer one or an equal one comes first. */
function fittingIn(texts: string[], model: string, rules: PronunciationRule[]): PronunciationRule[] {
	const found = new Set(texts.flatMap((text) => replacementsIn(text, model, rules).map(({ rule }) => rule)));
	if (found.size === 0) return [];
	const others = rules.filter((rule) => !found.has(rule));
	return [...found, ...fittingIn(texts, model, others)];
}

/** The words of rules that fit no text. */
function unusedWords(items: SpeechItem[]): string[] {
	const rules = new Map<string, { word: string; isUsed: boolean }>();
	for (const item of items) {
		const left = item.panelRules.filter((rule) => rules.get(keyOf(rule))?.isUsed !== true);
		const fitting = new Set(left.length > 0 ? fittingIn(spokenTexts(item), item.request.model, left) : []);
		for (const rule of left) rules.set(keyOf(rule), { word: rule.word, isUsed: fitting.has(rule) });
	}
	return [...rules.values()].flatMap(({ word, isUsed }) => (isUsed ? [] : [word]));
}

/** A warning about rules of the panel that fit no text of a run; undefined if there are none, or nothing is spoken. */
export async function aboutUnusedRules(items: SpeechItem[]): Promise<string | undefined> {
	const words = unusedWords(items);
	if (words.length === 0 || !(await Promise.all(items.map(hasChanged))).includes(true)) return undefined;
	const list = words.slice(0, named).map((word) => `'${shown(word, 40)}'`);
	if (words.length === 1) return `The rule for ${list.join()} fits no text of this run. Check how it is written.`;
	const more = words.length > named ? ` and ${words.length - named} more` : '';
	return `The rules for ${list.join(', ')}${more} fit no text of this run. Check how they are written.`;
}
