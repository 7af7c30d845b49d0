/** Lines spoken in a minute, with so many requests at a time. */
export interface Speed {
	requests: number;
	lines: number;
}

/** The speeds in the table of benchmarks/RESULTS.md. */
export const speedsIn = (results: string): Speed[] =>
	[...results.matchAll(/^\| (\d+) at a time \| (\d+) lines a minute/gm)].map(([, requests, lines]) => ({
		requests: Number(requests),
		lines: Number(lines),
	}));

const width = 640;
const barHeight = 28;
const rowHeight = 40;
const left = 150;
const right = 60;
const top = 64;

const text = (x: number, y: number, words: string, attributes = ''): string =>
	`<text x="${x}" y="${y}"${attributes}>${words}</text>`;

function row({ requests, lines }: Speed, index: number, longest: number): string {
	const y = top + index * rowHeight;
	const length = Math.round(((width - left - right) * lines) / longest);
	const middle = y + barHeight / 2 + 5;
	return [
		text(left - 12, middle, `${requests} at a time`, ' text-anchor="end"'),
		`<rect x="${left}" y="${y}" width="${length}" height="${barHeight}" rx="4" fill="#2f6fed"/>`,
		text(left + length + 10, middle, String(lines), ' font-weight="600"'),
	].join('\n');
}

/** A bar for each speed, as SVG, on a ground of its own so that it can be read on light and dark pages. */
export function speedPicture(speeds: Speed[]): string {
	const height = top + speeds.length * rowHeight + 36;
	const longest = Math.max(...speeds.map(({ lines }) => lines));
	return `${[
		`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" ` +
			'font-family="system-ui, sans-serif" font-size="15" fill="#1f2937">',
		'<title>Phone prompts spoken in a minute, by requests at a time</title>',
		`<rect x="0.5" y="0.5" width="${width - 1}" height="${height - 1}" rx="10" fill="#ffffff" stroke="#c7ced9"/>`,
		text(24, 36, 'Phone prompts spoken in a minute, by requests at a time', ' font-size="17" font-weight="600"'),
		...speeds.map((speed, index) => row(speed, index, longest)),
		text(
			24,
			height - 16,
			'A test server that takes 2.4 seconds for each prompt. One machine, one run.',
			' font-size="13"',
		),
		'</svg>',
	].join('\n')}\n`;
}
