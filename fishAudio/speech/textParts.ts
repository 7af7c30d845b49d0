import { hasWords } from '../../text/speakable';
import { lastSpeakerTag, speakerTagStart } from '../../text/speakerTags';
import { splitText } from '../../text/splitText';

/**
 * Bytes of text (UTF-8) in a part: about three to five minutes of sound. It arrives well within the usual deadline, and
 * little is lost when a part is cut off.
 */
export const longestPart = 3000;

/** Begins each part with a speaker tag: a tag counts until the next one, and a part may begin between two. */
function withTags(parts: string[]): string[] {
	let last = '';
	return parts.map((part) => {
		const tagged = part.startsWith(speakerTagStart) ? part : last + part;
		last = lastSpeakerTag(part) ?? last;
		return tagged;
	});
}

function utf8Length(codePoint: number): number {
	if (codePoint < 0x80) return 1;
	if (codePoint < 0x800) return 2;
	return codePoint < 0x1_0000 ? 3 : 4;
}

/** How many characters from `from` on fit into a part: of Chinese a third of its bytes. */
function charactersFrom(text: string, from: number): number {
	let at = from;
	for (let bytes = 0; at < text.length; ) {
		const codePoint = text.codePointAt(at) ?? 0;
		bytes += utf8Length(codePoint);
		if (bytes > longestPart) break;
		at += codePoint < 0x1_0000 ? 1 : 2;
	}
	return at - from;
}

/**
 * Splits a text into the parts that are spoken by one request each. Parts of a dialogue begin with a speaker tag. A
 * part without words is left out: the API would refuse it, and all other parts would be lost with it.
 */
export function partsOf({ text, model }: { text: string; model: string }): string[] {
	if (Buffer.byteLength(text) <= longestPart) return [text];
	const parts = withTags(splitText(text, (from) => charactersFrom(text, from)));
	const spoken = parts.filter((part) => hasWords(part, model));
	return spoken.length > 0 ? spoken : parts;
}

/** UTF-8 bytes of text that are sent and billed. In the parts of a dialogue some speaker tags are sent twice. */
export const billedBytes = (request: { text: string; model: string }): number =>
	partsOf(request).reduce((sum, part) => sum + Buffer.byteLength(part), 0);
