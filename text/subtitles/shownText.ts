/** What one person says in a caption. */
export interface Voiced {
	/** By a WebVTT voice tag. */
	speaker: string | undefined;
	/** Not empty. */
	lines: string[];
}

/** Readings above Chinese and Japanese characters, which would be spoken twice. */
const readings = /<rt(?:[.\s][^<>]{0,100})?>[^<]{0,200}<\/rt>/gi;

/** Directions of ASS, such as `{\an8}`. */
const overrides = /\{\\[^{}]{0,500}\}/g;

const lineBreaks = /<br\s{0,9}\/?>|\\N/gi;

/** Times of single words, as in karaoke. */
const wordTimes = /<\d[\d:.,]{0,20}>/g;

/** Tags of WebVTT and of the HTML that SubRip files have. Others may be tags of the model, such as `<whisper>`. */
const tags = /<\/?(?:i|b|u|s|c|em|strong|font|span|lang|ruby|rt|p|div)(?:[.\s/][^<>]{0,500})?>/gi;

const voices = /<(\/?)v(?:\.[^\s<>]{0,100})?(?:\s([^<>]{0,500}))?>/gi;

const entities: Record<string, string> = {
	amp: '&',
	lt: '<',
	gt: '>',
	quot: '"',
	apos: "'",
	nbsp: ' ',
	lrm: '',
	rlm: '',
};

function numbered(number: number, written: string): string {
	const isCharacter = number > 0 && number <= 0x10ffff && (number < 0xd800 || number > 0xdfff);
	return isCharacter ? String.fromCodePoint(number) : written;
}

/** A text with characters in place of their HTML names. Unknown ones stay. */
const unescaped = (text: string): string =>
	text.replace(/&(?:#(\d{1,7})|#x([\da-f]{1,6})|([a-z]{2,4}));/gi, (written, decimal, hexadecimal, name) => {
		if (decimal !== undefined) return numbered(Number(decimal), written);
		if (hexadecimal !== undefined) return numbered(parseInt(String(hexadecimal), 16), written);
		return entities[String(name).toLowerCase()] ?? written;
	});

const oneSpace = (text: string): string => text.split(/\s+/).join(' ').trim();

/** The lines of a text without tags and entities. */
const linesOf = (text: string): string[] =>
	text.split('\n').flatMap((line) => {
		const read = oneSpace(unescaped(line.replace(wordTimes, '').replace(tags, '')));
		return read ? [read] : [];
	});

/** The texts between voice tags, each with the name in the tag before it. */
function betweenVoices(text: string): Array<{ name: string; text: string }> {
	const found: Array<{ name: string; text: string }> = [];
	let [name, from] = ['', 0];
	for (const { 0: tag, 1: closing, 2: annotation, index } of text.matchAll(voices)) {
		found.push({ name, text: text.slice(from, index) });
		name = closing ? '' : oneSpace(unescaped(annotation ?? ''));
		from = index + tag.length;
	}
	return [...found, { name, text: text.slice(from) }];
}

/** What a caption shows: the lines of each speaker. Empty if it shows nothing. */
export function shownText(lines: string[]): Voiced[] {
	const text = lines.join('\n').replace(readings, '').replace(overrides, '').replace(lineBreaks, '\n');
	const voiced: Voiced[] = [];
	for (const { name, text: words } of betweenVoices(text.replaceAll('\\h', ' '))) {
		const speaker = name || undefined;
		const read = linesOf(words);
		const last = voiced.at(-1);
		if (last && last.speaker === speaker) last.lines.push(...read);
		else if (read.length > 0) voiced.push({ speaker, lines: read });
	}
	return voiced;
}
