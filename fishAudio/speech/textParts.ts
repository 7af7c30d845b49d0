import { hasWords } from '../../text/speakable';
import { lastSpeakerTag, speakerTagStart } from '../../text/speakerTags';
import { splitText } from '../../text/splitText';
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

/** The parts of a stretch; the silence before it stands before the first of them. */
function partsOfStretch({ text, silence }: Stretch): Stretch[] {
	const isShort = Buffer.byteLength(text) <= longestPart;
	const texts = isShort ? [text] : splitText(text, (from) => charactersFrom(text, from));
	return texts.map((part, at) => ({ text: part, silence: at === 0 ? silence : 0 }));
}

/** How a text is spoken: its parts, by one request each, and the silence around them. */
export interface SpeechPlan {
	texts: string[];
	/** Seconds of silence before each part, and after the last one. */
	silences: number[];
}

/** A text, and the silence around it. */
type Planned = Pick<LongSpeechRequest, 'text' | 'model' | 'silenceBefore' | 'silenceAfter'>;

/**
 * Splits a text into the parts that are spoken by one request each: at its pauses, and where it is too long. Parts of a
 * dialogue begin with a speaker tag. A part without words is left out: the API would refuse it, and all other parts
 * would be lost with it.
 */
export function planOf({ text, model, silenceBefore = 0, silenceAfter = 0 }: Planned): SpeechPlan {
	const { stretches, after } = stretchesOf(text, model);
	const parts = stretches.flatMap(partsOfStretch);
	const texts = parts.length > 1 ? withTags(parts.map((part) => part.text)) : parts.map((part) => part.text);
	const isSpoken = texts.map((part) => hasWords(part, model));
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
	planOf(request).texts.reduce((sum, part) => sum + Buffer.byteLength(part), 0);
