import type { IBinaryData, IBinaryKeyData, IDataObject, INodeProperties } from 'n8n-workflow';

import { draw, type Drawn } from '../../../audio/measure/wave';
import { waveformPicture } from '../../../audio/picture/waveform';
import type { Sample } from '../../../fishAudio/recordings/sampleAdvice';
import { factsOf, factsTogether, type SampleFacts } from '../../../fishAudio/recordings/sampleFacts';
import { flawsOf, judgeAll, judgeOne, type Judgement } from '../../../fishAudio/recordings/sampleVerdict';
import type { InputFile } from '../../shared/files/inputFile';
import { ownFiles } from '../../shared/files/givenFiles';
import { recordingsToCheck } from '../../shared/files/samples';
import { storeBytes } from '../../shared/files/store';
import { showHintOnce, showHints } from '../../shared/items/hints';
import type { Item } from '../../shared/items/item';
import { rounded } from '../../shared/items/rounded';
import type { Operation } from './operation';

/** A recording that has been listened to. */
interface Heard extends Drawn, Sample {
	file: InputFile;
}

/** The recordings of an item. */
interface Checked {
	item: Item;
	heard: Heard[];
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
async function listen(item: Item): Promise<Checked> {
	const heard: Heard[] = [];
	for (const file of await recordingsToCheck(item)) heard.push({ file, name: file.name, ...(await draw(file)) });
	return { item, heard };
}

/** Recordings that are not good and that hints name at most. */
const named = 5;

/** Says that all recordings are good. */
function hintAtGood(checked: Checked[]): void {
	const [first] = checked;
	const count = checked.reduce((sum, { heard }) => sum + heard.length, 0);
	const good = count === 1 ? 'The recording is good.' : `All ${count} recordings are good.`;
	if (first !== undefined) showHintOnce(first.item.context, 'info', good);
}

/** Shows what is not good about the recordings of all items, those to record again first. */
function hintAtVerdicts(checked: Checked[]): void {
	const flaws = checked.flatMap(({ item, heard }) => flawsOf(heard).map((flaw) => ({ item, ...flaw })));
	const [worst, others] = [true, false].map((isWorst) =>
		flaws.filter(({ verdict }) => (verdict === 'recordAgain') === isWorst),
	);
	const sorted = [...worst!, ...others!];
	if (sorted.length === 0) return hintAtGood(checked);
	for (const { item, reasons } of sorted.slice(0, named)) showHints(item, 'warning', [reasons.join(' ')]);
	const more = sorted.length - named;
	if (more <= 0) return;
	const rest = more === 1 ? 'And 1 more recording is' : `And ${more} more recordings are`;
	showHintOnce(sorted[0]!.item.context, 'warning', `${rest} not good: 'reasons' in the output says why.`);
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
	heard.map(({ name, measured }) => ({
		fileName: name,
		...jsonOf(judgeOne(measured), factsOf(measured)),
	}));

/** The waveform of a recording; undefined if its sound could not be read. */
async function pictureOf({ context }: Item, { name, measured, wave }: Heard): Promise<IBinaryData | undefined> {
	const { sound, seconds } = measured;
	if (!sound || wave.length === 0) return undefined;
	const picture = waveformPicture(wave, { seconds: seconds ?? sound.seconds, pauseLevel: sound.pauseLevel });
	const fileName = `${name.replace(/\.[^.]+$/, '')}-waveform.png`;
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

export const check: Operation<Checked> = {
	name: 'Check',
	action: 'Check a sample',
	description: 'Check whether a recording is good enough to clone a voice from. Nothing is sent.',
	forAgents:
		'Judges whether a recording is good enough to clone a voice from. Nothing is sent. Returns verdict (good, usable ' +
		'or recordAgain), reasons and seconds.',
	fields,
	check: listen,
	review: hintAtVerdicts,
	run: async ({ heard }, _, item) => {
		const json = jsonOf(judgeAll(heard), factsTogether(heard.map(({ measured }) => measured)));
		const about =
			heard.length > 1
				? { ...json, recordings: recordingsIn(heard) }
				: { ...Object.fromEntries(heard.map(({ name }) => ['fileName', name])), ...json };
		return [{ json: about, binary: await binaryOf(item, heard) }];
	},
};
