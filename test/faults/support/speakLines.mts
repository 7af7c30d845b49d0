import type { INodeExecutionData, IPairedItemData } from 'n8n-workflow';

import { anyVoice } from '../../support/anyVoice.mts';
import type { NodeRun } from '../../support/engine.mts';
import type { Stage } from '../../support/stage.mts';
import type { Line, SpeakScenario } from './speakScenarios.mts';
import { isChecked, scriptOf, spokenBytes } from './spokenBytes.mts';
import { inBatches } from './stormFaults.mts';

const itemOf = ({ format, feature, empty }: Line, number: number): INodeExecutionData => ({
	json: {
		text: empty ? ' ' : scriptOf(number, feature),
		format,
		number,
		source: feature === 'subtitles' ? 'subtitles' : 'text',
		takes: takesOf({ feature }),
		check: isChecked(number, feature),
	},
});

const byItem = {
	text: '={{ $json.text }}',
	voice: anyVoice,
	textSource: '={{ $json.source }}',
	subtitles: '={{ $json.text }}',
	format: '={{ $json.format }}',
	checks: { checkWords: '={{ $json.check }}' },
};

/** How many times a line is spoken without faults. */
export const takesOf = ({ feature }: Pick<Line, 'feature'>): number => (feature === 'takes' ? 2 : 1);

type SpeakLines = Pick<SpeakScenario, 'lines' | 'onError' | 'limit' | 'timeout'> &
	Partial<Pick<SpeakScenario, 'maxTries'>>;

/** Speaks the lines of a scenario. */
export async function speakLines(
	stage: Stage,
	{ lines, onError, limit, maxTries, timeout }: SpeakLines,
): Promise<NodeRun> {
	const options = {
		concurrentRequests: limit,
		timeout,
		takes: '={{ $json.takes }}',
		...(maxTries !== undefined && { maxTries }),
	};
	return await stage.engine.runNode('speak', { ...byItem, options }, lines.map(itemOf), { onError });
}

const numberOf = ({ pairedItem }: INodeExecutionData): number => (pairedItem as IPairedItemData).item;

/** The files of an item. A take may be lost to a fault, if the other one is not. */
function filesOf(item: INodeExecutionData, line: Line): string[] {
	const fields = Object.keys(item.binary ?? {});
	return line.troubles.length > 0 || fields.length === takesOf(line) ? fields : ['missing'];
}

/** Describes what is wrong with an item that should hold a line's audio. */
async function flawsOf(stage: Stage, item: INodeExecutionData, line: Line): Promise<string[]> {
	const [number, name] = [numberOf(item), `${numberOf(item)} ${line.format} ${line.feature}`];
	if (item.json.error !== undefined || !item.binary) return [`${name}: ${String(item.json.error)}`];
	const expected = await spokenBytes(stage.sandbox, number, line.format, line.feature);
	const flaws = item.json.bytes === expected.length ? [] : [`${name}: bytes`];
	if (isChecked(number, line.feature) && item.json.match !== 100)
		flaws.push(`${name}: heard ${String(item.json.heard)}`);
	for (const field of filesOf(item, line)) {
		const stored = item.binary[field] ? await stage.engine.bytesOf(item, field) : Buffer.alloc(0);
		if (!stored.equals(expected))
			flaws.push(`${name}: other audio in ${field}, ${stored.length} of ${expected.length} bytes`);
	}
	return flaws;
}

/** Checks a run that did not stop: each line once, in order, with its own audio or an error with its index. */
export async function expectLines(stage: Stage, { outputs }: NodeRun, lines: Line[], spoken: boolean[]): Promise<void> {
	for (const output of outputs) {
		const numbers = output.map(numberOf);
		expect(numbers).toEqual([...numbers].sort((a, b) => a - b));
	}
	const items = outputs.flat().sort((a, b) => numberOf(a) - numberOf(b));
	expect(items.map(numberOf)).toEqual(lines.map((_, number) => number));
	const flaws: string[] = [];
	await inBatches(items, async (item) => {
		const number = numberOf(item);
		if (spoken[number]) flaws.push(...(await flawsOf(stage, item, lines[number]!)));
		else if (item.binary || !String(item.json.error).endsWith(`[item ${number}]`))
			flaws.push(`${number}: no error of its own`);
	});
	expect(flaws).toEqual([]);
	if (outputs.length === 2)
		expect(outputs[1]!.map(numberOf)).toEqual(lines.flatMap((_, number) => (spoken[number] ? [] : [number])));
}
