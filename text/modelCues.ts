import { round, square } from './brackets';

/** What a model takes as a direction and does not speak. */
export interface ModelCues {
	/** The brackets of its cues; the first group is the text in them. */
	brackets: RegExp;
	/** All of its cues. Without this list, any wording is a cue. */
	names?: ReadonlySet<string>;
	/** Tags around words, such as `<whisper>…</whisper>`. */
	tags?: ReadonlySet<string>;
}

const setOf = (list: string): ReadonlySet<string> => new Set(list.split(/,\s*/));

/** Fish Audio docs, emotion reference, models overview and fine-grained control, 2026. */
const namesOfS1 = setOf(
	'happy, sad, angry, excited, calm, nervous, confident, surprised, satisfied, delighted, scared, worried, ' +
		'upset, frustrated, depressed, empathetic, embarrassed, ' +
		'disgusted, moved, proud, relaxed, grateful, curious, sarcastic, interested, confused, joyful, disdainful, ' +
		'unhappy, anxious, hysterical, indifferent, uncertain, ' +
		'doubtful, disappointed, regretful, guilty, ashamed, jealous, envious, hopeful, optimistic, pessimistic, ' +
		'nostalgic, lonely, bored, contemptuous, sympathetic, ' +
		'compassionate, determined, resigned, impatient, scornful, panicked, furious, reluctant, keen, ' +
		'disapproving, negative, denying, astonished, serious, conciliative, ' +
		'comforting, sincere, sneering, hesitating, yielding, painful, awkward, amused, in a hurry tone, shouting, ' +
		'screaming, whispering, soft tone, laughing, chuckling, ' +
		'sobbing, crying loudly, sighing, panting, groaning, gasping, yawning, snoring, crowd laughing, background ' +
		'laughter, audience laughing, break, long-break, breath, ' +
		'laugh, cough, lip-smacking, sigh',
);

/** Fish Audio docs, Drama 3, September 2026; they list only some of the languages. */
const tagsOfDrama = setOf(
	'whisper, emphasis, soft, fast, slow, stress, forceful, french, spanish, german, japanese, chinese, korean, italian',
);

/** By the beginning of a model's name. */
const families: Array<[RegExp, ModelCues]> = [
	[/^s1\b/i, { brackets: round, names: namesOfS1 }],
	[/^drama\b/i, { brackets: square, tags: tagsOfDrama }],
];

/** The API uses S2.1 for names that it does not know. */
const others: ModelCues = { brackets: square };

/** The cues of a model. */
export const cuesOfModel = (model: string): ModelCues => families.find(([name]) => name.test(model))?.[1] ?? others;
