import { broken, busy, ends, hangs, reads, redirects, slow } from './readRows.mts';
import { all, type Row } from './table.mts';

export const speech = (format: string, about: 'speech' | 'timedSpeech' = 'speech'): Row[] => [
	['right', 2, [...busy, ...all(500, 502, 503, 504), ...broken, ...hangs, 'cut', 'shortLength', 'empty']],
	['right', 1, slow],
	...ends(about),
	redirects,
	["Fish Audio answered with 'text/html; charset=utf-8' where audio was expected", 1, ['html']],
	["Fish Audio answered with 'application/json' where audio was expected", 1, ['badJson', 'hugeJson']],
	[`Fish Audio answered with ${format} where audio was expected`, 1, ['notAudio']],
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
