import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import { prices, speechCost, transcriptionCost } from '../../fishAudio/account/prices';
import { inputError } from '../../fishAudio/errors';
import { plannedSpeech } from './plannedSpeech';
import { showHintOnce } from '../shared/items/hints';
import { rounded } from '../shared/items/rounded';
import { secondsToHear } from './checkWords';
import { hasChanged } from './fingerprint';
import type { SpeechItem } from './speechItem';
import { checksAtMost, takesAtMost } from './takes';

/** US dollars for so many bytes of text with a model and so many transcribed seconds; null if that is not known. */
function sumOfCosts(model: string, bytes: number, seconds: number): number | null {
	const speech = speechCost(model, bytes);
	return speech === null ? null : Math.round((speech + transcriptionCost(seconds)) * 1e6) / 1e6;
}

/** What so many bytes of text cost with a model, and so many transcribed seconds, for the JSON. */
export const costOf = (model: string, bytes: number, seconds = 0): IDataObject => ({
	costUsd: sumOfCosts(model, bytes, seconds),
	pricesAsOf: prices.asOf,
});

/** What an item costs at most: all takes and checks that may be needed. */
function mostOf(item: SpeechItem): number | null {
	const { request, target } = item;
	const bytes = plannedSpeech(item).textBytes * takesAtMost(item);
	return sumOfCosts(request.model, bytes, secondsToHear(request, target).most * checksAtMost(item));
}

/** What speaking an item will take, for the JSON. */
export function estimateOf(item: SpeechItem): IDataObject {
	const { request, takes, target, leastMatch } = item;
	const { parts, seconds, textBytes } = plannedSpeech(item);
	const heard = leastMatch === undefined ? 0 : secondsToHear(request, target).usual * takes;
	return {
		parts,
		estimatedSeconds: rounded(seconds),
		textBytes: textBytes * takes,
		...costOf(request.model, textBytes * takes, heard),
		...(takesAtMost(item) > takes && { mostCostUsd: mostOf(item) }),
	};
}

/** The month of the prices, in words. */
const pricesAsOf = (): string =>
	new Date(`${prices.asOf}-01`).toLocaleDateString('en', { month: 'long', year: 'numeric', timeZone: 'UTC' });

/** Of small sums the tenths of a cent count. */
const dollars = (usd: number): string => (usd === 0 ? '$0' : `$${usd.toFixed(usd < 1 ? 4 : 2)}`);

const counted = (count: number, word: string): string =>
	`${count.toLocaleString('en')} ${word}${count === 1 ? '' : 's'}`;

async function costToSpeak(item: SpeechItem): Promise<number | null> {
	return item.onlyEstimate || !(await hasChanged(item)) ? 0 : mostOf(item);
}

/** Fails with `input` if speaking all items costs more than the limit in US dollars, or nobody knows how much. */
export async function checkSpending(limit: number, items: SpeechItem[]): Promise<void> {
	let sum = 0;
	for (const item of items) {
		const cost = await costToSpeak(item);
		if (cost === null) {
			throw inputError(
				`'Spending Limit (USD)' cannot be kept: the price of the model ${item.request.model} is not known`,
				"Choose another 'Model', or remove 'Spending Limit (USD)' under 'Checks'.",
			);
		}
		sum += cost;
	}
	// Whole millionths: sums of fractions are a little off.
	if (Math.round(sum * 1e6) <= Math.round(limit * 1e6)) return;
	throw inputError(
		`This run would cost about ${dollars(sum)}, more than the 'Spending Limit (USD)' of ${dollars(limit)}`,
		`${counted(items.length, 'item')}, at the list prices of ${pricesAsOf()}. Nothing was sent. Raise the limit ` +
			"under 'Checks', or give the node fewer items.",
	);
}

/** The limit in US dollars as the user gave it. Fails with `input` on a negative one. */
export function spendingLimitOf(limit: number | undefined): number | undefined {
	if (limit === undefined || limit >= 0) return limit;
	throw inputError(`'Spending Limit (USD)' is ${limit}`, 'Enter an amount in US dollars, such as 0.50.');
}

const sumOf = (items: INodeExecutionData[], name: string): number =>
	items.reduce((sum, { json }) => sum + (typeof json[name] === 'number' ? json[name] : 0), 0);

/** A sentence about the costs of items with a price, and one about the others. */
function costsIn(items: INodeExecutionData[]): string {
	const unknown = items.filter(({ json }) => json.costUsd === null).length;
	const sum = sumOf(items, 'costUsd');
	const known = sum === 0 ? 'free' : `about ${dollars(sum)} at the list prices of ${pricesAsOf()}`;
	if (unknown === 0) return known;
	const unpriced = `the price of ${counted(unknown, 'item')} is not known`;
	return unknown === items.length ? unpriced : `${known}; ${unpriced}`;
}

/** Shows, once for a run, how much was spoken or would be, and what it costs. */
export function hintAtCosts(context: IExecuteFunctions, outputs: INodeExecutionData[]): void {
	const items = outputs.filter(({ json }) => typeof json.textBytes === 'number');
	const unchanged = items.filter(({ json }) => json.unchanged === true).length;
	const spoken = items.filter(({ json }) => json.unchanged !== true);
	if (items.length === 0) return;
	const isEstimate = spoken.some(({ json }) => 'estimatedSeconds' in json);
	const bytes = counted(sumOf(spoken, 'textBytes'), 'byte');
	const amount = spoken.length === 0 ? 'nothing' : `${counted(spoken.length, 'item')}, ${bytes} of text`;
	const what = `${isEstimate ? 'Estimated' : 'Spoken'}: ${amount}`;
	const same = unchanged > 0 ? ` Unchanged, not spoken again: ${counted(unchanged, 'item')}.` : '';
	const failed = outputs.length - items.length;
	const others = failed > 0 ? ` Failed: ${counted(failed, 'item')}.` : '';
	const nothing = isEstimate ? ' Nothing was sent.' : '';
	const costs = spoken.length > 0 ? `, ${costsIn(spoken)}` : '';
	showHintOnce(context, 'info', `${what}${costs}.${same}${others}${nothing}`);
}
