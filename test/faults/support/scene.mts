import type { FaultRule, SeenRequest } from '../../support/sandbox.mts';
import type { Stage } from '../../support/stage.mts';

/** The outcome of one case, before it is judged. */
export interface Outcome {
	/** The error shown, if it failed. */
	error?: { message: string; description: string; item?: number };
	/** Its output, if it did not fail. */
	result?: unknown;
}

/** All outcomes of a run, and everything that n8n would save or show of it. */
export interface Outcomes {
	outcomes: Outcome[];
	/** What must not hold the key. */
	shown: unknown[];
}

/** A call set up for a number of cases, each known by its label. */
export interface Scene {
	/** The requests a case is struck on; of all cases without a label, or where they are all alike. */
	match(label?: string): NonNullable<FaultRule['match']>;
	/** Whether a request that was seen is one of those of a case. */
	isOf(request: SeenRequest, label: string): boolean;
	/** Faults that have to come first for the call to be made at all. */
	first?: FaultRule[];
	/** Runs all cases. With `stops`, of one case, the failure ends the node. */
	run(stops: boolean): Promise<Outcomes>;
	/** Judges an outcome when all is over: undefined when it is right, else what is wrong or strange with it. */
	judge(label: string, outcome: Outcome): Promise<string | undefined>;
}

/** The options of a scene. */
export interface SceneOptions {
	/** With recordings so large that an upload takes its time. */
	large?: boolean;
	/** For faults that last. */
	lasting?: boolean;
}

/** A call of the API that faults strike. */
export interface Call {
	name: string;
	/** Bytes after which an answer of it is in the middle. */
	cutAt: number;
	/** Bytes in a second at which an answer of it takes a good while. */
	pace: number;
	/** Its cases can be told apart by the request before its body is read (`path`), after (`text`), or not at all. */
	toldBy: 'path' | 'text' | 'nothing';
	/** Labels are words of letters and digits, of which none begins another. */
	set(stage: Stage, labels: string[], options: SceneOptions): Promise<Scene>;
}
