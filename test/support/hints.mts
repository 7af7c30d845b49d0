import type { NodeRun } from './engine.mts';

/** A hint above the output of a node. */
export interface Hint {
	message: string;
	type?: string;
}

/** How the sentence about the costs of a run begins, which every run of Speak shows. */
const costs = /^(Spoken|Estimated): /;

const allHints = ({ run }: NodeRun): Hint[] => run.data.resultData.runData['Node']?.at(-1)?.hints ?? [];

/** The hints of a run but the one about its costs. */
export const hintsOf = (run: NodeRun): Hint[] => allHints(run).filter(({ message }) => !costs.test(message));

/** The messages of these hints. */
export const hintTextsOf = (run: NodeRun): string[] => hintsOf(run).map(({ message }) => message);

/** The sentences about the costs of a run. */
export const costHintsOf = (run: NodeRun): string[] =>
	allHints(run).flatMap(({ message }) => (costs.test(message) ? [message] : []));
