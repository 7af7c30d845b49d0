import type { FaultRule, SeenRequest } from '../../support/sandbox.mts';
import type { Stage } from '../../support/stage.mts';

/** The outcome of one case, before it is judged. */
export interface Outcome {
	/** The error shown, if it failed. */
	error?: { message: string; description: string; item?: number };
	/** Its output, if it did not fail. */
	result?: unknown;
}

/** All outcomes of a run, and everything that n8n would save or show. */
export interface Outcomes {
	outcomes: Outcome[];
	/** The key must not be in it. */
	shown: unknown[];
}

/** A call that is set up for several cases, each with a label. */
export interface Scene {
	/** The requests that faults strike: of one case, or of all cases without a label or if they are all alike. */
	match(label?: string): NonNullable<FaultRule['match']>;
	/** Whether a request belongs to a case. */
	isOf(request: SeenRequest, label: string): boolean;
	/** Faults that must strike first for the call to be made at all. */
	first?: FaultRule[];
	/** Runs all cases. With `stops` there is one case, and its failure ends the node. */
	run(stops: boolean): Promise<Outcomes>;
	/** Judges an outcome after the run: undefined if it is right, else what is wrong or strange. */
	judge(label: string, outcome: Outcome): Promise<string | undefined>;
}

/** The options of a scene. */
export interface SceneOptions {
	/** With recordings so large that an upload takes a while. */
	large?: boolean;
	/** For permanent faults. */
	lasting?: boolean;
}

/** A call of the API that faults strike. */
export interface Call {
	name: string;
	/** Bytes after which an answer is in its middle. */
	cutAt: number;
	/** Bytes per second at which an answer takes a good while. */
	pace: number;
	/** How a request shows its case: before its body is read (`path`), only in its body (`text`), or not at all. */
	knownBy: 'path' | 'text' | 'nothing';
	/** Labels consist of letters and digits, and no label begins another. */
	setUp(stage: Stage, labels: string[], options: SceneOptions): Promise<Scene>;
}
