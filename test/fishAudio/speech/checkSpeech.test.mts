import { checkSpeech, maxInstantBytes, sampleRateOf } from '../../../fishAudio/speech/checkSpeech.ts';
import { FishAudioError } from '../../../fishAudio/errors.ts';
import type { Format } from '../../../audio/formats.ts';
import { latencies, ranges, sampleRates } from '../../../fishAudio/speech/settings.ts';
import { models } from '../../../fishAudio/models.ts';
import type { SpeechRequest } from '../../../fishAudio/speech/speechRequest.ts';
import { file } from '../../support/scripted/inputs.mts';

const hello: SpeechRequest = { text: 'Hello', model: 's2.1-pro', format: 'mp3' };

function refusal(over: Record<string, unknown>): FishAudioError | undefined {
	try {
		checkSpeech({ ...hello, ...over } as SpeechRequest);
		return undefined;
	} catch (error) {
		if (error instanceof FishAudioError) return error;
		throw error;
	}
}

const sample = (transcript: string, size = 5) => ({ file: { ...file('sound'), size }, transcript });

describe('refuses, and names the parameter', () => {
	it.each<[string, Record<string, unknown>]>([
		["'Text' is empty", { text: '' }],
		["'Text' is empty", { text: ' \n\t' }],
		["'Model ID' is empty", { model: '' }],
		["'Model ID' is not the name of a model", { model: 's1\r\nx: y' }],
		["'Format' cannot be 'ogg'", { format: 'ogg' }],
		["'Format' cannot be ''", { format: '' }],
		["'Sample Rate' 48000 Hz is not available in MP3", { sampleRate: 48_000 }],
		["'Sample Rate' 8000 Hz is not available in MP3", { sampleRate: 8000 }],
		["'Sample Rate' 44100 Hz is not available in Opus", { format: 'opus', sampleRate: 44_100 }],
		["'Sample Rate' 22050 Hz is not available in WAV", { format: 'wav', sampleRate: 22_050 }],
		["'Sample Rate' NaN Hz is not available in PCM", { format: 'pcm', sampleRate: NaN }],
		["'MP3 Bitrate' cannot be '320'", { mp3Bitrate: 320 }],
		["'Opus Bitrate' cannot be '-1'", { format: 'opus', opusBitrate: -1 }],
		["'Latency' cannot be 'fast'", { latency: 'fast' }],
		["'Speed' is 0.4, which is out of range", { speed: 0.4 }],
		["'Speed' is NaN, which is out of range", { speed: NaN }],
		["'Volume (dB)' is 20.5, which is out of range", { volume: 20.5 }],
		["'Volume (dB)' is -Infinity, which is out of range", { volume: -Infinity }],
		["'Temperature' is 1.1, which is out of range", { temperature: 1.1 }],
		["'Top P' is -0.1, which is out of range", { topP: -0.1 }],
		["'Chunk Length' is 99, which is out of range", { chunkLength: 99 }],
		["'Chunk Length' is 301, which is out of range", { chunkLength: 301 }],
		["'Chunk Length' is 150.5, which is out of range", { chunkLength: 150.5 }],
		["'Repetition Penalty' is -1, which is out of range", { repetitionPenalty: -1 }],
		['There is no sample to speak like', { samples: [] }],
		[
			'The samples are 49.0 MB together, and at most 49 MB are sent with a text',
			{ samples: [sample('a', maxInstantBytes), sample('b', 1)] },
		],
		[
			'Sample 2 is 378 seconds long, and Fish Audio takes at most 376',
			{ samples: [sample('a'), { ...sample('b'), seconds: 378 }] },
		],
		["'Transcripts' contains half a character at position 4, after 'one'", { samples: [sample('one\ud83d')] }],
		["'Text' is empty", { text: '\u200b\u2060\u00ad\u3164\ufeff\u2800' }],
		["'Text' has nothing that can be spoken", { text: '...' }],
		["'Text' has nothing that can be spoken", { text: ' — \u200b!' }],
		["'Text' has nothing that can be spoken", { text: '***' }],
		["'Text' has nothing that can be spoken", { text: '[happy]' }],
		["'Text' has nothing that can be spoken", { text: '(happy) …', model: 's1' }],
		["'Text' has nothing that can be spoken", { text: '<whisper>…</whisper>', model: 'drama-3' }],
		["'Text' has nothing that can be spoken", { text: '<|speaker:0|> [laughing] <|speaker:1|>!' }],
		["'Text' contains half a character at position 8, after 'Hello'", { text: 'Hello  \ud83d' }],
		["'Text' contains half a character at position 1", { text: '\ude00 Hello' }],
		[
			"'Text' contains half a character at position 26, after 'one sentence before'",
			{ text: 'Here is one sentence before \ud83d and more'.slice(3) },
		],
	])('%s', (message, over) => {
		const error = refusal(over);
		expect(error?.message).toBe(message);
		expect(error?.kind).toBe('input');
		expect(error?.facts.advice).toMatch(/\.$/);
	});

	it('says what can be chosen', () => {
		expect(refusal({ sampleRate: 8000 })?.facts.advice).toContain('Choose one of: 32000, 44100 Hz.');
		expect(refusal({ chunkLength: 1 })?.facts.advice).toBe('Enter a whole number from 100 to 300.');
	});
});

describe('accepts', () => {
	it('a text alone', () => expect(refusal({})).toBeUndefined());

	it('every documented model, latency, format and sample rate', () => {
		for (const model of models) expect(refusal({ model })).toBeUndefined();
		for (const latency of latencies) expect(refusal({ latency })).toBeUndefined();
		for (const [format, { choices }] of Object.entries(sampleRates)) {
			for (const sampleRate of choices) expect(refusal({ format, sampleRate })).toBeUndefined();
		}
	});

	it('each number at its limits', () => {
		for (const [name, { min, max }] of Object.entries(ranges)) {
			expect(refusal({ [name]: min })).toBeUndefined();
			expect(refusal({ [name]: max })).toBeUndefined();
		}
	});

	it('samples at their limits, with a transcript or without', () => {
		expect(refusal({ samples: [sample('a', maxInstantBytes)] })).toBeUndefined();
		expect(
			refusal({
				samples: [
					{ ...sample(''), seconds: 376 },
					{ ...sample(' '), seconds: undefined },
				],
			}),
		).toBeUndefined();
	});

	it.each([
		['(happy)', 's2.1-pro'],
		['[happy]', 's1'],
		['<whisper>Hi</whisper>', 'drama-3'],
		['<|phoneme_start|>HH AY1<|phoneme_end|>', 's2.1-pro'],
		['€', 's2.1-pro'],
		['100 %', 's2.1-pro'],
		['%', 's2.1-pro'],
		['😀', 's2.1-pro'],
		['ⅷ', 's2.1-pro'],
		['ก', 's2.1-pro'],
		['[happy] a', 's2.1-pro'],
	])('%j with %s', (text, model) => expect(refusal({ text, model })).toBeUndefined());

	it('the documented formats and sample rates, and no others', () => {
		const documented: Record<Format, number[]> = {
			mp3: [32_000, 44_100],
			wav: [8_000, 16_000, 24_000, 32_000, 44_100],
			pcm: [8_000, 16_000, 24_000, 32_000, 44_100],
			opus: [48_000],
		};
		expect(Object.fromEntries(Object.entries(sampleRates).map(([name, { choices }]) => [name, choices]))).toEqual(
			documented,
		);
	});
});

it('knows the default sample rate', () => {
	expect(sampleRateOf(hello)).toBe(44_100);
	expect(sampleRateOf({ ...hello, format: 'opus' })).toBe(48_000);
	expect(sampleRateOf({ ...hello, sampleRate: 32_000 })).toBe(32_000);
});
