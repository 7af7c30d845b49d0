import { design } from './accountCalls.mts';
import { twoVoices } from './eachVoiceCalls.mts';
import { faultNames, floods, isEarly } from './faults.mts';
import { list, listOn, search, searchById, searchLibrary } from './listCalls.mts';
import { withPause, withSubtitles } from './joinedCalls.mts';
import { createTranscribed, transcribe } from './recordingCalls.mts';
import type { Call } from './scene.mts';
import { speak } from './speechCalls.mts';
import type { Plan } from './strike.mts';
import { checkedSpeech, checkedWords, toLength, twoTakes } from './takeCalls.mts';
import { replaceCreate, replaceDelete, replaceLook, speakByTitle, useIt } from './titleCalls.mts';
import { create, get, remove, removeLook, update, updateRead } from './voiceCalls.mts';
import { falseRefusals } from './voiceRows.mts';

export const isFlood = (name: string): boolean => floods.includes(name);

const isSpeech = ({ name }: Call): boolean => name.startsWith('speak');

/** The faults that a call can meet. Endless speech has tests of its own. */
export const faultsOf = (call: Call): string[] =>
	faultNames.filter(
		(name) =>
			!(isSpeech(call) && name === 'endless') &&
			!([create, replaceCreate].includes(call) && falseRefusals.includes(name)),
	);

/** For a call whose cases are known by their requests: the faults under which they are. */
export const knownCases = (call: Call): Plan => ({
	call,
	faults: faultsOf(call).filter((name) => !isFlood(name) && !(call.knownBy === 'text' && isEarly(name))),
});

/** The faults that strike before the body is read. */
export const early = (call: Call): Plan => ({ call, faults: faultsOf(call).filter(isEarly) });

/** Faults in the body of an answer, which each format reads in its own way. */
export const bodyFaults = [
	'reset headers',
	'reset body',
	'cut',
	'shortLength',
	'badJson',
	'html',
	'empty',
	'notAudio',
	'slow',
];
export const formats = [speak.wav, speak.pcm, speak.opus, speak.forPhones];

/** Calls that send and read as others do: what floods them, or strikes before a body is read, strikes those. */
export const composed = [
	...[withPause, withSubtitles, twoTakes, twoVoices, toLength, checkedSpeech, checkedWords],
	...[speakByTitle, useIt, replaceLook, replaceCreate, replaceDelete],
];

/** Calls that can run at the same time, and their faults. */
export const plansTogether: Plan[] = [
	...[speak.mp3, speak.likeSamples, create, get, update, updateRead, remove, removeLook].map(knownCases),
	...[list, listOn, search, searchLibrary, searchById].map(knownCases),
	...[speak.timed, speak.dialogue, design, transcribe, createTranscribed].map(knownCases),
	...composed.map(knownCases),
	...formats.map((call) => ({ call, faults: bodyFaults })),
];

export const named = (plans: Plan[]): Array<[string, Plan]> => plans.map((plan) => [plan.call.name, plan]);
