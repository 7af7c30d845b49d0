import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { audioTypeOf } from '../audioType.mts';
import type { Reference, SpeechRequest } from '../contract.mts';
import { ApiError } from '../errors.mts';
import { measureFilePitch, measurePitch, pitchFromName } from '../voices/pitch.mts';
import { stateOf, type Voice } from '../voices/voice.mts';
import type { World } from '../world.mts';

/** The voice of a request that names none. */
const HOUSE_PITCH = 120;
const INLINE_TYPES = new Set(['wav', 'mp3', 'flac']);

function usable(world: World, id: string): Voice {
	const voice = world.store.get(id);
	if (!voice || (!voice.own && voice.visibility === 'private')) {
		throw new ApiError(400, `reference_id: there is no voice model '${id}'`, 'reference_not_found');
	}
	const state = stateOf(voice, Date.now());
	if (state !== 'trained') throw new ApiError(400, `reference_id: voice model '${id}' is ${state}, not trained`, 'reference_not_ready');
	return voice;
}

async function pitchOf(world: World, voice: Voice): Promise<number> {
	if (voice.pitchHz !== undefined) return voice.pitchHz;
	let pitchHz: number | undefined;
	for (const { file, type } of voice.samples) {
		pitchHz ??= await measureFilePitch(join(world.store.disk.folderOf(voice.id), file), type).catch(() => undefined);
	}
	voice.pitchHz = pitchHz ?? pitchFromName(voice.id);
	return voice.pitchHz;
}

const measured = new Map<string, number>();
const MEASURED_KEPT = 200;

async function pitchOfReference({ audio }: Reference): Promise<number> {
	const hash = createHash('sha256').update(audio).digest('hex');
	const pitchHz = measured.get(hash) ?? (await measurePitch(audio)) ?? pitchFromName(hash);
	if (measured.size >= MEASURED_KEPT) measured.clear();
	measured.set(hash, pitchHz);
	return pitchHz;
}

function checkReference({ audio, text }: Reference): void {
	const type = audioTypeOf(audio);
	if (!type || !INLINE_TYPES.has(type)) throw new ApiError(400, 'references: audio must be the bytes of a wav, mp3 or flac file');
	if (text.trim() === '') throw new ApiError(400, 'references: text must not be empty');
}

function isNested(references: Reference[] | Reference[][]): references is Reference[][] {
	return Array.isArray(references[0]);
}

function onlyS2(model: string, what: string): void {
	if (model === 's1') throw new ApiError(400, `${what} with several speakers is for the S2 models, not s1`);
}

async function inlineSpeakers(references: Reference[] | Reference[][], model: string): Promise<number[]> {
	if (isNested(references)) onlyS2(model, 'references');
	const speakers = isNested(references) ? references : [references];
	for (const reference of speakers.flat()) checkReference(reference);
	return Promise.all(speakers.map(([first]) => (first ? pitchOfReference(first) : HOUSE_PITCH)));
}

/** The pitch of each speaker in the request's order, in Hz. @throws ApiError 400 */
export async function speakersOf(world: World, request: SpeechRequest, model: string): Promise<number[]> {
	const { reference_id: ids, references } = request;
	if (Array.isArray(ids)) {
		onlyS2(model, 'reference_id');
		if (ids.length === 0) throw new ApiError(400, 'reference_id must not be an empty list');
	}
	const voices = (ids == null || ids === '' ? [] : [ids].flat()).map((id) => usable(world, id));
	if (references && references.length > 0) return inlineSpeakers(references, model);
	if (voices.length === 0) return [HOUSE_PITCH];
	return Promise.all(voices.map((voice) => pitchOf(world, voice)));
}
