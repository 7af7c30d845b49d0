import type { Finding, Figure } from './goals/goal.mts';
import { machine } from './measure/machine.mts';

const verdict = ({ met }: Figure): string => (met === undefined ? '' : met ? 'yes' : '**no**');

function section({ title, how, figures }: Finding): string {
	const rows = figures.map(
		(figure) => `| ${figure.what} | ${figure.measured} | ${figure.goal ?? ''} | ${verdict(figure)} |`,
	);
	return [`## ${title}`, '', how, '', '| what | measured | goal | reached |', '|---|---|---|---|', ...rows].join('\n');
}

/** The findings as a page. */
export function report(findings: Finding[], rounds: number): string {
	return `${[
		'# Results',
		'',
		'Written by `npm run bench`, which repeats all of it. Quantities are the median of the runs, with the ' +
			'smallest and the largest in brackets; each run',
		`is a process of its own, and what is compared runs in turns: ${rounds} rounds. Ratios tell more than ` +
			`times, which are this machine's:`,
		'',
		`> ${machine()}; ${new Date().toISOString().slice(0, 10)}`,
		'',
		'The servers run on the same machine, over loopback. What the network, TLS and Fish Audio itself take is ' +
			'not in it.',
		'',
		...findings.map((finding) => `${section(finding)}\n`),
	]
		.join('\n')
		.trimEnd()}\n`;
}

/** The findings for a terminal. */
export function summary({ title, figures }: Finding): string {
	const lines = figures.map((figure) => {
		const goal = figure.goal === undefined ? '' : `   goal: ${figure.goal}${figure.met ? '' : '   NOT REACHED'}`;
		return `   ${figure.what}: ${figure.measured}${goal}`;
	});
	return `\n${title}\n${lines.join('\n')}`;
}
