import type { INode, IWorkflowBase } from 'n8n-workflow';

/** Sizes on n8n's canvas in pixels, measured in its editor. */
const size = {
	node: 96,
	/** A node grows with its outputs. */
	betweenOutputs: 32,
	/** Below a node are its name, in up to two lines, and its subtitle. */
	label: 56,
	/** To the right of an output without a connection are a wire and a "+", after a run also a number of items. */
	openWire: 130,
	/** Between a connection and what is beside it. */
	room: 16,
	/** What a workflow fills when n8n opens it in a window of 1440 × 900. */
	window: { width: 1166, height: 653 },
	/** Text of a note. */
	text: 14,
};

interface Box {
	x: number;
	y: number;
	right: number;
	bottom: number;
}

interface Point {
	x: number;
	y: number;
}

export const isNote = ({ type }: INode): boolean => type.endsWith('.stickyNote');

type Outputs = Array<Array<{ node: string }> | null>;

/** A node's outputs for items, as far as they are connected. A node that fails may have one more. */
function outputsOf({ connections }: IWorkflowBase, { name, onError }: INode): Outputs {
	const connected = (connections[name]?.['main'] ?? []) as Outputs;
	const least = onError === 'continueErrorOutput' ? 2 : 1;
	return [...connected, ...Array.from({ length: Math.max(0, least - connected.length) }, () => null)];
}

const heightOf = (workflow: IWorkflowBase, node: INode): number =>
	Math.max(size.node, (outputsOf(workflow, node).length + 1) * size.betweenOutputs);

/** What a note or a node with its label covers. */
export function boxOf(workflow: IWorkflowBase, node: INode): Box {
	const [x, y] = node.position;
	const { width, height } = node.parameters;
	if (isNote(node)) return { x, y, right: x + Number(width), bottom: y + Number(height) };
	return { x, y, right: x + size.node, bottom: y + heightOf(workflow, node) + size.label };
}

export const overlap = (a: Box, b: Box): boolean => a.x < b.right && b.x < a.right && a.y < b.bottom && b.y < a.bottom;

/** Nodes whose output is a connection to a model or an agent, not to the next node, and nodes that end the workflow. */
const endsThere = ({ connections }: IWorkflowBase, { name, type }: INode): boolean =>
	type.endsWith('.stopAndError') || Object.keys(connections[name] ?? {}).some((kind) => kind !== 'main');

/** Where n8n draws the wire and the "+" of an output without a connection. */
export function openWires(workflow: IWorkflowBase): Array<[name: string, Box]> {
	const open = workflow.nodes.filter(
		(node) =>
			!isNote(node) && !endsThere(workflow, node) && outputsOf(workflow, node).some((targets) => !targets?.length),
	);
	return open.map((node) => {
		const [x, y] = node.position;
		const right = x + size.node;
		return [node.name, { x: right, y, right: right + size.openWire, bottom: y + heightOf(workflow, node) }];
	});
}

/** Points of a connection: a Bézier curve that leaves and arrives horizontally. */
function curve(from: Point, to: Point): Point[] {
	const middle = (from.x + to.x) / 2;
	return Array.from({ length: 101 }, (_, step) => {
		const t = step / 100;
		const [a, b, c, d] = [(1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t ** 2 * (1 - t), t ** 3] as const;
		return { x: a * from.x + (b + c) * middle + d * to.x, y: (a + b) * from.y + (c + d) * to.y };
	});
}

/** Connections between nodes, as n8n draws them. All lead to the right. */
export function drawnConnections(workflow: IWorkflowBase): Array<[name: string, Point[]]> {
	const all = workflow.nodes.filter((node) => !endsThere(workflow, node));
	return all.flatMap((node) => {
		const outputs = outputsOf(workflow, node);
		return outputs.flatMap((targets, output) =>
			(targets ?? []).map(({ node: name }): [string, Point[]] => {
				const [x, y] = workflow.nodes.find((one) => one.name === name)!.position;
				const share = (output + 1) / (outputs.length + 1);
				const from = { x: node.position[0] + size.node, y: node.position[1] + share * heightOf(workflow, node) };
				return [`${node.name} → ${name}`, curve(from, { x, y: y + size.node / 2 })];
			}),
		);
	});
}

export const crosses = (points: Point[], box: Box): boolean =>
	points.some(
		({ x, y }) =>
			x > box.x - size.room && x < box.right + size.room && y > box.y - size.room && y < box.bottom + size.room,
	);

/** How large the text of notes is on the screen when n8n opens the workflow, in pixels. */
export function textSize(workflow: IWorkflowBase): number {
	const boxes = workflow.nodes.map((node) => boxOf(workflow, node));
	const width = Math.max(...boxes.map(({ right }) => right)) - Math.min(...boxes.map(({ x }) => x));
	const height = Math.max(...boxes.map(({ bottom }) => bottom)) - Math.min(...boxes.map(({ y }) => y));
	return Math.min(size.window.width / width, size.window.height / height, 1) * size.text;
}
