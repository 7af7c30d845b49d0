import type { INodePropertyOptions } from 'n8n-workflow';

import type { AudioStep } from '../../audio/audioStep';
import { formats, type DescribedFormat, type Format } from '../../audio/formats';
import { encodeALaw, encodeMuLaw } from '../../audio/g711';
import { repairShortWav } from '../../audio/shortWav';
import { wavHeader } from '../../audio/wav';
import { samplesOfWav } from '../../audio/wavSound';
import { sampleRates } from '../../fishAudio/speech/settings';

/** A format of the output: the API's format, and how it is changed. */
export interface OutputFormat {
	format: DescribedFormat;
	/** Hz, if the format fixes it. */
	sampleRate?: number;
	shape?: AudioStep;
	mimeType: string;
	/** Extensions of the file name. The first is added to a name that has none of them. */
	extensions: string[];
	/** Another extension, which depends on the sample rate. */
	extensionAt?: (sampleRate: number) => string;
	/** Whether it has a WAV header, whose sizes must be correct. */
	isWav: boolean;
}

/** Sample rate of telephone systems in Hz. */
const phoneRate = 8_000;

/** The encoded PCM values of a WAV. */
const encoded =
	(encode: AudioStep): AudioStep =>
	(source) =>
		encode(samplesOfWav(source));

/** The same after a WAV header, whose sizes are filled in when they are known. */
const inWav = (encoding: 'muLaw' | 'aLaw', encode: AudioStep): AudioStep => {
	const coded: AudioStep = async function* (source) {
		yield wavHeader({ sampleRate: phoneRate, encoding });
		yield* encoded(encode)(source);
	};
	return (source) => repairShortWav(coded(source));
};

/** Raw PCM values are also requested as WAV: only its header states the sample rate. */
const requestedWav = { sampleRate: phoneRate, format: 'wav' as const };
const phoneWav = { ...requestedWav, mimeType: 'audio/wav', extensions: ['wav'], isWav: true };

/**
 * Extensions of files without a header that do not show their encoding. Asterisk reads `.pcm` as µ-law; other systems
 * read it as they are set up.
 */
const rawExtensions = ['pcm', 'raw', 'g711'];

/** Formats for telephone systems; audio/basic is µ-law of 8 kHz (RFC 2046, 4.3). */
const phoneFormats = {
	wav: { ...phoneWav, shape: repairShortWav },
	muLawWav: { ...phoneWav, shape: inWav('muLaw', encodeMuLaw) },
	aLawWav: { ...phoneWav, shape: inWav('aLaw', encodeALaw) },
	muLaw: {
		...requestedWav,
		shape: encoded(encodeMuLaw),
		mimeType: 'audio/basic',
		extensions: ['ulaw', 'ul', 'ulw', 'mu', 'mulaw', 'pcmu', ...rawExtensions],
		isWav: false,
	},
	aLaw: {
		...requestedWav,
		shape: encoded(encodeALaw),
		mimeType: 'audio/x-alaw-basic',
		extensions: ['alaw', 'al', 'alw', 'pcma', ...rawExtensions],
		isWav: false,
	},
} satisfies Record<string, OutputFormat>;

type Encoding = keyof typeof phoneFormats;

/** The encodings of the phone format. */
export const encodings = Object.keys(phoneFormats) as Encoding[];

/** The choices of *Format*: the API's formats and *Phone*. */
export const formatChoices = [...(Object.keys(formats) as Format[]), 'phone'] as const;

/**
 * The encodings of the phone format, as the panel shows them, the most used first. The sources for the phone systems
 * are in docs/speak.md.
 */
export const phoneEncodings: Array<INodePropertyOptions & { value: Encoding }> = [
	{
		name: 'PCM 16-Bit, WAV',
		value: 'wav',
		description: '3CX, Asterisk, Avaya IP Office, FreeSWITCH, Genesys Cloud',
	},
	{
		name: 'µ-Law, WAV',
		value: 'muLawWav',
		description: 'Amazon Connect, Cisco, Twilio (North America, Japan)',
	},
	{
		name: 'A-Law, WAV',
		value: 'aLawWav',
		description: 'Auerswald, Cisco (all other countries)',
	},
	{
		name: 'µ-Law, Raw',
		value: 'muLaw',
		description: 'Asterisk: .ulaw, no header (North America, Japan)',
	},
	{ name: 'A-Law, Raw', value: 'aLaw', description: 'Asterisk: .alaw, no header (all other countries)' },
];

/** Asterisk's extensions of raw PCM: `.sln` at 8 kHz; at other rates with the rate, such as `.sln16`. */
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

/** The output for a format and, for phones, its encoding. */
export const outputFormatOf = (format: Format | 'phone', encoding: Encoding): OutputFormat =>
	format === 'phone' ? phoneFormats[encoding] : apiFormat(format);

/** A file name with one of the extensions. */
export function withEnding(given: string, extensions: string[]): string {
	const [first = ''] = extensions;
	const hasOne = extensions.some((extension) => given.toLowerCase().endsWith(`.${extension}`));
	return hasOne ? given : `${given}.${first}`;
}

/** A file name with an addition, before its extension if it has one of these. */
export function withAddition(given: string, addition: string, extensions: string[]): string {
	const extension = extensions.find((one) => given.toLowerCase().endsWith(`.${one}`));
	const base = extension === undefined ? given : given.slice(0, -extension.length - 1);
	return `${base}${addition}${given.slice(base.length)}`;
}

/** The type and names of audio. */
type Kind = Pick<OutputFormat, 'mimeType' | 'extensions'>;

/** With Ogg's MIME type, messengers take Opus in Ogg as a voice note, and n8n plays it. */
const opusInOgg: Kind = { mimeType: 'audio/ogg', extensions: ['ogg', 'opus'] };

const usual = ({ mimeType, extensions, extensionAt }: OutputFormat, sampleRate: number): Kind => ({
	mimeType,
	extensions: extensionAt ? [...extensions, extensionAt(sampleRate)] : extensions,
});

/** The likely type, before any audio has arrived. `sampleRate` is the requested one. */
export const likelyKindOf = (output: OutputFormat, sampleRate: number = sampleRates.pcm.usual): Kind =>
	output.format === 'opus' ? opusInOgg : usual(output, sampleRate);

/** The true type, by the first bytes and the rate: Opus does not always come in Ogg. */
export const kindOf = (output: OutputFormat, head: Uint8Array, sampleRate: number): Kind =>
	output.format === 'opus' && Buffer.from(head.subarray(0, 4)).toString('latin1') === 'OggS'
		? opusInOgg
		: usual(output, sampleRate);
