import { hexId, newVoice, type Author, type Voice } from './voice.mts';

const authors: Author[] = ['lantern studio', 'north pier', 'Ana Lima', 'kaito', 'open stage', 'les deux rives'].map(
	(nickname) => ({
		id: hexId(`author ${nickname}`),
		nickname,
	}),
);

const names: Record<string, string[]> = {
	en: [
		'Calm Narrator',
		'Harbour Radio',
		'Late Night Host',
		'Museum Guide',
		'Quiet Teacher',
		'Station Call',
		'Old Captain',
		'Help Desk',
		'Trailer Deep',
		'Bright Morning',
		'Sports Desk',
		'Story Aunt',
	],
	es: ['Voz del Sur', 'Locutora Clara', 'Profesor Amable', 'Radio Centro', 'Abuelo Tranquilo', 'Guía de Ciudad'],
	de: [
		'Ruhige Erzählerin',
		'Bahnhofsansage',
		'Nachrichten Nord',
		'Freundlicher Lehrer',
		'Hörbuch Tief',
		'Morgenmagazin',
	],
	fr: ['Conteuse du Soir', 'Radio Matin', 'Guide du Musée', 'Voix Grave', 'Annonce Métro', 'Prof Patiente'],
	ja: ['静かな語り手', '朝のラジオ', '駅のアナウンス', '先生の声', '物語のおばあさん', '深夜の司会'],
	zh: ['温柔的旁白', '早间新闻', '地铁广播', '老船长', '故事阿姨', '客服小林'],
	pt: ['Narradora Serena', 'Rádio do Porto', 'Professor Calmo', 'Guia da Cidade', 'Voz Grave', 'Manhã Alegre'],
};

const FIRST_MADE = Date.parse('2025-03-01T09:00:00Z');
const DAY = 86_400_000;

/** A number from 0 to less than `below`, decided by the seed. */
function draw(seed: string, below: number): number {
	return parseInt(hexId(seed).slice(0, 8), 16) % below;
}

function libraryVoice(title: string, language: string, index: number): Voice {
	const seed = `library ${language} ${title}`;
	const createdAt = FIRST_MADE + index * 5 * DAY + draw(`${seed} hour`, DAY);
	const author = authors[draw(`${seed} author`, authors.length)];
	return newVoice({
		id: hexId(seed),
		title,
		description: `A built-in voice of the sandbox (${language})`,
		coverImage: `coverimage/${hexId(seed)}`,
		visibility: 'public',
		licensed: draw(`${seed} licence`, 3) === 0,
		languages: [language],
		titleLanguage: language,
		tags: [language, draw(seed, 2) === 0 ? 'narration' : 'conversational', `mood-${draw(`${seed} mood`, 4)}`],
		...(author ? { author } : {}),
		own: false,
		generateSample: true,
		createdAt,
		likes: draw(`${seed} likes`, 20_000),
		tasks: draw(`${seed} tasks`, 900_000),
	});
}

/** Enough for a full list to end at the service's window; voices beyond it cannot be reached. */
const CROWD = 1100;
const CROWD_LANGUAGES = ['it', 'ko', 'pl', 'nl', 'ar'];

/** Unused voices: old, last in every order, and in languages that no other voice has. */
function crowdVoice(index: number): Voice {
	const language = CROWD_LANGUAGES[index % CROWD_LANGUAGES.length] ?? 'it';
	const title = `Open Voice ${index + 1}`;
	return {
		...libraryVoice(title, language, 0),
		createdAt: FIRST_MADE - (index + 1) * DAY,
		tags: ['open'],
		licensed: false,
		likes: 0,
		tasks: 0,
	};
}

/** The public voices of other authors, the same at every start. */
export function libraryVoices(): Voice[] {
	const all = Object.entries(names).flatMap(([language, titles]) => titles.map((title) => ({ title, language })));
	const known = all.map(({ title, language }, index) => libraryVoice(title, language, index));
	return [...known, ...Array.from({ length: CROWD }, (_, index) => crowdVoice(index))];
}
