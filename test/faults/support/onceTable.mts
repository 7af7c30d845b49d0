import { reads } from './readRows.mts';
import { checks, fitted, places, speech, takes, timed, transcripts, voices, withPlace } from './speechRows.mts';
import type { Ending } from './strike.mts';
import { endingsOf } from './table.mts';
import {
	create,
	falseRefusals,
	pollOne,
	remove,
	removeLook,
	removeOld,
	searchById,
	unsure,
	update,
} from './voiceRows.mts';

const insteadOfAudio = { mp3: 'something that is not MP3', wav: 'something that is not WAV', opus: 'text' };
const speechEndings = (format: string): Record<string, Ending> => endingsOf(speech(format), ['endless']);

/** How each call ends when a fault strikes once. */
export const onceTable = (): Record<string, Record<string, Ending>> => ({
	'speak mp3 with a voice': speechEndings(insteadOfAudio.mp3),
	'speak wav with a voice': speechEndings(insteadOfAudio.wav),
	'speak pcm with a voice': speechEndings(insteadOfAudio.wav),
	'speak opus with a voice': speechEndings(insteadOfAudio.opus),
	'speak like samples': speechEndings(insteadOfAudio.mp3),
	'speak for phones, µ-law in WAV': speechEndings(insteadOfAudio.wav),
	'speak a dialogue': speechEndings(insteadOfAudio.mp3),
	'speak with captions': endingsOf(timed, ['endless']),
	'speak a part before a pause': endingsOf(withPlace(speech(insteadOfAudio.wav), places.part), ['endless']),
	'speak a caption of subtitles': endingsOf(withPlace(speech(insteadOfAudio.wav), places.caption), ['endless']),
	'speak two takes, with links': endingsOf(takes, ['endless']),
	'speak in each of two voices': endingsOf(voices, ['endless']),
	'speak to a target length': endingsOf(fitted, ['endless']),
	'speak and check the words: the speech': speechEndings(insteadOfAudio.mp3),
	'speak and check the words: the check': endingsOf(checks),
	'speak with a voice by its title: the look for it': endingsOf(reads('other')),
	'create, or use the voice of the title: the look for it': endingsOf(reads('other')),
	'replace the voice of the title: the look for it': endingsOf(reads('other')),
	'replace the voice of the title: the new one is created': endingsOf(create, falseRefusals),
	'replace the voice of the title: the old one is deleted': endingsOf(removeOld),
	design: endingsOf(reads('other')),
	transcribe: endingsOf(reads('other')),
	'create: its samples transcribed first': endingsOf(transcripts),
	'get credit': endingsOf(reads('other')),
	create: endingsOf(create, falseRefusals),
	'create: the look after a lost answer': endingsOf(unsure(reads('other'))),
	'wait until trained': endingsOf(reads('voice')),
	get: endingsOf(reads('voice')),
	update: endingsOf(update),
	'update: the voice read again': endingsOf(reads('voice')),
	delete: endingsOf(remove),
	'delete: the look after a lost answer': endingsOf(removeLook),
	'list: the first page': endingsOf(reads('other')),
	'list: a later page': endingsOf(reads('other')),
	'search: own voices': endingsOf(reads('other')),
	'search: the library': endingsOf(reads('other')),
	'search: by ID': endingsOf(searchById),
	'poll: a page': endingsOf(reads('other')),
	'poll: a voice in training': endingsOf(pollOne),
});
