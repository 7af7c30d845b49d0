import { join } from 'node:path';
import type { Reference, SpeechRequest } from '../contract.mts';
import { ApiError } from '../errors.mts';
import type { Model } from '../speech/models.mts';
import { pitchOfReference } from '../speech/referenceAudio.mts';
import { measureFilePitch, pitchFromName } from '../voices/pitch.mts';
import { stateOf, type Voice } from '../voices/voice.mts';
import type { World } from '../world.mts';

/** The voice of a request without one. */
const HOUSE_PITCH = 120;
const ID = /^[A-Za-z0-9_-]{1,128}$/;

function usable(world: World, id: string): Voice {
	const voice = world.store.get(id);
	if (!voice || (!voice.own && voice.visibility === 'private')) throw new ApiError(400, 'Reference not found');
	const state = stateOf(voice, Date.now());
	if (state !== 'trained') throw new ApiError(400, `Reference is ${state}, not trained`);
	return voice;
}

/** The pitch of one of the account's voices, from its samples. */
async function pitchOfVoice(world: World, id: string): Promise<number> {
	const voice = usable(world, id);
	if (voice.pitchHz !== undefined) return voice.pitchHz;
	let pitchHz: number | undefined;
	for (const { file, type } of voice.samples) {
		pitchHz ??= await measureFilePitch(join(world.store.disk.folderOf(voice.id), file), type).catch(() => undefined);
	}
	voice.pitchHz = pitchHz ?? pitchFromName(voice.id);
	return voice.pitchHz;
}

function isNested(references: Reference[] | Reference[][]): references is Reference[][] {
	return Array.isArray(references[0]);
}

/** A list is a dialogue, even if it has one entry. */
function checkCount(count: number, model: Model): void {
	if (model.speakers === 1)
		throw new ApiError(
			400,
			'Error decoding MsgPack: invalid type: sequence, MultiSpeakerReference is not supported by this model',
		);
	if (count === 0) throw new ApiError(400, 'reference_id must not be an empty list');
	if (count > model.speakers)
		throw new ApiError(400, `This model takes up to ${model.speakers} speakers, not ${count}`);
}

async function inlineSpeakers(references: Reference[] | Reference[][], model: Model): Promise<number[]> {
	if (isNested(references)) checkCount(references.length, model);
	const speakers = isNested(references) ? references : [references];
	const pitches = speakers.map((some) => Promise.all(some.map(({ audio }) => pitchOfReference(audio))));
	return (await Promise.all(pitches)).map(([first]) => first ?? HOUSE_PITCH);
}

/** The pitch of a voice in Hz. @throws ApiError 400 when there is no such voice */
export type PitchOf = (world: World, id: string) => Promise<number>;

/** The pitch of each speaker in the request's order, in Hz. @throws ApiError 400 */
export type SpeakersOf = (world: World, request: SpeechRequest, model: Model) => Promise<number[]>;

export function speakersBy(pitchOf: PitchOf): SpeakersOf {
	return async (world, { reference_id: ids, references }, model) => {
		if (Array.isArray(ids)) checkCount(ids.length, model);
		// If references are sent too, the IDs of a list may be any strings.
		if (references && references.length > 0) return inlineSpeakers(references, model);
		const named = ids == null ? [] : [ids].flat();
		if (named.some((id) => !ID.test(id)))
			throw new ApiError(400, 'reference_id must be 1..=128 chars of [A-Za-z0-9_-]');
		return named.length === 0 ? [HOUSE_PITCH] : Promise.all(named.map((id) => pitchOf(world, id)));
	};
}

export const speakersOf: SpeakersOf = speakersBy(pitchOfVoice);
