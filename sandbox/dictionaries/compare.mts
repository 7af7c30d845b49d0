import type { PronunciationRule } from '../contract.mts';

type Places = Map<string, { rule: PronunciationRule; place: number }>;

const placesOf = (rules: PronunciationRule[]): Places =>
	new Map(rules.map((rule, place) => [rule.key, { rule, place }]));

const isSame = (a: PronunciationRule, b: PronunciationRule): boolean =>
	a.value === b.value && (a.case_sensitive ?? false) === (b.case_sensitive ?? false);

/** The changes between two versions, by the rules' keys. */
export function comparison(base: PronunciationRule[], now: PronunciationRule[]): Record<string, PronunciationRule[]> {
	const before = placesOf(base);
	const after = placesOf(now);
	const kinds: Record<string, PronunciationRule[]> = { added: [], removed: [], changed: [], moved: [], unchanged: [] };
	for (const { rule, place } of after.values()) {
		const old = before.get(rule.key);
		const kind = !old ? 'added' : !isSame(old.rule, rule) ? 'changed' : old.place === place ? 'unchanged' : 'moved';
		kinds[kind]?.push(rule);
	}
	for (const { rule } of before.values()) if (!after.has(rule.key)) kinds['removed']?.push(rule);
	return kinds;
}
