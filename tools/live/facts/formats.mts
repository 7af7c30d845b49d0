import { messageOf, type Answer } from '../api.mts';
import { observed, type Fact } from '../fact.mts';

const WAV_RATES = [8000, 16_000, 24_000, 32_000, 44_100];
const PLACEHOLDERS = ['0xffffff24', '0xffffff00'];

const typeOf = ({ headers }: Answer): string => headers.get('content-type') ?? 'none';
const hex = (value: number): string => `0x${value.toString(16)}`;
const begins = ({ bytes }: Answer, name: string): boolean => bytes.subarray(0, name.length).toString('latin1') === name;

/** Sample rate and bitrate of the first frame (MPEG 1, layer 3), after an ID3 tag if there is one. */
function mp3Facts(bytes: Buffer): { rate: number | undefined; kbits: number | undefined } {
	const from = bytes.indexOf(0xff, bytes.subarray(0, 3).toString('latin1') === 'ID3' ? 10 : 0);
	const sizes = bytes[from + 2] ?? 0;
	const kbits = [undefined, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320][sizes >> 4];
	return { rate: [44_100, 48_000, 32_000][(sizes >> 2) & 3], kbits };
}

function mp3Fact(rate: number, kbits: number): Fact {
	return {
		id: `formats.mp3-${rate}-${kbits}`,
		expected: `MP3 comes at ${rate} Hz with ${kbits} kbit/s on request`,
		standing: 'measured',
		async check(api) {
			const answer = await api.speak({ text: 'Hi.', format: 'mp3', sample_rate: rate, mp3_bitrate: kbits });
			const facts = mp3Facts(answer.bytes);
			return observed(
				answer.status === 200 && facts.rate === rate && facts.kbits === kbits,
				answer.status,
				typeOf(answer),
				facts,
			);
		},
	};
}

function wavFact(rate: number): Fact {
	return {
		id: `formats.wav-${rate}`,
		expected: `WAV comes at ${rate} Hz, 16 bits, mono, on request`,
		standing: 'measured',
		async check(api) {
			const answer = await api.speak({ text: 'Hi.', format: 'wav', sample_rate: rate });
			if (!begins(answer, 'RIFF')) return observed(false, answer.status, messageOf(answer));
			const [channels, found, bits] = [
				answer.bytes.readUInt16LE(22),
				answer.bytes.readUInt32LE(24),
				answer.bytes.readUInt16LE(34),
			];
			return observed(
				channels === 1 && found === rate && bits === 16,
				`${found} Hz`,
				`${bits} bits`,
				`${channels} channel`,
			);
		},
	};
}

export const formats: Fact[] = [
	{
		id: 'formats.default',
		expected: 'Without a format: MP3 (`audio/mpeg`) at 44,100 Hz with 128 kbit/s, without a length',
		standing: 'contract',
		async check(api) {
			const answer = await api.speak({ text: 'Hi.' });
			const facts = mp3Facts(answer.bytes);
			const length = answer.headers.get('content-length') ?? 'no length';
			return observed(
				typeOf(answer) === 'audio/mpeg' && facts.rate === 44_100 && facts.kbits === 128 && length === 'no length',
				typeOf(answer),
				facts,
				length,
			);
		},
	},
	mp3Fact(32_000, 64),
	mp3Fact(44_100, 192),
	...WAV_RATES.map(wavFact),
	{
		id: 'formats.wav-sizes',
		expected: `WAV has a header of 44 bytes with placeholder sizes: ${PLACEHOLDERS.join(', ')}`,
		standing: 'measured',
		async check(api) {
			const answer = await api.speak({ text: 'Hi.', format: 'wav' });
			if (!begins(answer, 'RIFF')) return observed(false, answer.status, messageOf(answer));
			const seen = [hex(answer.bytes.readUInt32LE(4)), hex(answer.bytes.readUInt32LE(40))];
			return observed(
				seen.join() === PLACEHOLDERS.join() && answer.bytes.subarray(36, 40).toString('latin1') === 'data',
				typeOf(answer),
				...seen,
			);
		},
	},
	{
		id: 'formats.pcm',
		expected: 'PCM comes as `audio/pcm`, without a header',
		standing: 'measured',
		async check(api) {
			const answer = await api.speak({ text: 'Hi.', format: 'pcm', sample_rate: 8000 });
			return observed(
				answer.status === 200 && typeOf(answer).startsWith('audio/pcm') && !begins(answer, 'RIFF'),
				answer.status,
				typeOf(answer),
				`${answer.bytes.length} bytes`,
			);
		},
	},
	{
		id: 'formats.opus',
		expected: 'Opus comes in Ogg, as `audio/opus`',
		standing: 'measured',
		async check(api) {
			const answer = await api.speak({ text: 'Hi.', format: 'opus', opus_bitrate: -1000 });
			return observed(
				typeOf(answer) === 'audio/opus' && begins(answer, 'OggS') && answer.bytes.includes('OpusHead'),
				answer.status,
				typeOf(answer),
				answer.bytes.subarray(0, 4).toString('latin1'),
			);
		},
	},
	{
		id: 'formats.other-rate',
		expected: 'A sample rate that MP3 does not have: 400 with the possible rates',
		standing: 'measured',
		async check(api) {
			const answer = await api.speak({ text: 'Hi.', format: 'mp3', sample_rate: 8000 });
			const said = messageOf(answer);
			return observed(
				answer.status === 400 && /32000/.test(said) && /44100/.test(said),
				answer.status,
				answer.status === 200 ? 'spoken' : said,
			);
		},
	},
	{
		id: 'formats.other-bitrate',
		expected: 'An unknown MP3 bitrate: 400',
		standing: 'measured',
		async check(api) {
			const answer = await api.speak({ text: 'Hi.', mp3_bitrate: 100 });
			return observed(answer.status === 400, answer.status, answer.status === 200 ? 'spoken' : messageOf(answer));
		},
	},
];
