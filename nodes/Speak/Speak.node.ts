import {
	NodeConnectionTypes,
	type IDataObject,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
} from 'n8n-workflow';

import { inputError } from '../../fishAudio/errors';
import { shown } from '../../text/shown';
import type { ConnectOptions } from '../shared/request/connect';
import { itemOf, type Item } from '../shared/items/item';
import { showHintOnce } from '../shared/items/hints';
import { perItem } from '../shared/items/perItem';
import { voiceSearch } from '../shared/fields/voiceSearch';
import { checkSpending, hintAtCosts, spendingLimitOf } from './costs';
import { fields } from './fields';
import { hintAtModels } from './hints';
import { checkSpeechItem, type SpeechItem } from './speechItem';
import { prepareSpeechItem } from './prepare';
import { itemsOfVoices, ofVoice } from './itemsOfVoices';
import { createPronunciationReader } from './pronunciation';
import { createSampleReader } from './sampleReader';
import { isUnchanged, speakClient, speakItem } from './run';
import { aboutNumbered, createRunNames, type RunNames } from './runNames';
import { subtitle } from './subtitle';
import { createPaces } from './takes';
import { aboutUnusedRules } from './unusedRules';
import { aboutItemsWithoutVoice } from './withoutVoice';

/** One option of the first item, read alone: a mistake in another option concerns that item only. */
function wholeNumber({ alone }: Item, name: string, label: string, max: number): number | undefined {
	const number = alone('options', name).number(name);
	if (number === undefined || (Number.isInteger(number) && number >= 1 && number <= max)) return number;
	throw inputError(`'${label}' cannot be '${shown(number)}'`, `Enter a whole number from 1 to ${max}.`);
}

/** One connection serves all items, so the first item's settings apply. */
function connectOptions(item: Item): ConnectOptions {
	const timeout = wholeNumber(item, 'timeout', 'Timeout (Seconds)', 3600);
	return {
		concurrentRequests: wholeNumber(item, 'concurrentRequests', 'Concurrent Requests', 1000),
		maxTries: wholeNumber(item, 'maxTries', 'Max Tries', 10),
		timeout: timeout && timeout * 1000,
	};
}

/** Shows what is unlikely to be meant, once for a run. */
async function warnAbout(context: IExecuteFunctions, items: SpeechItem[], names: RunNames): Promise<void> {
	const warnings = [aboutItemsWithoutVoice(items), await aboutNumbered(items, names), await aboutUnusedRules(items)];
	for (const warning of warnings) if (warning !== undefined) showHintOnce(context, 'warning', warning);
}

const onlySpoken = '$parameter.checks?.previousFingerprint === undefined';
const twoOutputs = "[{ type: 'main', displayName: 'Spoken' }, { type: 'main', displayName: 'Unchanged' }]";

/** With *Previous Fingerprint* there is a second output, for unchanged items. */
const outputsExpression: `={{${string}}}` = `={{ ${onlySpoken} ? ['main'] : ${twoOutputs} }}`;

/** Turns text into speech with a voice of the account, of the public library or of a recording. */
export class Speak implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Fish Audio Speak',
		name: 'speak',
		icon: { light: 'file:../../icons/speak.svg', dark: 'file:../../icons/speak.dark.svg' },
		group: ['transform'],
		version: 1,
		subtitle,
		description: 'Turn text into speech with a cloned voice or one from the Fish Audio library',
		defaults: { name: 'Fish Audio Speak' },
		usableAsTool: true,
		inputs: [NodeConnectionTypes.Main],
		outputs: outputsExpression,
		credentials: [{ name: 'fishAudioApi', required: true }],
		properties: fields,
	};

	methods = { listSearch: voiceSearch };

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		const readers = { readSample: createSampleReader(), readPronunciation: createPronunciationReader() };
		const paces = createPaces();
		const names = createRunNames();
		const item = (index: number): Item => itemOf(this, index, fields);
		const [items = []] = await perItem(this, {
			client: speakClient,
			connectOptions: () => connectOptions(item(0)),
			check: async (index) => await checkSpeechItem(item(index), readers),
			checksAll: true,
			expand: itemsOfVoices,
			prepare: async (wanted, fishAudio) => await prepareSpeechItem(wanted, fishAudio).catch(ofVoice(wanted)),
			approve: async (wanted) => {
				names.decide(wanted);
				await warnAbout(this, wanted, names);
				const limit = spendingLimitOf(item(0).alone('checks', 'spendingLimit').number('spendingLimit'));
				if (limit !== undefined) await checkSpending(limit, wanted);
			},
			run: async (wanted, fishAudio, index) =>
				await speakItem(item(index), names.named(wanted), { fishAudio, paces }).catch(ofVoice(wanted)),
		});
		hintAtModels(
			this,
			items.map(({ json }) => json.model),
		);
		hintAtCosts(this, items);
		// Read as saved, without expressions: nothing may fail after all items were spoken and billed.
		const { previousFingerprint } = (this.getNode().parameters.checks ?? {}) as IDataObject;
		const hasSecond = previousFingerprint !== undefined;
		return hasSecond ? [items.filter((item) => !isUnchanged(item)), items.filter(isUnchanged)] : [items];
	}
}
