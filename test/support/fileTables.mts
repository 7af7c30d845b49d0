import type { EngineOptions } from './engine.mts';
import { createFileItems, type Place } from './fileItems.mts';
import { fileValueTable } from './fileValueTable.mts';
import { incompleteFileTable } from './incompleteFileTable.mts';
import { setStage } from './stage.mts';

const options: Record<Place, Pick<EngineOptions, 'binaryMode' | 'workflowSettings'>> = {
	'on disk': {},
	'in memory': { binaryMode: 'default' },
	'in the JSON': { workflowSettings: { binaryMode: 'combined' } },
};

/** Tests all parameters that name files, with the files of items in one place. */
export function fileTables(place: Place): void {
	const stage = setStage({}, options[place]);
	const items = createFileItems(stage, place);
	fileValueTable(stage, items, place);
	incompleteFileTable(stage, items, place);
}
