import type { IExecuteFunctions } from 'n8n-workflow';

import { decodeALaw, decodeMuLaw } from '../../audio/g711';
import { asItIs, type AudioStep } from '../../audio/audioStep';
import { readWavHeader, repairedWavHeader, wavHeader } from '../../audio/wav';
import type { SpokenText } from '../../fishAudio/speech/longSpeech';
import type { SourceFile } from '../../fishAudio/requests/sourceFile';
import { openStored, type Stored } from '../shared/files/store';
import { likelyKindOf, type OutputFormat } from './outputFormats';

/** Sound without a header: how it is read, and the bytes of each value. */
interface RawSound {
	decode: AudioStep;
	width: number;
}

const rawSounds = {
	pcm: { decode: asItIs, width: 2 },
	muLaw: { decode: decodeMuLaw, width: 1 },
	aLaw: { decode: decodeALaw, width: 1 },
} satisfies Record<string, RawSound>;

/** WAV codes of G.711 (RFC 2361). */
const g711Codes = new Map<number, RawSound>([
	[6, rawSounds.aLaw],
	[7, rawSounds.muLaw],
]);

/** How an audio file is sent: with another header, if it needs one, and from which byte on. Sizes in bytes. */
interface Sending {
	header: Uint8Array;
	from: number;
	/** Bytes of the stored sound. */
	soundSize: number;
	decode: AudioStep;
	/** What is sent, header included. */
	size: number;
}

/** Sound as a WAV of 16-bit PCM. */
function asWav(
	{ decode, width }: RawSound,
	bytes: number,
	{ from = 0, sampleRate }: { from?: number; sampleRate: number },
): Sending {
	const values = Math.floor((bytes - from) / width);
	const dataSize = values * 2;
	const header = wavHeader({ sampleRate, encoding: 'pcm16', dataSize });
	return { header, from, soundSize: values * width, decode, size: header.length + dataSize };
}

/** Speech to transcribe: which bytes Fish Audio is to hear. It takes neither raw sound nor G.711. */
function sendingOf(
	{ head, bytes, sampleRate }: SpokenText<Stored>,
	{ isWav }: OutputFormat,
	raw: RawSound | undefined,
): Sending {
	if (raw) return asWav(raw, bytes, { sampleRate });
	const wav = isWav ? readWavHeader(head) : undefined;
	const g711 = g711Codes.get(wav?.encoding ?? 0);
	if (wav && g711)
		return asWav(g711, Math.min(bytes, wav.dataOffset + (wav.dataSize ?? bytes)), { from: wav.dataOffset, sampleRate });
	// A long WAV is stored with placeholders for its sizes.
	const header = (isWav && repairedWavHeader(head, bytes)) || new Uint8Array(0);
	return { header, from: header.length, soundSize: bytes - header.length, decode: asItIs, size: bytes };
}

/** Passes on `length` bytes, starting at `from`. */
async function* slice(source: AsyncIterable<Uint8Array>, from: number, length: number): AsyncGenerator<Uint8Array> {
	let [skip, left] = [from, length];
	for await (const chunk of source) {
		const rest = chunk.subarray(skip, skip + left);
		skip = Math.max(0, skip - chunk.length);
		left -= rest.length;
		if (rest.length > 0) yield rest;
	}
}

/** Spoken audio as a file to transcribe. Raw PCM and G.711, which Fish Audio does not take, become a WAV on the way. */
export function spokenFile(
	context: IExecuteFunctions,
	spoken: SpokenText<Stored>,
	{ output, format, encoding }: { output: OutputFormat; format: string; encoding: string | undefined },
): SourceFile {
	const raw =
		format === 'pcm' ? rawSounds.pcm : encoding === 'muLaw' || encoding === 'aLaw' ? rawSounds[encoding] : undefined;
	const { header, from, soundSize, decode, size } = sendingOf(spoken, output, raw);
	const { mimeType, extensions } = likelyKindOf(output);
	const isWav = header.length > 0;
	return {
		name: `speech.${isWav ? 'wav' : extensions[0]}`,
		mimeType: isWav ? 'audio/wav' : mimeType,
		size,
		async *open() {
			const { id, data } = spoken.stored;
			if (header.length > 0) yield header;
			yield* decode(slice(openStored(context, { id, data }), from, soundSize));
		},
	};
}
