import type { INode, INodeParameters, IWorkflowBase } from 'n8n-workflow';

import { isEmptyVoice, isSpeak } from '../../examples/load.mts';
import { noteHeight } from './noteHeight.mts';

/** A voice of the sandbox for a node or a speaker without one. */
export interface SpeakerVoice {
	id: string;
	title: string;
}

/** The steps of a note, between their heading and the next paragraph. */
const stepsPart = /\*\*Before you begin\*\*\n((?:\d+\. .+\n?)+)/;

/** Steps that this command has done. A step with paths is about folders. */
const doneSteps = [
	/^Install the community nodes/,
	/^Create a credential \*Fish Audio API\*/,
	/^(The files go to|Put (the )?recordings? into)/,
	/^In \*\*Settings\*\* enter the recording/,
	// See server.mts.
	/^On n8n 1, set/,
];
/** Speakers and Speak nodes without a voice get one. */
const voicesStep = /choose (a voice for|your voice|the voice of)/;

/** Absolute paths in backticks, on Windows too. */
const pathsIn = (step: string): string[] => step.match(/`(?:\/|[A-Za-z]:[\\/])[^`]*`/g) ?? [];

/** What is set up. `voice` is how the step about voices names them, where there is one and it is done. */
function accountSetUp(inSandbox: boolean, voice: string | undefined): string {
	const voices = voice === 'a voice for' ? 'voices are chosen' : 'a voice is chosen';
	if (!inSandbox) return ', and an account is chosen';
	return `${voice === undefined ? '' : `, ${voices}`}, and the account is the sandbox: nothing is billed`;
}

/** A note that says what is set up, in place of how to do it. Steps that are a matter of choice stay. */
export function preparedNote(content: string, { inSandbox = false } = {}): string {
	return content.replace(stepsPart, (_, written: string) => {
		const steps = written
			.trim()
			.split('\n')
			.map((step) => step.replace(/^\d+\. /, ''));
		const done = [...doneSteps, ...(inSandbox ? [voicesStep] : [])];
		const left = steps.filter((step) => !done.some((pattern) => pattern.test(step)));
		const folders = steps.filter((step) => !left.includes(step)).flatMap(pathsIn);
		const where = folders.length > 0 ? ` Files: ${folders.join(' and ')}.` : '';
		const voice = steps.map((step) => voicesStep.exec(step)?.[1]).find(Boolean);
		const setUp = `the nodes are installed${accountSetUp(inSandbox, voice)}.${where}\n`;
		if (left.length === 0) return `**All is set up**: ${setUp}`;
		return `**Already set up**: ${setUp}\n**Still to do**\n${left.map((step) => `- ${step}\n`).join('')}`;
	});
}

interface Speaker {
	voice: INodeParameters;
}

/** A voice as it is chosen from the list: the panel and the output show its title. */
const listed = ({ id, title }: SpeakerVoice): INodeParameters => ({
	__rl: true,
	mode: 'list',
	value: id,
	cachedResultName: title,
});

/** Gives voices to speakers without one, in their order. */
function withSpeakers(parameters: INodeParameters, voices: SpeakerVoice[]): INodeParameters {
	const { speaker = [] } = (parameters['speakers'] ?? {}) as { speaker?: Speaker[] };
	if (speaker.length === 0 || voices.length === 0) return parameters;
	const chosen = speaker.map((one, at) => {
		const voice = voices[at % voices.length]!;
		return isEmptyVoice(one.voice) ? { ...one, voice: listed(voice) } : one;
	});
	return { ...parameters, speakers: { speaker: chosen } as unknown as INodeParameters };
}

/** Gives a Speak node without a voice the first one. */
function withVoices(node: INode, voices: SpeakerVoice[]): INode {
	const parameters = withSpeakers(node.parameters, voices);
	const [first] = voices;
	if (!first || !isSpeak(node) || !isEmptyVoice(parameters['voice'])) return { ...node, parameters };
	return { ...node, parameters: { ...parameters, voice: listed(first) } };
}

function prepared(node: INode, voices: SpeakerVoice[]): INode {
	const { type, parameters } = node;
	if (!type.endsWith('.stickyNote')) return withVoices(node, voices);
	const before = String(parameters['content']);
	const content = preparedNote(before, { inSandbox: voices.length > 0 });
	if (content === before) return node;
	// With fewer steps the note would be half empty.
	return { ...node, parameters: { ...parameters, content, height: noteHeight(content, Number(parameters['width'])) } };
}

/**
 * An example as it is in an n8n that this command has set up: its notes say so. `voices` are the sandbox's; a real
 * account has none of them.
 */
export function preparedExample(workflow: IWorkflowBase, voices: SpeakerVoice[] = []): IWorkflowBase {
	return { ...workflow, nodes: workflow.nodes.map((node) => prepared(node, voices)) };
}
