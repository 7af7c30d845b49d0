import { FishAudioError } from '../../../fishAudio/errors.ts';
import { shown } from '../../../text/shown.ts';
import { parseVoiceId, voiceUrl } from '../../../fishAudio/voices/voiceId.ts';

const id = '802e3bc2b27e49c2995d23ef70e6ac89';
const refusal = (given: string): FishAudioError => {
	try {
		parseVoiceId(given);
	} catch (error) {
		if (error instanceof FishAudioError) return error;
		throw error;
	}
	throw new Error(`${given} was taken`);
};

it.each([
	id,
	` ${id}\n`,
	id.toUpperCase(),
	`https://fish.audio/m/${id}`,
	`https://fish.audio/m/${id}/`,
	`http://fish.audio/m/${id}`,
	`https://www.fish.audio/m/${id}`,
	`https://fish.audio/zh-CN/m/${id}`,
	`https://fish.audio/app/m/${id}?utm_source=x#top`,
	`https://fish.audio/text-to-speech/?modelId=${id}`,
	`HTTPS://FISH.AUDIO/m/${id.toUpperCase()}`,
	voiceUrl(id),
])('accepts %j', (given) => {
	expect(parseVoiceId(given)).toBe(id);
});

it.each([id.slice(1), `${id}0`, `g${id.slice(1)}`, 'Anna', ' narrator_DE-2\n', 'x', '-', 'X'.repeat(128)])(
	'accepts %j, the name of a voice on a self-hosted server, and keeps its case',
	(given) => {
		expect(parseVoiceId(given)).toBe(given.trim());
	},
);

it.each([
	'X'.repeat(129),
	'Anna Müller',
	'Anna B',
	'a.b',
	'..',
	'a/b',
	'a%2fb',
	'a\r\nb',
	'voice:1',
	`https://fish.audio/m/${id}x`,
	`https://fish.audio.evil.example/m/${id}`,
	`https://evilfish.audio/m/${id}`,
	`https://evil.example/m/${id}`,
	`https://fish.audio/m/..%2f${id}`,
	`ftp://fish.audio/m/${id}`,
	'https://fish.audio/',
	'../wallet',
	'https://',
])('refuses %j', (given) => {
	const error = refusal(given);
	expect(error.kind).toBe('input');
	expect(error.message).toContain(shown(given));
});

it('says that it is empty', () => {
	expect(refusal('').message).toBe("'Voice' is empty");
	expect(refusal(' \t').message).toBe("'Voice' is empty");
});

it('shortens a long value in its message', () => {
	expect(refusal('x'.repeat(5000)).message.length).toBeLessThan(150);
});
