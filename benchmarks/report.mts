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
		'Written by `npm run bench`, which repeats all measurements. Quantities are medians, with the smallest and ' +
			'largest in brackets. Each run',
		`is a separate process, and compared runs take turns: ${rounds} rounds. Ratios mean more than times, ` +
			'which depend on this machine:',
		'',
		`> ${machine()}; ${new Date().toISOString().slice(0, 10)}`,
		'',
		'The servers run on the same machine, over loopback, so the network, TLS and Fish Audio itself are not ' +
			'included.',
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
