import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';

import { dubbingFolder, makeInterview, turns } from '../../../examples/interview.mts';
import { pitchOf, samplesOf } from '../../sandbox/sound.mts';
import { errorOf, itemsOf, type IExecutionResponse } from './execution.mts';
import type { House } from './house.mts';

const rate = 44_100;
const header = 44;
/** Bytes of a millisecond, to which times are rounded. */
const rounding = 2 * 44;

interface Cue {
	text: string;
	speaker: string;
	start: number;
	end: number;
	speed: number;
	late: number;
}

/** Runs something while the sandbox speaks as long as people do: its tone is far shorter. */
export async function withSpeech<T>({ sandbox }: House, run: () => Promise<T>): Promise<T> {
	await sandbox.settings({ speech: 'espeak' });
	try {
		return await run();
	} finally {
		await sandbox.settings({ speech: 'tone' });
	}
}

/** Runs the example of dubbing, with its recordings in place. */
export async function dub(house: House): Promise<IExecutionResponse> {
	await makeInterview(house.sandbox, house.files);
	return await house.run(await house.saveExample('dub-a-video'), 'Start by Hand');
}

/** Removes the voices and the recordings of the example. */
export async function removeDubbing(house: House): Promise<void> {
	await house.sandbox.removeVoices();
	await rm(join(house.files, dubbingFolder), { recursive: true, force: true });
}

/** The titles of the voices that spoke, by text. */
async function spokenBy({ sandbox }: House, clones: Record<string, string>): Promise<Record<string, string[]>> {
	const said: Record<string, string[]> = {};
	for (const { path, body } of await sandbox.requests())
		if (path.startsWith('/v1/tts'))
			(said[String(body.text)] ??= []).push(clones[String(body.reference_id)] ?? 'another');
	return said;
}

const loudest = (pcm: Buffer): number => samplesOf(pcm).reduce((most, value) => Math.max(most, Math.abs(value)), 0);

/** Hertz. A quarter of the values is enough for speech. */
const pitchIn = (pcm: Buffer): number =>
	pitchOf(
		samplesOf(pcm).filter((_, at) => at % 4 === 0),
		rate / 4,
	);

/** Expects a track as long as the recording, with the translation of each turn at its time in its speaker's clone. */
export async function expectDubbed(house: House, execution: IExecutionResponse): Promise<void> {
	expect(errorOf(execution)).toBeUndefined();
	const read = async (name: string) => await readFile(join(house.files, dubbingFolder, name));
	const heard = itemsOf(execution, 'One Item for Each Turn').map(({ json }) => json);
	expect(heard.map(({ text }) => text)).toEqual(turns);
	const [track, recording] = [await read('interview-es.wav'), await read('interview.wav')];
	expect(Math.abs(track.length - recording.length)).toBeLessThanOrEqual(2 * rate * 0.001);

	const cues = itemsOf(execution, 'Speak in Time')[0]!.json['cues'] as unknown as Cue[];
	const translations = itemsOf(execution, 'Translate').map(({ json }) => String(json['text']));
	expect(cues.map(({ text }) => text)).toEqual(translations);
	expect(translations.filter((text) => turns.includes(text))).toEqual([]);
	const names = turns.map((_, at) => ['Anna', 'Ben'][at % 2]!);
	expect(cues.map(({ speaker }) => speaker)).toEqual(names);

	const clones = itemsOf(execution, 'Clone the Speakers').map(({ json }) => [json['id'], json['title']]);
	const said = await spokenBy(house, Object.fromEntries(clones) as Record<string, string>);
	const pitches: Record<string, number[]> = {};
	let end = header;
	for (const [at, cue] of cues.entries()) {
		const name = names[at]!;
		expect(new Set(said[cue.text])).toEqual(new Set([name]));
		expect(cue.start).toBeCloseTo(Number(heard[at]!['start']) + cue.late, 1);
		const [from, to] = [cue.start, cue.end].map((seconds) => header + 2 * Math.round(seconds * rate));
		expect(loudest(track.subarray(end + rounding, Math.max(0, from! - rounding)))).toBe(0);
		const speech = track.subarray(from, to);
		expect(loudest(speech.subarray(0, rate))).toBeGreaterThan(0.1);
		(pitches[name] ??= []).push(pitchIn(speech));
		end = to!;
	}
	// Each clone sounds like the voice that stands in for its speaker, whatever it says.
	for (const pitch of pitches['Anna']!) expect(pitch).toBeGreaterThan(180);
	for (const pitch of pitches['Ben']!) expect(pitch).toBeLessThan(160);

	const captions = (await read('interview-es.srt')).toString('utf8').trim().split(/\n\n/);
	const shown = captions.map((caption) => caption.split('\n').slice(2).join(' '));
	const words = shown.join(' ').replace(/(Anna|Ben): /g, '');
	expect(words).toBe(translations.join(' '));
	expect(shown[0]).toMatch(/^Anna: Bienvenidos/);

	const late = itemsOf(execution, 'Late Captions').map(({ json }) => json as unknown as Cue);
	expect(late).toEqual(cues.filter((cue) => cue.late > 0));
	expect(late.map(({ text }) => text)).toEqual([expect.stringMatching(/^Una vez/)]);
	expect(cues[2]!.speed).toBe(1.25);
}
