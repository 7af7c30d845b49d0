import type { IDataObject, INodeExecutionData } from 'n8n-workflow';

import type { Stage } from '../../support/stage.mts';
import { expectNoKey } from './stormAudit.mts';
import { quiet, type Step, type TriggerScenario } from './triggerScenarios.mts';

const idOf = ({ json }: INodeExecutionData): string => String(json.id);

/** The trigger as n8n saves it: its static data, with which a poll begins and which it changes. */
export class SavedTrigger {
	readonly fired: string[] = [];
	readonly #stage: Stage;
	readonly #parameters: Pick<TriggerScenario, 'includeExisting' | 'events'>;
	#saved: IDataObject = {};

	constructor(stage: Stage, parameters: Pick<TriggerScenario, 'includeExisting' | 'events'>) {
		this.#stage = stage;
		this.#parameters = parameters;
	}

	get #cursor(): { walk?: unknown; pending: string[] } | undefined {
		return ((this.#saved['node:Trigger'] ?? {}) as { cursor?: { walk?: unknown; pending: string[] } }).cursor;
	}

	/**
	 * As if enough time had passed for each voice in training to be read again. Each is saved as `made.asked.id`; this
	 * sets `asked` to 0.
	 */
	letTimePass(): void {
		const cursor = this.#cursor;
		if (cursor) cursor.pending = cursor.pending.map((text) => text.replace(/^([0-9a-z]+)\.[0-9a-z]+\./, '$1.0.'));
	}

	/** Whether the next poll has work to continue. */
	get isBusy(): boolean {
		const cursor = this.#cursor;
		return cursor === undefined || cursor.walk !== undefined || cursor.pending.length > 0;
	}

	/** Polls with the saved data, as in a restarted n8n. Returns whether the poll succeeded. */
	async poll({ crash, hurry }: Pick<Step, 'crash' | 'hurry'> = quiet): Promise<boolean> {
		const { includeExisting, events } = this.#parameters;
		// A copy: a poll changes its static data, and a crash loses the changes.
		const trigger = this.#stage.engine.trigger(
			{ includeExisting, events },
			structuredClone(this.#saved),
			hurry ? { budget: 4_000 } : {},
		);
		const items = await trigger.poll().catch((error: unknown) => {
			expectNoKey([error]);
			return undefined;
		});
		if (items === undefined) return false;
		const made = (items ?? []).map(({ json }) => Date.parse(String(json.createdAt)));
		expect(made).toEqual([...made].sort((a, b) => a - b));
		const ids = (items ?? []).map(idOf);
		expect(new Set(ids).size).toBe(ids.length);
		// What a crash loses fires again with the next poll.
		if (crash) return true;
		this.#saved = trigger.staticData();
		this.fired.push(...ids);
		return true;
	}
}
