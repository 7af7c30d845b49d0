/** Sizes of n8n's sticky notes in pixels, measured in its editor. */
const size = {
	padding: 30,
	between: 8,
	text: { character: 7.1, line: 19 },
	/** How much wider a character of code is. */
	code: 1.3,
	'## ': { character: 11.2, line: 28 },
	'### ': { character: 8, line: 16 },
};

/** Width of the note's frame, and of a list's bullets. */
const indent = { frame: 32, list: 26 };

const shown = (markdown: string): string => markdown.replaceAll(/\*\*|\*|`/g, '');

function blockHeight(block: string, width: number): number {
	const heading = (['## ', '### '] as const).find((mark) => block.startsWith(mark));
	const { character, line } = size[heading ?? 'text'];
	const isStep = /^(\d+\.|-) /.test(block);
	const room = width - indent.frame - (isStep ? indent.list : 0);
	const text = block.slice(heading?.length ?? 0);
	const code = [...text.matchAll(/`([^`]*)`/g)].map(([, inner = '']) => inner).join('');
	const wide = shown(text).length * character + code.length * size.code;
	return Math.ceil(wide / room) * line + size.between;
}

/** About how high a sticky note must be for its text, in pixels. `width` is the note's. */
export function noteHeight(markdown: string, width: number): number {
	const blocks = markdown.split('\n').filter((line) => line.trim() !== '');
	return size.padding + blocks.reduce((sum, block) => sum + blockHeight(block, width), 0);
}
