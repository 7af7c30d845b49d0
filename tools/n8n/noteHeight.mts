/** Sizes of n8n's sticky notes in pixels, measured in its editor. */
const size = { padding: 30, character: 7.1, line: 19, between: 8, heading: { '##': 36, '###': 24 } };

/** Width of the note's frame, and of a list's bullets. */
const indent = { frame: 32, list: 26 };

const shown = (markdown: string): string => markdown.replaceAll(/\*\*|\*|`/g, '');

function blockHeight(block: string, width: number): number {
	const [, heading] = /^(##|###) /.exec(block) ?? [];
	if (heading !== undefined) return size.heading[heading as keyof typeof size.heading];
	const isStep = /^(\d+\.|-) /.test(block);
	const room = width - indent.frame - (isStep ? indent.list : 0);
	return Math.ceil((shown(block).length * size.character) / room) * size.line + size.between;
}

/** About how high a sticky note must be for its text, in pixels. `width` is the note's. */
export function noteHeight(markdown: string, width: number): number {
	const blocks = markdown.split('\n').filter((line) => line.trim() !== '');
	return size.padding + blocks.reduce((sum, block) => sum + blockHeight(block, width), 0);
}
