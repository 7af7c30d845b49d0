import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import {
	NodeHelpers,
	type INode,
	type INodeParameters,
	type INodeProperties,
	type INodePropertyOptions,
	type INodeType,
	type INodeTypeDescription,
	type IWorkflowBase,
} from 'n8n-workflow';

import { builtInNodes } from '../../examples/demo/builtInNodes.mts';
import { recordings } from '../../examples/demo/recordings.mts';
import { turns } from '../../examples/interview.mts';
import { noteHeight } from '../../tools/n8n/noteHeight.mts';
import { boxOf, crosses, drawnConnections, isNote, openWires, overlap, textSize } from './canvas.mts';

const project = process.cwd();
const packageName = 'n8n-nodes-fish-audio-voice';

const { n8n } = JSON.parse(readFileSync(join(project, 'package.json'), 'utf8')) as { n8n: { nodes: string[] } };
const descriptions = new Map<string, INodeTypeDescription>(
	n8n.nodes.flatMap((path) => {
		const [NodeClass] = Object.values(require(join(project, path)) as Record<string, new () => INodeType>);
		const { description } = new NodeClass!();
		const { name, usableAsTool } = description;
		// n8n's tool variant of a node has the same parameters and another type.
		const all = usableAsTool ? [description, { ...description, name: `${name}Tool` }] : [description];
		return all.map((one) => [`${packageName}.${one.name}`, one] as const);
	}),
);

const workflows = readdirSync(join(project, 'examples'))
	.filter((name) => name.endsWith('.json'))
	.map((name): [string, IWorkflowBase] => [
		name,
		JSON.parse(readFileSync(join(project, 'examples', name), 'utf8')) as IWorkflowBase,
	]);

const isExpression = (value: unknown): boolean => typeof value === 'string' && value.startsWith('=');

/** What n8n adds to the panel of a polling node. */
const pollTimes: INodeProperties = {
	displayName: 'Poll Times',
	name: 'pollTimes',
	type: 'fixedCollection',
	default: {},
	options: [
		{ displayName: 'Item', name: 'item', values: [{ displayName: 'Mode', name: 'mode', type: 'string', default: '' }] },
	],
};

/** Values that a property does not accept. */
function wrongValue(property: INodeProperties, value: unknown, at: string): string[] {
	const choices = (property.options ?? []) as INodePropertyOptions[];
	if (property.type === 'collection') return unknownParameters(choices as never, value as INodeParameters, `${at}.`);
	if (property.type === 'resourceLocator') {
		const { mode } = value as { mode: string };
		return property.modes?.some(({ name }) => name === mode) ? [] : [`${at}: mode '${mode}'`];
	}
	if (!['options', 'multiOptions'].includes(property.type) || isExpression(value)) return [];
	const wrong = [value].flat().filter((one) => !choices.some((choice) => choice.value === one));
	return wrong.map((one) => `${at}: value '${String(one)}'`);
}

function unknownParameters(properties: INodeProperties[], given: INodeParameters, at = ''): string[] {
	return Object.entries(given).flatMap(([name, value]) => {
		const known = properties.filter((property) => property.name === name);
		if (known.length === 0) return [`${at}${name}`];
		// A name may have other choices for another format or operation. One of them must fit.
		const complaints = known.map((property) => wrongValue(property, value, `${at}${name}`));
		return complaints.find((list) => list.length === 0) ?? complaints[0]!;
	});
}

const ours = ({ nodes }: IWorkflowBase): INode[] => nodes.filter(({ type }) => type.startsWith(`${packageName}.`));

describe.each(workflows)('%s', (_, workflow) => {
	test.each(ours(workflow).map((node) => [node.name, node] as const))('%s: n8n reports no issue', (_name, node) => {
		const description = descriptions.get(node.type);
		expect(description).toBeDefined();
		const { properties, polling } = description!;
		const known = polling ? [...properties, pollTimes] : properties;
		expect(unknownParameters(known, node.parameters)).toEqual([]);
		// n8n adds the defaults when it loads a workflow.
		const shown = NodeHelpers.getNodeParameters(known, node.parameters, true, false, node, description!);
		const loaded = { ...node, parameters: shown ?? {} };
		expect(NodeHelpers.getNodeParametersIssues(properties, loaded, description!)).toBeNull();
		expect(Object.keys(shown ?? {})).toEqual(expect.arrayContaining(Object.keys(node.parameters)));
		expect(Object.keys(node.credentials ?? {})).toEqual(['fishAudioApi']);
	});

	test('all other nodes are part of n8n', () => {
		const others = workflow.nodes.filter((node) => !ours(workflow).includes(node));
		for (const { type } of others) expect(type).toMatch(/^(n8n-nodes-base|@n8n\/n8n-nodes-langchain)\.\w+$/);
	});

	test('has notes', () => {
		const notes = workflow.nodes.filter(isNote);
		expect(notes.length).toBeGreaterThan(0);
		for (const { parameters } of notes) expect(String(parameters['content'])).toMatch(/^##/);
	});

	test.each(workflow.nodes.filter(isNote).map(({ name, parameters }) => [name, parameters] as const))(
		'%s: the note is as high as its text',
		(_name, { content, width, height }) => {
			const needed = noteHeight(String(content), Number(width));
			// Notes side by side have the height of the longest.
			expect(Number(height)).toBeGreaterThan(needed - 20);
			expect(Number(height)).toBeLessThan(needed + 50);
		},
	);

	test('has one trigger, which the button starts', () => {
		expect(workflow.nodes.filter(({ type }) => /trigger$/i.test(type))).toHaveLength(1);
	});

	test('has unique names, and connections that lead to nodes', () => {
		const names = workflow.nodes.map(({ name }) => name);
		expect(new Set(names).size).toBe(names.length);
		expect(new Set(workflow.nodes.map(({ id }) => id)).size).toBe(names.length);
		const ends = Object.entries(workflow.connections).flatMap(([from, outputs]) => [
			from,
			...Object.values(outputs)
				.flat()
				.flatMap((targets) => (targets ?? []).map(({ node }) => node)),
		]);
		expect(names).toEqual(expect.arrayContaining(ends));
	});

	test('has no overlapping nodes or notes', () => {
		const { nodes } = workflow;
		const pairs = nodes.flatMap((one, index) => nodes.slice(index + 1).map((other) => [one, other] as const));
		const overlapping = pairs.filter(([one, other]) => overlap(boxOf(workflow, one), boxOf(workflow, other)));
		expect(overlapping.map((pair) => pair.map(({ name }) => name))).toEqual([]);
	});

	test('has notes that can be read at the size at which n8n opens it', () => {
		expect(textSize(workflow)).toBeGreaterThanOrEqual(9);
	});

	test('has no note on a connection, or on the wire that n8n draws to the right of an open output', () => {
		const notes = workflow.nodes.filter(isNote).map((note) => [note.name, boxOf(workflow, note)] as const);
		const covered = notes.flatMap(([note, box]) => [
			...openWires(workflow)
				.filter(([, wire]) => overlap(wire, box))
				.map(([name]) => [note, name]),
			...drawnConnections(workflow)
				.filter(([, points]) => crosses(points, box))
				.map(([name]) => [note, name]),
		]);
		expect(covered).toEqual([]);
	});
});

test.each(['clone-and-speak.json', 'voice-ready.json'])('the demo has a stand-in for each node in %s', (file) => {
	const [, { nodes }] = workflows.find(([name]) => name === file)!;
	const types = nodes.map(({ type }) => type).filter((type) => type.startsWith('n8n-nodes-base.'));
	expect(Object.keys(builtInNodes)).toEqual(expect.arrayContaining(types));
});

test('the transcripts match the demo’s recordings', () => {
	const text = readFileSync(join(project, 'examples/clone-and-speak.json'), 'utf8');
	for (const recording of recordings) expect(text).toContain(recording.text);
});

test('the stand-in of a translator knows all that is said in the interview', () => {
	const [, { nodes }] = workflows.find(([name]) => name === 'dub-a-video.json')!;
	const [{ value }] = (nodes.find(({ name }) => name === 'Translate')!.parameters as any).assignments.assignments;
	const ready = JSON.parse(/\(({[^]*})\)/.exec(value as string)![1]!) as Record<string, string>;
	expect(Object.keys(ready)).toEqual(turns);
});
