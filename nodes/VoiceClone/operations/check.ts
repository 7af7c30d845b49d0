import type { IBinaryData, IBinaryKeyData, IDataObject, INodeProperties } from 'n8n-workflow';

import { draw, type Drawn } from '../../../audio/measure/wave';
import { waveformPicture } from '../../../audio/picture/waveform';
import { factsOf, factsTogether, type SampleFacts } from '../../../fishAudio/recordings/sampleFacts';
import { judgeAll, judgeOne, type Judgement } from '../../../fishAudio/recordings/sampleVerdict';
import type { InputFile } from '../../shared/files/inputFile';
import { ownFiles } from '../../shared/files/givenFiles';
import { recordingsToCheck } from '../../shared/files/samples';
import { storeBytes } from '../../shared/files/store';
import type { Item } from '../../shared/items/item';
import { rounded } from '../../shared/items/rounded';
import type { Operation } from './operation';

/** A recording that has been listened to. */
interface Heard extends Drawn {
	file: InputFile;
}

const fields: INodeProperties[] = [
	{
		displayName: 'Nothing is sent to Fish Audio, and nothing is billed',
		name: 'checkNotice',
		type: 'notice',
		default: '',
	},
	{
		displayName: 'Input Binary Field',
		name: 'binaryPropertyName',
		type: 'string',
		default: 'data',
		placeholder: 'e.g. data',
		hint: 'The name of the input binary field containing the recording, or several names separated by commas',
		description:
			'WAV, MP3, M4A, Opus or FLAC. Several recordings are also judged together, as the samples of one voice. An ' +
			'expression can give files, too: {{ $binary }} gives all files of the item.',
	},
];

/** One after the other: each is kept in n8n's store, and only its waveform in memory. */
async function listen(item: Item): Promise<Heard[]> {
	const heard: Heard[] = [];
	for (const file of await recordingsToCheck(item)) heard.push({ file, ...(await draw(file)) });
	return heard;
}

const orNull = (value: number | undefined, digits: number): number | null =>
	value === undefined ? null : Number(value.toFixed(digits));

/** What the output says about a recording, or about all of them. */
const jsonOf = (
	{ verdict, reasons }: Judgement,
	{ seconds, levelDb, silentShare, clippedShare }: SampleFacts,
): IDataObject => ({
	verdict: verdict ?? null,
	reasons,
	seconds: seconds === undefined ? null : rounded(seconds),
	levelDb: orNull(levelDb, 1),
	silentShare: orNull(silentShare, 3),
	clippedShare: orNull(clippedShare, 5),
});

/** Each recording by itself, where there are several. */
const recordingsIn = (heard: Heard[]): IDataObject[] =>
	heard.map(({ file, measured }) => ({
		fileName: file.name,
		...jsonOf(judgeOne(measured), factsOf(measured)),
	}));

/** The waveform of a recording; undefined if its sound could not be read. */
async function pictureOf({ context }: Item, { file, measured, wave }: Heard): Promise<IBinaryData | undefined> {
	const { sound, seconds } = measured;
	if (!sound || wave.length === 0) return undefined;
	const picture = waveformPicture(wave, { seconds: seconds ?? sound.seconds, pauseLevel: sound.pauseLevel });
	const fileName = `${file.name.replace(/\.[^.]+$/, '')}-waveform.png`;
	return await storeBytes(context, picture, { fileName, mimeType: 'image/png' });
}

/** A name that is not taken yet: files from other nodes all have the field `data`. */
function freeName(name: string, taken: IBinaryKeyData): string {
	let number = 1;
	const numbered = (): string => (number === 1 ? name : `${name}_${number}`);
	while (Object.hasOwn(taken, numbered())) number += 1;
	return numbered();
}

/** The waveforms beside the files of the item, which the next node may make a voice of. */
async function binaryOf(item: Item, heard: Heard[]): Promise<IBinaryKeyData> {
	const pictures: IBinaryKeyData = {};
	for (const one of heard) {
		const picture = await pictureOf(item, one);
		if (picture) pictures[freeName(`${one.file.field}_waveform`, pictures)] = picture;
	}
	return { ...ownFiles(item.context, item.index), ...pictures };
}

export const check: Operation<Heard[]> = {
	name: 'Check',
	action: 'Check a sample',
	description: 'Check whether a recording is good enough to clone a voice from. Nothing is sent.',
	forAgents:
		'Judges whether a recording is good enough to clone a voice from. Nothing is sent. Returns verdict (good, usable ' +
		'or recordAgain), reasons and seconds.',
	fields,
	check: listen,
	run: async (heard, _, item) => {
		const all = heard.map(({ measured }) => measured);
		const json = jsonOf(judgeAll(all), factsTogether(all));
		const recordings = heard.length > 1 ? { recordings: recordingsIn(heard) } : {};
		return [{ json: { ...json, ...recordings }, binary: await binaryOf(item, heard) }];
	},
};
