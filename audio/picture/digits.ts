/** Digits and a colon, 3 by 5 pixels: five rows of three bits, from the top. */
const glyphs: Record<string, number> = {
	0: 0b111_101_101_101_111,
	1: 0b010_110_010_010_111,
	2: 0b111_001_111_100_111,
	3: 0b111_001_111_001_111,
	4: 0b101_101_111_001_001,
	5: 0b111_100_111_001_111,
	6: 0b111_100_111_101_111,
	7: 0b111_001_001_001_001,
	8: 0b111_101_111_101_111,
	9: 0b111_101_111_001_111,
	':': 0b000_010_000_010_000,
};

/** Pixels of a picture for each of a glyph. */
const scale = 2;

/** Pixels from one glyph to the next, and the height of all. */
const advance = 4 * scale;
export const digitHeight = 5 * scale;

/** Width of a text in pixels. */
export const widthOf = (text: string): number => text.length * advance - scale;

/** Draws a text of digits and colons with its top left corner at `left` and `top`. */
export function drawDigits(
	text: string,
	{ left, top }: { left: number; top: number },
	dot: (x: number, y: number) => void,
): void {
	Array.from(text).forEach((character, index) => {
		const glyph = glyphs[character] ?? 0;
		for (let y = 0; y < digitHeight; y++) {
			for (let x = 0; x < 3 * scale; x++) {
				const bit = 14 - 3 * Math.floor(y / scale) - Math.floor(x / scale);
				if ((glyph >> bit) & 1) dot(left + index * advance + x, top + y);
			}
		}
	});
}
