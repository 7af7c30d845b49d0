import type { INodeExecutionData, IPairedItemData } from 'n8n-workflow';

import type { NodeRun } from '../../support/engine.mts';
import type { Stage } from '../../support/stage.mts';
import type { Line, SpeakScenario } from './speakScenarios.mts';
import { spokenBytes, textOf } from './spokenBytes.mts';
import { inBatches } from './stormFaults.mts';

const itemOf = ({ format, empty }: Line, number: number): INodeExecutionData => ({
	json: { text: empty ? ' ' : textOf(number), format, number },
});

type SpeakLines = Pick<SpeakScenario, 'lines' | 'onError' | 'limit' | 'timeout'> &
	Partial<Pick<SpeakScenario, 'maxTries'>>;

/** Speaks the lines of a scenario. */
export async function speakLines(
	stage: Stage,
	{ lines, onError, limit, maxTries, timeout }: SpeakLines,
): Promise<NodeRun> {
	const options = { concurrentRequests: limit, timeout, ...(maxTries !== undefined && { maxTries }) };
	const parameters = { text: '={{ $json.text }}', format: '={{ $json.format }}', options };
	return await stage.engine.runNode('speak', parameters, lines.map(itemOf), { onError });
}

const numberOf = ({ pairedItem }: INodeExecutionData): number => (pairedItem as IPairedItemData).item;

/** Describes what is wrong with an item that should hold a line's audio. */
async function flawsOf(stage: Stage, item: INodeExecutionData, { format }: Line): Promise<string[]> {
	const number = numberOf(item);
	if (item.json.error !== undefined || !item.binary) return [`${number} ${format}: ${String(item.json.error)}`];
	const [expected, stored] = [await spokenBytes(stage.sandbox, number, format), await stage.engine.bytesOf(item)];
	if (stored.equals(expected) && item.json.bytes === expected.length) return [];
	return [`${number} ${format}: other audio, ${stored.length} of ${expected.length} bytes`];
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
