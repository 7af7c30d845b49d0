import { execFile } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { promisify } from 'node:util';

import { inTurns, measure, peaks, times, type Measured } from '../measure/scenario.mts';
import { median, withSpread } from '../measure/statistics.mts';
import { asMegabytes, asRatio, asSeconds, megabyte } from '../measure/units.mts';
import { recording } from '../service/sound.mts';
import { startService } from '../service/start.mts';
import type { Bench, Benchmark, Figure } from './goal.mts';
import { memoryAbove } from './memoryAbove.mts';

async function largeFile({ folder }: Bench, bytes: number): Promise<string> {
	const file = join(folder, `${bytes}.wav`);
	await pipeline(Readable.from(recording(bytes)), createWriteStream(file));
	return file;
}

/** The same transfer by curl, measured as a run. */
async function curl(args: string[]): Promise<Measured> {
	const started = performance.now();
	await promisify(execFile)('curl', ['--silent', '--show-error', '--fail', ...args]);
	return { milliseconds: performance.now() - started, cpuMilliseconds: 0, peakBytes: 0, facts: undefined };
}

const memoryFigures = (ours: Measured[], baseline: Measured[], names: { ours: string; baseline: string }): Figure[] => [
	{ what: `peak memory: ${names.ours}`, measured: withSpread(peaks(ours), asMegabytes) },
	{ what: `peak memory: ${names.baseline}`, measured: withSpread(peaks(baseline), asMegabytes) },
	memoryAbove('memory above it', ours, baseline),
];

const timeFigures = (ours: Measured[], byCurl: Measured[], name: string): Figure[] => [
	{ what: `time: ${name}`, measured: withSpread(times(ours), asSeconds) },
	{ what: 'time: curl, the same transfer', measured: withSpread(times(byCurl), asSeconds) },
	{ what: `curl ÷ ${name}`, measured: asRatio(median(times(byCurl)) / median(times(ours))) },
];

/** Sends a large recording to create a voice. */
export const upload: Benchmark = async (bench) => {
	const { rounds, largeFile: bytes } = bench.size;
	const file = await largeFile(bench, bytes);
	const service = await startService();
	bench.cleanup.add(service.stop);
	const form = [
		'--form',
		`voices=@${file};type=audio/wav`,
		'--form',
		'type=tts',
		'--form',
		'train_mode=fast',
		'--form',
		'title=Anna',
		'--form',
		'visibility=private',
	];
	const { node, none, byCurl } = await inTurns(rounds, {
		node: async () => await measure<number>('createVoice', { url: service.url, file }),
		none: async () => await measure('fileNode', { file }),
		byCurl: async () => await curl([...form, '--output', '/dev/null', `${service.url}/model`]),
	});
	const received = (await service.counts()).bytesIn / (2 * rounds);
	return {
		title: `Upload of ${asMegabytes(bytes)}`,
		how:
			"A workflow reads a file like n8n's own node for reading files, and Fish Audio Voice Clone creates a voice " +
			'from it. The bare server reads and drops it. Compared with the same workflow without the last node, and ' +
			"with curl sending the same form. Memory is the process's peak while the workflow runs (VmHWM); time is " +
			'that of the node alone.',
		figures: [
			...memoryFigures(node, none, { ours: 'with Fish Audio Voice Clone', baseline: 'without it' }),
			...timeFigures(
				node.map((one) => ({ ...one, milliseconds: one.facts as number })),
				byCurl,
				'Fish Audio Voice Clone',
			),
			{ what: 'bytes sent per transfer ÷ bytes of the file', measured: (received / bytes).toFixed(6) },
		],
	};
};

/** Receives and stores large audio. */
export const download: Benchmark = async (bench) => {
	const { rounds, largeFile: bytes } = bench.size;
	const file = await largeFile(bench, bytes);
	const service = await startService({ bytes });
	bench.cleanup.add(service.stop);
	const speak = async () => {
		const measured = await measure<{ bytes: number }>('speakLines', { url: service.url, items: 1 });
		if (measured.facts.bytes !== bytes) throw new Error(`Speak stored ${measured.facts.bytes} of ${bytes} bytes`);
		return measured;
	};
	const { node, plain, stored, byCurl } = await inTurns(rounds, {
		node: speak,
		plain: async () => await measure('plainNode', { url: service.url, items: 1 }),
		stored: async () => await measure('fileNode', { file }),
		byCurl: async () =>
			await curl(['--data', '{}', '--output', join(bench.folder, 'by-curl.wav'), `${service.url}/v1/tts`]),
	});
	return {
		title: `Download of ${asMegabytes(bytes)}`,
		how:
			"Fish Audio Speak receives one long WAV, checks it as it streams and stores it in n8n's binary store on disk. " +
			"Compared with a node that, like n8n's own node for reading files, only streams a file of the same size into " +
			'the same store; with curl, which writes the same answer to a file; and with a plain node, which only uses ' +
			"n8n's own request and store.",
		figures: [
			...memoryFigures(node, stored, { ours: 'Fish Audio Speak', baseline: 'a node that stores a file' }),
			{ what: "peak memory: n8n's request and store alone", measured: withSpread(peaks(plain), asMegabytes) },
			...timeFigures(node, byCurl, 'Fish Audio Speak'),
			{ what: "time: n8n's request and store alone", measured: withSpread(times(plain), asSeconds) },
			{
				what: "n8n's request and store ÷ Fish Audio Speak",
				measured: asRatio(median(times(plain)) / median(times(node))),
			},
		],
	};
};

/** Bytes of each part of a long text, and the limit for its memory in multiples of its audio. */
const partBytes = 4 * megabyte;
const longLimit = 3.5;

/** The cost if n8n keeps binary data in memory. */
export const memoryMode: Benchmark = async (bench) => {
	const bytes = Math.round(bench.size.largeFile / 10);
	const file = await largeFile(bench, bytes);
	const service = await startService({ bytes });
	bench.cleanup.add(service.stop);
	const parts = Math.max(2, Math.round((1.6 * bytes) / partBytes));
	const partService = await startService({ bytes: partBytes });
	bench.cleanup.add(partService.stop);
	const binaryMode = 'default';
	const long = { url: partService.url, items: 1, textLength: parts * 2_990 };
	const found = await inTurns(bench.size.rounds, {
		create: async () => await measure('createVoice', { url: service.url, file, binaryMode }),
		speak: async () => await measure('speakLines', { url: service.url, items: 1, binaryMode }),
		stored: async () => await measure('fileNode', { file, binaryMode }),
		long: async () => await measure('speakLines', { ...long, binaryMode }),
		longOnDisk: async () => await measure('speakLines', long),
	});
	const timesOf = (ours: Measured[], baseline: Measured[], of: number): number =>
		(median(peaks(ours)) - median(peaks(baseline))) / of;
	const above = (ours: Measured[], baseline: Measured[]): string => {
		const ratio = timesOf(ours, baseline, bytes);
		return `${asMegabytes(ratio * bytes)}, ${ratio.toFixed(1)} times the file`;
	};
	const longBytes = parts * partBytes;
	const ofLong = timesOf(found.long, found.longOnDisk, longBytes);
	return {
		title: `Binary data in memory: a file of ${asMegabytes(bytes)}`,
		how:
			'The same with `N8N_DEFAULT_BINARY_DATA_MODE=default`, where n8n keeps each file in memory as base64 text. ' +
			"One file has no goal: its cost is n8n's, and is stated so that you can choose. The parts of a long text are " +
			'joined, and each is released as soon as it has been joined.',
		figures: [
			{ what: 'upload, above the workflow without the node', measured: above(found.create, found.stored) },
			{ what: 'download, above a node that stores a file', measured: above(found.speak, found.stored) },
			{ what: 'peak memory: upload', measured: withSpread(peaks(found.create), asMegabytes) },
			{ what: 'peak memory: download', measured: withSpread(peaks(found.speak), asMegabytes) },
			{
				what: 'a long text, above the same on disk',
				measured:
					`${asMegabytes(ofLong * longBytes)}, ${ofLong.toFixed(1)} times its ${asMegabytes(longBytes)} in ` +
					`${parts} parts`,
				goal: `under ${longLimit} times`,
				met: ofLong < longLimit,
			},
		],
	};
};
