/** What a model takes for direction and does not speak. */
interface CuesOf {
	/** Where its cues stand; the first group is what is in the brackets. */
	brackets: RegExp;
	/** The only ones there are; without them any wording is one. */
	names?: ReadonlySet<string>;
	/** Tags around words, such as `<whisper>…</whisper>`. */
	tags?: ReadonlySet<string>;
}

/** A cue is no longer than that, in characters: with more in them, brackets hold prose. */
const square = /\[([^[\]\n]{1,200})\]/g;
const round = /\(([^()\n]{1,40})\)/g;

const words = (list: string): ReadonlySet<string> => new Set(list.split(/,\s*/));

/** Fish Audio docs, emotion reference, models overview and fine-grained control, 2026. */
const ofS1 = words(
	'happy, sad, angry, excited, calm, nervous, confident, surprised, satisfied, delighted, scared, worried, upset, frustrated, depressed, empathetic, embarrassed, ' +
		'disgusted, moved, proud, relaxed, grateful, curious, sarcastic, interested, confused, joyful, disdainful, unhappy, anxious, hysterical, indifferent, uncertain, ' +
		'doubtful, disappointed, regretful, guilty, ashamed, jealous, envious, hopeful, optimistic, pessimistic, nostalgic, lonely, bored, contemptuous, sympathetic, ' +
		'compassionate, determined, resigned, impatient, scornful, panicked, furious, reluctant, keen, disapproving, negative, denying, astonished, serious, conciliative, ' +
		'comforting, sincere, sneering, hesitating, yielding, painful, awkward, amused, in a hurry tone, shouting, screaming, whispering, soft tone, laughing, chuckling, ' +
		'sobbing, crying loudly, sighing, panting, groaning, gasping, yawning, snoring, crowd laughing, background laughter, audience laughing, break, long-break, breath, ' +
		'laugh, cough, lip-smacking, sigh',
);

/** Fish Audio docs, Drama 3, September 2026; there is no full list of the languages. */
const ofDrama = words(
	'whisper, emphasis, soft, fast, slow, stress, forceful, french, spanish, german, japanese, chinese, korean, italian',
);

const s1: CuesOf = { brackets: round, names: ofS1 };
const s2: CuesOf = { brackets: square };
const drama: CuesOf = { brackets: square, tags: ofDrama };

/** By the beginning of a model's name. A name that the API does not know is served by S2.1. */
const families: Array<[RegExp, CuesOf]> = [
	[/^s1\b/i, s1],
	[/^drama\b/i, drama],
];

const cuesOf = (model: string): CuesOf => families.find(([name]) => name.test(model))?.[1] ?? s2;

/** A stretch of a text, by UTF-16 units. */
export interface Stretch {
	from: number;
	/** Not in it. */
	to: number;
}

/** Phonemes with their tags; speaker tags; and any other of that kind. */
const marks = /<\|phoneme_start\|>[^<\n]{0,200}<\|phoneme_end\|>|<\|[^|\n]{1,40}\|>/g;
const tag = /<(\/?)([a-z]{2,20})>/g;

const stretchOf = ({ 0: found, index }: RegExpExecArray): Stretch => ({ from: index, to: index + found.length });

/** How strong a cue of S1 is may be told before its name. */
const strength = /^(?:very|slightly|extremely|a little|a bit)\s+/;

function bracketsIn(text: string, { brackets, names }: CuesOf): Stretch[] {
	const isCue = (name: string): boolean => !names || names.has(name.trim().toLowerCase().replace(strength, ''));
	return Array.from(text.matchAll(brackets)).flatMap((found) => (isCue(found[1] ?? '') ? [stretchOf(found)] : []));
}

/** Tags that are known, and others that stand in a pair: languages there are more of than anybody lists. */
function tagsIn(text: string, { tags }: CuesOf): Stretch[] {
	if (!tags) return [];
	const found = Array.from(text.matchAll(tag));
	const closed = new Set(found.flatMap(([, slash, name]) => (slash ? [name] : [])));
	const opened = new Set(found.flatMap(([, slash, name]) => (slash ? [] : [name])));
	return found.filter(([, , name = '']) => tags.has(name) || (closed.has(name) && opened.has(name))).map(stretchOf);
}

/**
 * What of a text the model does not speak, in its order: cues in its own brackets, its tags around words, the API's
 * marks of speakers and phonemes. Takes time in proportion to the text.
 */
export function cuesIn(text: string, model: string): Stretch[] {
	const cues = cuesOf(model);
	const all = [...Array.from(text.matchAll(marks), stretchOf), ...bracketsIn(text, cues), ...tagsIn(text, cues)].sort(
		(a, b) => a.from - b.from,
	);
	let end = 0;
	// Of two that lie in each other, as phonemes in a cue, the outer one.
	return all.filter(({ from, to }) => {
		const isApart = from >= end;
		if (isApart) end = to;
		return isApart;
	});
}

/** What the model speaks of a text. A space stands in place of each cue. */
export function withoutCues(text: string, model: string): string {
	let at = 0;
	let spoken = '';
	for (const { from, to } of cuesIn(text, model)) {
		spoken += `${text.slice(at, from)} `;
		at = to;
	}
	return spoken + text.slice(at);
}
