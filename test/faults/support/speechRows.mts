import { broken, busy, ends, hangs, reads, redirects, slow } from './readRows.mts';
import { all, type Row } from './table.mts';

export const speech = (format: string, about: 'speech' | 'timedSpeech' = 'speech'): Row[] => [
	['right', 2, [...busy, ...all(500, 502, 503, 504), ...broken, ...hangs, 'cut', 'shortLength', 'empty']],
	['right', 1, slow],
	...ends(about),
	redirects,
	["Fish Audio answered with 'text/html; charset=utf-8' where audio was expected (unsure)", 1, ['html']],
	["Fish Audio answered with 'application/json' where audio was expected (unsure)", 1, ['badJson', 'hugeJson']],
	[`Fish Audio answered with ${format} where audio was expected (unsure)`, 1, ['notAudio']],
];

/** As speech, but bad JSON is an event that was cut off, and is repeated. */
export const timed: Row[] = speech('something that is not MP3', 'timedSpeech').flatMap(([end, sent, faults]): Row[] =>
	faults.includes('badJson')
		? [
				[end, sent, faults.filter((name) => name !== 'badJson')],
				['right', 2, ['badJson']],
			]
		: [[end, sent, faults]],
);

/** A refusal names the sample it is about. */
export const transcripts: Row[] = reads('other').map(
	([end, sent, faults]): Row => [
		end.startsWith('Fish Audio refused the request') ? `Sample 1 was not transcribed: ${end}` : end,
		sent,
		faults,
	],
);

/** Where the struck request of a case is. */
export const places = {
	part: "in part 1 of the 2 that 'Text' was spoken in",
	caption: "in the caption at line 6 of 'Subtitles'",
};

/** The endings of requests that are not the only ones of a case: an error says where it came from. */
export const withPlace = (rows: Row[], place: string): Row[] =>
	rows.map(
		([end, sent, faults]): Row => [end === 'right' ? end : `${end.replace(' (unsure)', '')} (${place})`, sent, faults],
	);

/** A take is not lost with the other one. Both are sent, and one of them twice if it is repeated. */
export const takes: Row[] = speech('something that is not MP3').map(
	([end, sent, faults]): Row => [end === 'right' ? end : 'one take', sent + 1, faults],
);

/** An ending that names the voice. */
export const ofVoice = (end: string): string =>
	end === 'right' ? end : end.replace(/( \(unsure\))?$/, " (in the voice 'Anna')$1");

/** A voice is not lost with the other one, and the error names it. Both are sent, and a repeated one twice. */
export const voices: Row[] = speech('something that is not MP3').map(
	([end, sent, faults]): Row => [ofVoice(end), sent + 1, faults],
);

/** Two takes are spoken, the first one twice if it is repeated. */
export const fitted: Row[] = speech('something that is not WAV').map(
	([end, sent, faults]): Row => [end, end === 'right' ? sent + 1 : sent, faults],
);

/** What ends all work of the account. */
const endsAll = ['Fish Audio did not accept the API key', 'The account has no API credit left'];

/** Speech that could not be transcribed is kept; only what ends all work is an error. */
export const checks: Row[] = reads('other').map(([end, sent, faults]): Row => {
	if (end === 'right') return [end, sent, faults];
	return [endsAll.includes(end) ? `${end} (unsure)` : 'not heard', sent, faults];
});
