import type { INode, INodeParameters, IWorkflowBase } from 'n8n-workflow';

import { noteHeight } from './noteHeight.mts';

/** A voice for a speaker who has none. */
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

/** A note that says what is set up, in place of how to do it. Steps that are a matter of choice stay. */
export function preparedNote(content: string, { hasVoices = false } = {}): string {
	return content.replace(stepsPart, (_, written: string) => {
		const steps = written
			.trim()
			.split('\n')
			.map((step) => step.replace(/^\d+\. /, ''));
		const done = [...doneSteps, ...(hasVoices ? [voicesStep] : [])];
		const left = steps.filter((step) => !done.some((pattern) => pattern.test(step)));
		const folders = steps.filter((step) => !left.includes(step)).flatMap(pathsIn);
		const where = folders.length > 0 ? ` Files: ${folders.join(' and ')}.` : '';
		const voice = hasVoices ? steps.map((step) => voicesStep.exec(step)?.[1]).find(Boolean) : undefined;
		const voices = voice === 'a voice for' ? 'voices' : 'a voice';
		const chosen = voice === undefined ? 'an account is chosen' : `an account and ${voices} are chosen`;
		const setUp = `**All is set up**: the nodes are installed, and ${chosen}.${where}\n`;
		return setUp + left.map((step) => `- ${step}\n`).join('');
	});
}

interface Speaker {
	voice: INodeParameters;
}

/** Gives voices to speakers without one, in their order. */
function withVoices(parameters: INodeParameters, voices: SpeakerVoice[]): INodeParameters {
	const { speaker = [] } = (parameters['speakers'] ?? {}) as { speaker?: Speaker[] };
	if (speaker.length === 0 || voices.length === 0) return parameters;
	const chosen = speaker.map((one, at) => {
		const voice = voices[at % voices.length]!;
		if (one.voice['value'] !== '') return one;
		return { ...one, voice: { ...one.voice, value: voice.id, cachedResultName: voice.title } };
	});
	return { ...parameters, speakers: { speaker: chosen } as unknown as INodeParameters };
}

function prepared(node: INode, voices: SpeakerVoice[]): INode {
	const { type, parameters } = node;
	if (!type.endsWith('.stickyNote')) return { ...node, parameters: withVoices(parameters, voices) };
	const before = String(parameters['content']);
	const content = preparedNote(before, { hasVoices: voices.length > 0 });
	if (content === before) return node;
	// With fewer steps the note would be half empty.
	return { ...node, parameters: { ...parameters, content, height: noteHeight(content, Number(parameters['width'])) } };
}

/** An example as it is in an n8n that this command has set up: its notes say so, and its speakers have voices. */
export function preparedExample(workflow: IWorkflowBase, voices: SpeakerVoice[] = []): IWorkflowBase {
	return { ...workflow, nodes: workflow.nodes.map((node) => prepared(node, voices)) };
}
