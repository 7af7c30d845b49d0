import type { INodePropertyOptions } from 'n8n-workflow';

import type { AudioStep } from '../../audio/audioStep';
import { formats, type DescribedFormat, type Format } from '../../audio/formats';
import { encodeALaw, encodeMuLaw } from '../../audio/g711';
import { repairShortWav } from '../../audio/shortWav';
import { wavHeader } from '../../audio/wav';
import { samplesOfWav } from '../../audio/wavSound';
import { sampleRates } from '../../fishAudio/speech/settings';

/** What comes out: the format that is asked of the API, and what is made of it. */
export interface OutputFormat {
	format: DescribedFormat;
	/** Hz, where the output has one of its own. */
	sampleRate?: number;
	shape?: AudioStep;
	mimeType: string;
	/** Of the file's name, first the one that is added where it has none of them. */
	extensions: string[];
	/** Further ones that are right at one rate alone. */
	extensionAt?: (sampleRate: number) => string;
	/** Whether it has a WAV header, whose sizes have to be true. */
	isWav: boolean;
}

/** Hz, of telephone systems. */
const phoneRate = 8_000;

/** Encoded samples of a WAV. */
const encoded =
	(encode: AudioStep): AudioStep =>
	(source) =>
		encode(samplesOfWav(source));

/** The same behind a WAV header, whose sizes are filled in when they are known. */
const inWav = (encoding: 'muLaw' | 'aLaw', encode: AudioStep): AudioStep => {
	const coded: AudioStep = async function* (source) {
		yield wavHeader({ sampleRate: phoneRate, encoding });
		yield* encoded(encode)(source);
	};
	return (source) => repairShortWav(coded(source));
};

/** Raw samples are asked for as WAV, too: its header tells their rate, which they do not tell themselves. */
const asked = { sampleRate: phoneRate, format: 'wav' as const };
const phoneWav = { ...asked, mimeType: 'audio/wav', extensions: ['wav'], isWav: true };

/**
 * Endings of samples without a header that tell nothing of their encoding. Asterisk reads `.pcm` as µ-law, others as
 * they are set.
 */
const rawEndings = ['pcm', 'raw', 'g711'];

/** For telephone systems; audio/basic is µ-law of 8 kHz (RFC 2046, 4.3). */
const phoneFormats = {
	wav: { ...phoneWav, shape: repairShortWav },
	muLawWav: { ...phoneWav, shape: inWav('muLaw', encodeMuLaw) },
	aLawWav: { ...phoneWav, shape: inWav('aLaw', encodeALaw) },
	muLaw: {
		...asked,
		shape: encoded(encodeMuLaw),
		mimeType: 'audio/basic',
		extensions: ['ulaw', 'ul', 'ulw', 'mu', 'mulaw', 'pcmu', ...rawEndings],
		isWav: false,
	},
	aLaw: {
		...asked,
		shape: encoded(encodeALaw),
		mimeType: 'audio/x-alaw-basic',
		extensions: ['alaw', 'al', 'alw', 'pcma', ...rawEndings],
		isWav: false,
	},
} satisfies Record<string, OutputFormat>;

type Encoding = keyof typeof phoneFormats;

/** The encodings of the phone format. */
export const encodings = Object.keys(phoneFormats) as Encoding[];

/** What can be had: the API's formats, and what telephone systems take. */
export const formatChoices = [...(Object.keys(formats) as Format[]), 'phone'] as const;

/** The encodings of the phone format, as they are chosen. */
export const phoneEncodings: Array<INodePropertyOptions & { value: Encoding }> = [
	{
		name: 'A-Law, Raw',
		value: 'aLaw',
		description: 'G.711 without a header (.alaw), for phone systems outside North America and Japan',
	},
	{
		name: 'A-Law, WAV',
		value: 'aLawWav',
		description: 'G.711 in a WAV file, for phone systems outside North America and Japan',
	},
	{ name: 'PCM 16-Bit, WAV', value: 'wav', description: 'For most phone systems, such as Asterisk and 3CX' },
	{
		name: 'µ-Law, Raw',
		value: 'muLaw',
		description: 'G.711 without a header (.ulaw), for phone systems in North America and Japan',
	},
	{
		name: 'µ-Law, WAV',
		value: 'muLawWav',
		description: 'G.711 in a WAV file, for phone systems in North America and Japan, such as Twilio',
	},
];

/** Asterisk's endings of raw samples: `.sln` at 8 kHz, at others with the rate behind, such as `.sln16`. */
const slinear = (sampleRate: number): string =>
	sampleRate === phoneRate ? 'sln' : `sln${Math.floor(sampleRate / 1000)}`;

const specialFormats: Partial<Record<string, Partial<OutputFormat>>> = {
	wav: { isWav: true, shape: repairShortWav },
	pcm: { shape: samplesOfWav, extensions: ['pcm', 'raw', 's16le', 'slin'], extensionAt: slinear },
	opus: { extensions: [formats.opus.extension, 'ogg'] },
};

function apiFormat(format: Format): OutputFormat {
	const { mimeType, extension } = formats[format];
	const requested = format === 'pcm' ? 'wav' : format;
	return { format: requested, mimeType, extensions: [extension], isWav: false, ...specialFormats[format] };
}

/** The output that is meant by the format and, for phones, its encoding. */
export const outputFormatOf = (format: Format | 'phone', encoding: Encoding): OutputFormat =>
	format === 'phone' ? phoneFormats[encoding] : apiFormat(format);

/** A file's name with an ending of its output. */
export function withEnding(given: string, extensions: string[]): string {
	const [first = ''] = extensions;
	const hasOne = extensions.some((extension) => given.toLowerCase().endsWith(`.${extension}`));
	return hasOne ? given : `${given}.${first}`;
}

/** How audio is called. */
type Kind = Pick<OutputFormat, 'mimeType' | 'extensions'>;

/** Messengers take Opus in Ogg as a voice note, and n8n plays it, under the name of Ogg alone. */
const opusInOgg: Kind = { mimeType: 'audio/ogg', extensions: ['ogg', 'opus'] };

const usual = ({ mimeType, extensions, extensionAt }: OutputFormat, sampleRate: number): Kind => ({
	mimeType,
	extensions: extensionAt ? [...extensions, extensionAt(sampleRate)] : extensions,
});

/** What the audio will most likely be, before any of it is there. `sampleRate` is what was asked for. */
export const likelyKindOf = (output: OutputFormat, sampleRate: number = sampleRates.pcm.usual): Kind =>
	output.format === 'opus' ? opusInOgg : usual(output, sampleRate);

/** What it is, by its first bytes and its rate: Opus need not come in Ogg. */
export const kindOf = (output: OutputFormat, head: Uint8Array, sampleRate: number): Kind =>
	output.format === 'opus' && Buffer.from(head.subarray(0, 4)).toString('latin1') === 'OggS'
		? opusInOgg
		: usual(output, sampleRate);
