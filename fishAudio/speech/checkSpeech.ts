import { inputError } from '../errors';
import { formats } from '../../audio/formats';
import { checkModelName } from '../models';
import { withoutPauses } from '../../text/pauses';
import { shown } from '../../text/shown';
import { canBeSpoken } from '../../text/speakable';
import { latencies, mp3Bitrates, opusBitrates, ranges, sampleRates, type Range } from './settings';
import type { SpeechRequest } from './speechRequest';
import { isEmpty } from '../../text/unseen';
import { checkCharacters } from '../checkCharacters';

/**
 * Maximum bytes of all instant samples of a request together. The API takes bodies of up to about 50 MB, including the
 * text (measured, 2026).
 */
export const maxInstantBytes = 49 * 1024 * 1024;

/** Maximum seconds of an instant sample: the API took 376 and refused 378 (measured, 2026). */
const longestInstantSample = 377;

/** The sample rate of the answer, in Hz. */
export const sampleRateOf = (request: SpeechRequest): number => request.sampleRate ?? sampleRates[request.format].usual;

const isOneOf = (value: unknown, choices: readonly unknown[]): boolean => choices.includes(value);

const listed = (choices: readonly unknown[]): string => choices.join(', ');

function checkChoice(label: string, value: unknown, choices: readonly unknown[]): void {
	if (value === undefined || isOneOf(value, choices)) return;
	throw inputError(`'${label}' cannot be '${shown(value)}'`, `Choose one of: ${listed(choices)}.`);
}

/** Fails with `input` on a number outside of its range. */
export function checkRange(value: number | undefined, { label, min, max, whole }: Range): void {
	if (value === undefined) return;
	const isValid = Number.isFinite(value) && value >= min && value <= max && (!whole || Number.isInteger(value));
	if (isValid) return;
	throw inputError(
		`'${label}' is ${shown(value)}, which is out of range`,
		`Enter ${whole ? 'a whole number' : 'a number'} from ${min} to ${max}.`,
	);
}

function checkFormat(request: SpeechRequest): void {
	checkChoice('Format', request.format, Object.keys(formats));
	const { label } = formats[request.format];
	const { choices } = sampleRates[request.format];
	if (!isOneOf(sampleRateOf(request), choices)) {
		throw inputError(
			`'Sample Rate' ${request.sampleRate} Hz is not available in ${label}`,
			`Choose one of: ${listed(choices)} Hz. For the 8 kHz of telephone systems choose 'Phone (8 kHz)' as 'Format'.`,
		);
	}
	checkChoice('MP3 Bitrate', request.mp3Bitrate, mp3Bitrates);
	checkChoice('Opus Bitrate', request.opusBitrate, opusBitrates);
}

const enough = '10 to 30 seconds of each voice are enough.';

/** Fails with `input` if samples of these sizes, in bytes, are too large for one request. */
export function checkSampleSizes(sizes: number[]): void {
	const bytes = sizes.reduce((sum, size) => sum + size, 0);
	if (bytes <= maxInstantBytes) return;
	throw inputError(
		`The samples are ${(bytes / 1024 / 1024).toFixed(1)} MB together, and at most ` +
			`${maxInstantBytes / 1024 / 1024} MB are sent with a text`,
		`${enough} For longer recordings, create a voice once with Fish Audio Voice Clone and use that.`,
	);
}

function checkSamples({ samples }: SpeechRequest): void {
	if (!samples) return;
	if (samples.length === 0) {
		throw inputError(
			'There is no sample to speak like',
			"Name at least one field with a recording in 'Sample Fields'.",
		);
	}
	samples.forEach(({ transcript, seconds = 0 }, index) => {
		checkCharacters('Transcripts', transcript);
		if (seconds <= longestInstantSample) return;
		throw inputError(
			`Sample ${index + 1} is ${Math.round(seconds)} seconds long, and Fish Audio takes at most 376`,
			`${enough} Cut it, or create a voice once with Fish Audio Voice Clone and use that.`,
		);
	});
	checkSampleSizes(samples.map(({ file }) => file.size));
}

function checkText({ text, model }: SpeechRequest): void {
	if (isEmpty(text)) {
		throw inputError(
			"'Text' is empty",
			'Enter the text to speak. To skip empty rows, put a Filter node before this one.',
		);
	}
	checkCharacters('Text', text);
	if (canBeSpoken(withoutPauses(text), model)) return;
	throw inputError(
		"'Text' has nothing that can be spoken",
		'It has only punctuation, cues or pauses. Add words to it. To skip such rows, put a Filter node before this one.',
	);
}

/** Fails with `input`, before anything is sent, on what the API would refuse or answer with silence. */
export function checkSpeech(request: SpeechRequest): void {
	checkText(request);
	checkModelName(request.model);
	checkFormat(request);
	checkChoice('Latency', request.latency, latencies);
	checkRange(request.speed, ranges.speed);
	checkRange(request.volume, ranges.volume);
	checkRange(request.temperature, ranges.temperature);
	checkRange(request.topP, ranges.topP);
	checkRange(request.chunkLength, ranges.chunkLength);
	checkRange(request.repetitionPenalty, ranges.repetitionPenalty);
	checkSamples(request);
}
