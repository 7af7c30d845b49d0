/**
 * Words that begin a sentence about someone, in the languages with most users. Alone they may be labels.
 */
const pronoun = new RegExp(
	`^(?:${[
		'i|he|she|it|we|they|you',
		'ich|er|sie|es|wir|ihr',
		'je|il|elle|on|nous|vous|ils|elles',
		'yo|él|ella|nosotros|ellos|ellas',
		'io|lui|lei|noi|loro',
		'eu|ele|ela|eles|elas',
		'я|он|она|мы|они',
	].join('|')})\\s`,
	'iu',
);

/** Words that come before a quotation, in the same languages. Alone they may be labels, too. */
const saying = new RegExp(
	`[\\s'’](?:${[
		'says?|said|asks?|asked|replie[sd]|replied|answere?d|answers?|thought|thinks|wrote|writes|added|adds',
		'whispere?d|whispers|shouted|shouts|called|calls|continued|explained',
		'sagte?|sagt|fragte?|fragt|rief|antwortete?|meinte',
		'dit|demande|répond|répondit',
		'dijo|dice|preguntó|respondió',
		'disse|chiese|rispose|perguntou|respondeu',
		'сказал|сказала|спросил|спросила|ответил|ответила',
	].join('|')})$`,
	'iu',
);
const sayingUnspaced = /.(?:说|說|问|問|道|答|喊|叫|言った|言う|聞いた|答えた)$/u;

/** Small words in names: Queen of Hearts, Juan de la Cruz. */
const particle = new RegExp(
	`^(?:${[
		'of|the|a|an|and|in|at|on|for|from|to|with',
		'von|van|der|den|de|del|della|di|da|do|dos|das|du|des|la|le|les|el',
		'und|et|y|e|bin|ibn|al|zu|vom',
	].join('|')})$`,
	'u',
);

const isSmall = (word: string): boolean => /^\p{Ll}/u.test(word) && !particle.test(word);

/** Whether the words before a colon are more likely part of a sentence than a name. */
export function looksLikeSentence(words: string): boolean {
	if (/(?:[!?;…]|\.{2}|\p{Ll}{4,}\.)\s|[；。！？؟]\S/u.test(words.replace(/\([^()]*\)/g, ''))) return true;
	if (/^["'“„«‘‚”]/u.test(words) || saying.test(words) || sayingUnspaced.test(words)) return true;
	// "Ella Smith" and "Lui Wong" are names.
	if (pronoun.test(words) && !/^\S+\s+\p{Lu}/u.test(words)) return true;
	const list = words.split(/\s+/);
	const small = list.filter(isSmall).length;
	// "Well, that is it" goes on in small letters; "Ben, Carl" does not.
	if (/[,，、]\s*\p{Ll}/u.test(words) && small > 1) return true;
	if (/^\p{Ll}/u.test(words) && list.length > 3) return true;
	return list.length > 10 || small > 5;
}
