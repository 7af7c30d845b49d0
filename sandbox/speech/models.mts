/** How a model reads its text. */
export interface Model {
	name: string;
	/** Finds cues, which are not spoken. */
	cues: RegExp[];
	/** Maximum voices of a dialogue; with 1, a list of voices is refused. */
	speakers: number;
}

const inBrackets = /\[+[^\]\n]{1,80}\]+/g;
const inParentheses = /\(\s*[a-z]+(?:[ -][a-z]+){0,2}\s*\)/g;
/** Cues that are single words or languages (the vendor's model card, 2026-09). No full list is known. */
const pairedTags =
	/<\/?(?:whisper|emphasis|soft|fast|slow|stress|forceful|french|spanish|german|japanese|chinese|korean|italian)>/g;

const s2 = { cues: [inBrackets], speakers: Infinity };
const drama = { cues: [inBrackets, pairedTags], speakers: 16 };

const models: Record<string, Omit<Model, 'name'>> = {
	s1: { cues: [inParentheses], speakers: 1 },
	's2-pro': s2,
	's2.1-pro': s2,
	's2.1-pro-free': s2,
	'drama-3': drama,
	'drama-3-preview': drama,
};
const FALLBACK = 's2.1-pro';

/**
 * The model for a header. A missing or unknown name is served and billed as `s2.1-pro`; so is `s1` after its end.
 */
export function modelOf(header: string | undefined, s1Ended = false): Model {
	const isKnown = header !== undefined && Object.hasOwn(models, header) && !(s1Ended && header === 's1');
	const name = isKnown ? header : FALLBACK;
	return { name, ...(models[name] ?? s2) };
}
