import type { Saying } from '../../text/pronunciation/sayings';
import { hasWords } from '../../text/speakable';
import { lastSpeakerTag, speakerTagStart } from '../../text/speakerTags';
import { splitText } from '../../text/splitText';
import { longestSayings, sentBytes, sentText, type WrittenText } from './pronunciation';
import type { LongSpeechRequest } from './speechRequest';
import { stretchesOf, type Stretch } from './stretches';

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

/** Splits a text so that each part is sent in one request. */
function split(written: WrittenText): string[] {
	if (sentBytes(written) <= longestPart) return [written.text];
	const sayings = longestSayings(written);
	const parts = splitText(written.text, charactersOf(written.text, sayings), sayings);
	// Where a word longer than a part is cut, a rule may fit the rest of it.
	return parts.length > 1 ? parts.flatMap((text) => split({ ...written, text })) : parts;
}

/** The parts of a stretch; the silence before it stands before the first of them. */
const partsOfStretch = ({ text, silence }: Stretch, written: WrittenText): Stretch[] =>
	split({ ...written, text }).map((part, at) => ({ text: part, silence: at === 0 ? silence : 0 }));

/** How a text is spoken: its parts, by one request each, and the silence around them. */
export interface SpeechPlan {
	/** As they are written; `sentText` gives what is sent of each. */
	texts: string[];
	/** Seconds of silence before each part, and after the last one. */
	silences: number[];
}

/** A text, and the silence around it. */
type Planned = WrittenText & Pick<LongSpeechRequest, 'silenceBefore' | 'silenceAfter'>;

/**
 * Splits a text into the parts that are spoken by one request each: at its pauses, and where it is too long. Parts of a
 * dialogue begin with a speaker tag. A part without words is left out: the API would refuse it, and all other parts
 * would be lost with it.
 */
export function planOf({ silenceBefore = 0, silenceAfter = 0, ...written }: Planned): SpeechPlan {
	const { stretches, after } = stretchesOf(written.text, written.model);
	const parts = stretches.flatMap((stretch) => partsOfStretch(stretch, written));
	const texts = parts.length > 1 ? withTags(parts.map((part) => part.text)) : parts.map((part) => part.text);
	const isSpoken = texts.map((text) => hasWords(sentText({ ...written, text }).text, written.model));
	const isKept = isSpoken.includes(true) ? isSpoken : isSpoken.map(() => true);
	const plan: SpeechPlan = { texts: [], silences: [] };
	let silence = silenceBefore;
	parts.forEach((part, at) => {
		silence += part.silence;
		if (!isKept[at]) return;
		plan.texts.push(texts[at] ?? '');
		plan.silences.push(silence);
		silence = 0;
	});
	return { ...plan, silences: [...plan.silences, silence + after + silenceAfter] };
}

/** UTF-8 bytes of text that are sent and billed. In the parts of a dialogue some speaker tags are sent twice. */
export const billedBytes = (request: Planned): number =>
	planOf(request).texts.reduce((sum, text) => sum + sentBytes({ ...request, text }), 0);
