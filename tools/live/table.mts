import type { Outcome } from './run.mts';

const marks = { 'as expected': '✓', different: '✗', skipped: '–' } as const;

/** A cell must not contain a line break or a bar. */
const cell = (text: string): string => text.replace(/\s+/g, ' ').replaceAll('|', '\\|').trim();

function count(outcomes: readonly Outcome[], verdict: Outcome['verdict']): number {
	return outcomes.filter((outcome) => outcome.verdict === verdict).length;
}

export const cents = (usd: number): string => `${(usd * 100).toFixed(2)} cents`;

export interface Report {
	outcomes: Outcome[];
	/** Estimated, in USD. */
	spent: number;
	baseUrl: string;
	date: Date;
}

/** The results as Markdown for an issue. */
export function markdownOf({ outcomes, spent, baseUrl, date }: Report): string {
	const sums =
		`${count(outcomes, 'as expected')} as expected, ${count(outcomes, 'different')} different, ` +
		`${count(outcomes, 'skipped')} skipped`;
	const rows = outcomes.map(({ fact, verdict, seen }) => [
		`\`${fact.id}\` (${fact.standing})`,
		fact.expected,
		`${marks[verdict]} ${seen}`,
	]);
	return [
		`${baseUrl}, ${date.toISOString().slice(0, 10)}: ${sums}; about ${cents(spent)} spent.`,
		'',
		'| fact | expected | seen |',
		'| --- | --- | --- |',
		...rows.map((row) => `| ${row.map(cell).join(' | ')} |`),
	].join('\n');
}
