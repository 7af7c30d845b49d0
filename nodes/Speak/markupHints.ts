import type { Markup } from '../../text/markup';
import { shown } from '../../text/shown';
import { showHintOnce } from '../shared/items/hints';
import type { Item } from '../shared/items/item';

interface Words {
	/** The object of "'Text' has". */
	what: string;
	/** What happens to it, and what to do. */
	advice: string;
}

const plain = 'Give plain text: ask the AI model for it, or remove the markup before this node.';

const words: Record<Markup['kind'], Words> = {
	expression: {
		what: 'an expression that n8n does not resolve',
		advice: "It is read aloud as it stands. Switch 'Text' to Expression.",
	},
	JSON: {
		what: 'JSON',
		advice:
			'Its symbols and names are read aloud. Choose the field with the text in the expression, such as {{ ' +
			'$json.output.text }}.',
	},
	escapes: {
		what: 'escape sequences',
		advice: 'They are read aloud, such as a backslash and an n. Replace them with real line breaks and characters.',
	},
	times: { what: 'caption times', advice: 'They are read aloud. Give only the words.' },
	tags: {
		what: 'tags of HTML or SSML',
		advice:
			'Fish Audio does not support them: they are read aloud or change how the words sound. Remove them, for ' +
			'example with the HTML node. For a pause write [short pause], or its length: [pause 500ms] or <break ' +
			'time="500ms"/>.',
	},
	entities: { what: 'HTML entities', advice: 'They are read aloud. Write the characters themselves.' },
	code: { what: 'Markdown code', advice: `Its symbols may be read aloud. ${plain}` },
	link: {
		what: 'Markdown links',
		advice: `Their addresses are read aloud, and text in square brackets may be taken for a cue and left out. ${plain}`,
	},
	Markdown: { what: 'Markdown', advice: `Its symbols are read aloud or change how the words sound. ${plain}` },
	address: {
		what: 'web addresses',
		advice: 'They are read aloud character by character. Write them as they should be spoken, or leave them out.',
	},
};

/** Shows, once for all items, which markup in the texts will be read aloud. */
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
