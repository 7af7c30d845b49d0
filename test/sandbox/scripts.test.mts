import { startSandbox, type RunningSandbox } from '../support/sandbox.mts';
import { speakJson } from './api.mts';

let sandbox: RunningSandbox;
beforeAll(async () => {
	sandbox = await startSandbox();
	await sandbox.settings({ credit: 1000 });
});
afterAll(() => sandbox.stop());

/** Spoken one after the other by one process: no text may change the sound of the next. */
const texts = {
	Thai: 'ยินดีต้อนรับสู่ร้านของเรา เราเปิดทุกวัน ขอบคุณค่ะ',
	'much Thai': 'ยินดีต้อนรับสู่ร้านของเรา '.repeat(3),
	Lao: 'ຍິນດີຕ້ອນຮັບສູ່ຮ້ານຂອງພວກເຮົາ',
	Khmer: 'សូមស្វាគមន៍មកកាន់ហាងរបស់យើង',
	Burmese: 'ကျွန်ုပ်တို့၏ဆိုင်မှ ကြိုဆိုပါသည်',
	Tibetan: 'ང་ཚོའི་ཚོང་ཁང་དུ་དགའ་བསུ་ཞུ།',
	Chinese: '欢迎光临我们的商店，我们每天营业。'.repeat(4),
	Japanese: 'いらっしゃいませ。コーヒーはいかがですか。',
	Korean: '저희 가게에 오신 것을 환영합니다.',
	Arabic: 'مرحبا بكم في متجرنا، نحن مفتوحون كل يوم.',
	Hebrew: 'ברוכים הבאים לחנות שלנו.',
	Hindi: 'हमारी दुकान में आपका स्वागत है।',
	Tamil: 'எங்கள் கடைக்கு வரவேற்கிறோம்.',
	Greek: 'Καλώς ήρθατε στο κατάστημά μας.',
	Russian: 'Добро пожаловать в наш магазин.',
	Amharic: 'ወደ ሱቃችን እንኳን በደህና መጡ።',
	emoji: '👩‍👩‍👧‍👦'.repeat(12),
	signs: '<>&%$#@'.repeat(12),
	'one word': 'a'.repeat(200),
	'many phonemes': `<|phoneme_start|>${'EH1 N '.repeat(170)}<|phoneme_end|>`,
	controls: '\0\u0001\u0007\u001b[31m',
	nothing: '...',
};

test.each(Object.entries(texts))('%s does not change what is spoken next', async (_script, text) => {
	const requests = [
		{ text: 'Good morning, Anna.', format: 'pcm', sample_rate: 16_000 },
		{ text: 'Hello there!', format: 'wav' },
	];
	const before = await Promise.all(requests.map((request) => sandbox.ttsBytes(request)));
	const { status, bytes } = await speakJson(sandbox, { text, format: 'pcm', sample_rate: 8000 });
	expect([status, bytes.length > 0]).toEqual([200, true]);
	for (const [index, request] of [...requests, ...requests].entries()) {
		expect((await sandbox.ttsBytes(request)).equals(before[index % 2]!)).toBe(true);
	}
	expect(sandbox.complaints()).toBe('');
});
