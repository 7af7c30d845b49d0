import type { Markup } from '../../text/markup';
import { shown } from '../../text/shown';
import { showHintOnce } from '../shared/items/hints';
import type { Item } from '../shared/items/item';

interface Words {
	/** What 'Text' has. */
	what: string;
	/** What becomes of it, and what to do. */
	advice: string;
}

const plain = 'Give plain text: ask the AI model for it, or take the markup out before this node.';

const words: Record<Markup['kind'], Words> = {
	expression: {
		what: 'an expression that is not worked out',
		advice: "It is read aloud as it stands. Switch 'Text' to Expression.",
	},
	JSON: {
		what: 'JSON',
		advice:
			'Its signs and names are read aloud. Choose the field with the words in the expression, such as {{ $json.output.text }}.',
	},
	escapes: {
		what: 'characters in the writing of programs',
		advice:
			'They are read aloud as they stand, such as a backslash and an n. Put line breaks and the characters themselves in their place.',
	},
	times: { what: 'times of captions', advice: 'They are read aloud. Give the words alone.' },
	tags: {
		what: 'tags of HTML or SSML',
		advice:
			'Fish Audio does not heed them: they are read aloud or change how the words sound. Use cues such as [short pause], and take the tags out, for example by the HTML node.',
	},
	entities: { what: 'HTML entities', advice: 'They are read aloud as they stand. Write the characters themselves.' },
	code: { what: 'Markdown code', advice: `Its signs may be read aloud. ${plain}` },
	link: {
		what: 'Markdown links',
		advice: `Their address is read aloud, and what stands in square brackets may be taken for a cue and left out. ${plain}`,
	},
	Markdown: { what: 'Markdown', advice: `Its signs are read aloud or change how the words sound. ${plain}` },
	address: {
		what: 'addresses of web pages',
		advice: 'They are read aloud sign by sign. Write them as they are to be spoken, or leave them out.',
	},
};

/** Tells, once for all items, what in the texts is meant for the eye and is read aloud. */
export function hintAtMarkup(item: Item, markup: Markup[]): void {
	for (const { kind, example } of markup) {
		const { what, advice } = words[kind];
		showHintOnce(
			item.context,
			'warning',
			`'Text' has ${what}, such as ${shown(example, 40)} [item ${item.index}]. ${advice}`,
			`markup ${kind}`,
		);
	}
}
