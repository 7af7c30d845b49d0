/** Prints a line, indented under the step it belongs to. */
export const say = (line = ''): void => console.log(line === '' ? '' : `   ${line}`);

/** Prints a step's heading. */
export const step = (number: number, title: string): void => console.log(`\n${number}. ${title}\n`);

/** A duration for people. */
export const seconds = (value: number): string => `${value.toFixed(1)} seconds`;

/** A size for people. */
export function size(bytes: number): string {
	if (bytes < 1000) return `${bytes} bytes`;
	return bytes < 1_000_000 ? `${Math.round(bytes / 1000)} kB` : `${(bytes / 1_000_000).toFixed(1)} MB`;
}

/** Rows as aligned columns; the last column is not padded. */
export function table(rows: string[][]): void {
	const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
	for (const row of rows)
		say(
			row
				.map((cell, column) => cell.padEnd(widths[column] ?? 0))
				.join('   ')
				.trimEnd(),
		);
}
