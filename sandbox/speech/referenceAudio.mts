import { createHash } from 'node:crypto';
import { mediaIn } from '../audioLength.mts';
import { audioTypeOf } from '../audioType.mts';
import { ApiError } from '../errors.mts';
import { measurePitch, pitchFromName } from '../voices/pitch.mts';

/** Measured, 2026-10: 376 s of decoded audio are accepted, 378 s are not. */
const LONGEST_SECONDS = 376;
const takenTypes = new Set<string>(['wav', 'mp3', 'flac', 'm4a', 'opus', 'webm']);

const isTaken = (audio: Uint8Array): boolean => takenTypes.has(audioTypeOf(audio) ?? '');

/** The result for a reference: its voice's pitch, or why it cannot be used. */
type Heard = { pitchHz: number } | { refused: string };

async function listen(audio: Uint8Array, hash: string): Promise<Heard> {
	const seconds = isTaken(audio) ? (await mediaIn(audio))?.seconds : undefined;
	if (seconds === undefined) return { refused: 'Reference Audio is not valid, please check your reference audio' };
	if (seconds > LONGEST_SECONDS) return { refused: 'Reference audio too long' };
	return { pitchHz: (await measurePitch(audio)) ?? pitchFromName(hash) };
}

const heard = new Map<string, Heard>();
const KEPT = 200;

/** The pitch of a reference in a request, in Hz. @throws ApiError 400 if it is not audio or too long */
export async function pitchOfReference(audio: Uint8Array): Promise<number> {
	const hash = createHash('sha256').update(audio).digest('hex');
	const known = heard.get(hash) ?? (await listen(audio, hash));
	if (heard.size >= KEPT) heard.clear();
	heard.set(hash, known);
	if ('refused' in known) throw new ApiError(400, known.refused);
	return known.pitchHz;
}
