import { design } from './accountCalls.mts';
import { faultNames, floods, isEarly } from './faults.mts';
import { list, listOn, search, searchById, searchLibrary } from './listCalls.mts';
import { liesOfCreate } from './onceTable.mts';
import { createTranscribed, transcribe } from './recordingCalls.mts';
import type { Call } from './scene.mts';
import { speak } from './speechCalls.mts';
import type { Plan } from './strike.mts';
import { create, get, remove, removeLook, update, updateRead } from './voiceCalls.mts';

export const isFlood = (name: string): boolean => floods.includes(name);

const isSpeech = ({ name }: Call): boolean => name.startsWith('speak');

/** The faults a call can meet. Endless speech has tests of its own. */
export const faultsOf = (call: Call): string[] =>
	faultNames.filter(
		(name) => !(isSpeech(call) && name === 'endless') && !(call === create && liesOfCreate.includes(name)),
	);

/** Of a call whose cases can be told apart by their requests, the faults that let it be done. */
export const toldApart = (call: Call): Plan => ({
	call,
	faults: faultsOf(call).filter((name) => !isFlood(name) && !(call.toldBy === 'text' && isEarly(name))),
});

/** Faults that strike before the body is read. */
export const early = (call: Call): Plan => ({ call, faults: faultsOf(call).filter(isEarly) });

/** What comes after the head of the answer is looked at in all formats. */
export const ofTheBody = [
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

/** Calls that do not get into each other's way, with all that can strike them side by side. */
export const plansTogether: Plan[] = [
	...[speak.mp3, speak.like, create, get, update, updateRead, remove, removeLook].map(toldApart),
	...[list, listOn, search, searchLibrary, searchById].map(toldApart),
	...[speak.timed, speak.dialogue, design, transcribe, createTranscribed].map(toldApart),
	...formats.map((call) => ({ call, faults: ofTheBody })),
];

export const named = (plans: Plan[]): Array<[string, Plan]> => plans.map((plan) => [plan.call.name, plan]);
