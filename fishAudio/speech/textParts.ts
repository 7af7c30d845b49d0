import type { Saying } from '../../text/pronunciation/sayings';
import { hasWords } from '../../text/speakable';
import { lastSpeakerTag, speakerTagStart } from '../../text/speakerTags';
import { splitText } from '../../text/splitText';
import { longestSayings, sentText, type WrittenText } from './pronunciation';

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

/** Bytes of a saying with the spaces around it. */
const bytesOf = ({ sent }: Saying): number => Buffer.byteLength(sent) + 2;

/**
 * Tells how many characters from a position on fit into a part: of Chinese a third of its bytes, of words that are said
 * by a rule as many as their sayings leave room for. Positions rise from call to call.
 */
function charactersOf(text: string, sayings: Saying[]): (from: number) => number {
	let first = 0;
	return (from) => {
		while ((sayings[first]?.from ?? Infinity) < from) first += 1;
		let at = from;
		let next = first;
		for (let bytes = 0; at < text.length; ) {
			const saying = sayings[next]?.from === at ? sayings[next] : undefined;
			const codePoint = text.codePointAt(at) ?? 0;
			bytes += saying ? bytesOf(saying) : utf8Length(codePoint);
			if (bytes > longestPart) break;
			if (saying) next += 1;
			at = saying ? saying.to : at + (codePoint < 0x1_0000 ? 1 : 2);
		}
		return at - from;
	};
}

const sentBytes = (written: WrittenText): number => Buffer.byteLength(sentText(written).text);

/** Splits a text so that each part is sent in one request. */
function split(written: WrittenText): string[] {
	if (sentBytes(written) <= longestPart) return [written.text];
	const sayings = longestSayings(written);
	const parts = splitText(written.text, charactersOf(written.text, sayings), sayings);
	// Where a word longer than a part is cut, a rule may fit the rest of it.
	return parts.length > 1 ? parts.flatMap((text) => split({ ...written, text })) : parts;
}

/**
 * Splits a text into the parts that are spoken by one request each. Parts of a dialogue begin with a speaker tag. A
 * part without words is left out: the API would refuse it, and all other parts would be lost with it.
 */
export function partsOf(written: WrittenText): string[] {
	const all = split(written);
	if (all.length === 1) return all;
	const parts = withTags(all);
	const spoken = parts.filter((text) => hasWords(sentText({ ...written, text }).text, written.model));
	return spoken.length > 0 ? spoken : parts;
}

/** UTF-8 bytes of text that are sent and billed. In the parts of a dialogue some speaker tags are sent twice. */
export const billedBytes = (written: WrittenText): number =>
	partsOf(written).reduce((sum, text) => sum + sentBytes({ ...written, text }), 0);
