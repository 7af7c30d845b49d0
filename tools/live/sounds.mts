import type { Api } from './api.mts';

const HEADER_BYTES = 44;
/** About seven seconds. */
export const SAMPLE_TEXT =
	"Hello, this is Anna. It's good that you are here today. I will read you a short story about the sea.";
/** The price of recognising the sample in USD: 0.36 per hour, for twelve seconds to be safe. */
export const SAMPLE_PRICE = 0.0012;

/** Writes the real sizes into the header of a streamed WAV. */
function repaired(wav: Buffer): Buffer {
	const file = Buffer.from(wav);
	if (file.length < HEADER_BYTES) return file;
	file.writeUInt32LE(file.length - 8, 4);
	file.writeUInt32LE(file.length - HEADER_BYTES, 40);
	return file;
}

/** A stand-in for a person's recording: the service's own speech, as WAV. */
export function sampleOf(api: Api): Promise<Buffer> {
	return api.once('sample', async () => {
		const { status, bytes, text } = await api.speak({ text: SAMPLE_TEXT, format: 'wav', sample_rate: 16_000 });
		if (status !== 200) throw new Error(`no sample could be spoken: ${status} ${text.slice(0, 100)}`);
		return repaired(bytes);
	});
}

/** The same as MP3. */
export function mp3Of(api: Api): Promise<Buffer> {
	return api.once('sample as MP3', async () => (await api.speak({ text: SAMPLE_TEXT, mp3_bitrate: 64 })).bytes);
}

/** Silence as 8 kHz WAV. */
export function silence(seconds: number): Buffer {
	const wav = Buffer.alloc(HEADER_BYTES + Math.round(seconds * 8000) * 2);
	wav.write('RIFF', 0, 'latin1');
	wav.writeUInt32LE(wav.length - 8, 4);
	wav.write('WAVEfmt ', 8, 'latin1');
	wav.writeUInt32LE(16, 16);
	wav.writeUInt16LE(1, 20);
	wav.writeUInt16LE(1, 22);
	wav.writeUInt32LE(8000, 24);
	wav.writeUInt32LE(16_000, 28);
	wav.writeUInt16LE(2, 32);
	wav.writeUInt16LE(16, 34);
	wav.write('data', 36, 'latin1');
	wav.writeUInt32LE(wav.length - HEADER_BYTES, 40);
	return wav;
}
