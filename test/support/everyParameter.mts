import type { INodeExecutionData, INodeParameters, INodeProperties, INodePropertyOptions } from 'n8n-workflow';

import { Speak } from '../../nodes/Speak/Speak.node.ts';
import { VoiceClone } from '../../nodes/VoiceClone/VoiceClone.node.ts';
import { anyVoice } from './anyVoice.mts';
import type { Stage } from './stage.mts';

/** A parameter of a node, with the values of others that a run with it needs. */
export interface Parameter {
	/** Its name in test titles: node, operation, parameter. */
	title: string;
	node: string;
	/** Its name in the panel. */
	label: string;
	/** The collection that contains it. */
	collection: string | undefined;
	field: INodeProperties;
	/** The values of other parameters. */
	others: INodeParameters;
}

const speak = new Speak().description.properties;
const voiceClone = new VoiceClone().description.properties;

const valuesOf = (field: INodeProperties): string[] =>
	(field.options ?? []).flatMap((option) => ('value' in option ? [String(option.value)] : []));

/** The operations of each resource, as the panel has them. */
const operations = voiceClone
	.filter(({ name }) => name === 'operation')
	.flatMap((field) =>
		((field.displayOptions?.show?.['resource'] ?? []) as string[]).map(
			(resource) => [resource, valuesOf(field)] as const,
		),
	);

/** The parameters that an operation needs. `ID` stands for the ID of an existing voice. */
const needed: Record<string, INodeParameters> = {
	speak: { text: 'Hello there.', transcripts: 'Hello.' },
	create: { title: 'Anna' },
	design: { prompt: 'A calm voice.' },
	get: { voice: { __rl: true, mode: 'id', value: 'ID' } },
	delete: { voice: { __rl: true, mode: 'id', value: 'ID' } },
	update: { voice: { __rl: true, mode: 'id', value: 'ID' }, updateFields: { title: 'Anna' } },
};

const subtitles = '00:00:01,000 --> 00:00:03,000\nHello there.';

/** Other parameters that a field needs. */
const withField: Record<string, INodeParameters> = {
	waitTimeout: { waitUntilTrained: true },
	speakerCount: { options: { speakers: true } },
	sampleUrls: { sampleSource: 'urls' },
	allowPrivateAddresses: { sampleUrls: '={{ "" }}' },
	leastMatch: { checks: { checkWords: true } },
	previousFingerprint: { voice: anyVoice },
	trimSilence: { format: 'wav' },
	whenTooLong: { subtitles },
	fastestSpeed: { subtitles, whenTooLong: 'speakFaster' },
};

const isFor = (field: INodeProperties, resource: string, operation: string): boolean => {
	const { show, hide } = field.displayOptions ?? {};
	return (
		(show?.resource as string[] | undefined)?.includes(resource) === true &&
		(!show?.operation || (show.operation as string[]).includes(operation)) &&
		!(hide?.operation as string[] | undefined)?.includes(operation)
	);
};

/** The values of other parameters with which a field is shown. */
function shownWith({ displayOptions }: INodeProperties): INodeParameters {
	const entries = Object.entries(displayOptions?.show ?? {}).filter(
		([name]) => !['resource', 'operation'].includes(name),
	);
	return Object.fromEntries(entries.map(([name, values]) => [name.replace(/^\//, ''), (values as string[])[0]!]));
}

function inAll(node: string, of: string, fields: INodeProperties[], others: INodeParameters): Parameter[] {
	return fields
		.filter(({ type, name }) => type !== 'notice' && !['resource', 'operation', 'toolDescription'].includes(name))
		.flatMap((field) => {
			const base = { ...others, ...shownWith(field) };
			const make = (one: INodeProperties, collection?: string): Parameter => ({
				title: [node, of, collection, one.name].filter(Boolean).join(' '),
				node,
				label: one.displayName,
				collection,
				field: one,
				others: { ...base, ...shownWith(one), ...withField[one.name] },
			});
			if (field.type !== 'collection') return [make(field)];
			return (field.options as INodeProperties[]).map((one) => make(one, field.name));
		});
}

/** All parameters of the nodes that process items, for each operation. New ones are included automatically. */
export const everyParameter: Parameter[] = [
	...inAll('speak', '', speak, needed.speak!),
	...operations.flatMap(([resource, names]) =>
		names.flatMap((operation) =>
			inAll(
				'voiceClone',
				operation,
				voiceClone.filter((field) => isFor(field, resource, operation)),
				{ resource, operation, ...needed[operation] },
			),
		),
	),
];

export const parametersOfType = (...types: string[]): Parameter[] =>
	everyParameter.filter(({ field }) => types.includes(field.type));

/** The choices of a field. */
export const choicesOf = ({ field }: Parameter): INodePropertyOptions[] =>
	(field.options ?? []).filter((one): one is INodePropertyOptions => 'value' in one);

/** The result of a run: the sent requests without IDs, and the names in its items. */
export interface Done {
	message: string;
	description: string;
	requests: unknown[];
	items: string[];
	all: string;
}

const withoutIds = (value: unknown): string => JSON.stringify(value)?.replace(/[0-9a-f]{32}/g, 'ID') ?? '';

/** Runs nodes with one parameter set by an expression. */
export function createRunner(stage: Stage) {
	let files: INodeExecutionData | undefined;
	/** The voice of the account, until a run has sent something that may have changed it, or the test ends. */
	let voice: string | undefined;
	afterEach(() => void (voice = undefined));

	const seed = async (): Promise<string> => (await stage.sandbox.seedVoices({ count: 1, state: 'trained' })).ids[0]!;

	const item = async (json: object): Promise<INodeExecutionData> => {
		files ??= await stage.itemWith({ data: [await stage.recording(), 'a.wav', 'audio/wav'] });
		return { ...files, json: json as never };
	};

	/** With `undefined` the parameter is not set. */
	return async (
		{ node, collection, field, others }: Parameter,
		value: unknown,
		how: 'expression' | 'literal' = 'expression',
	): Promise<Done> => {
		voice ??= await seed();
		const set = how === 'literal' ? (value as string) : '={{ $json.given }}';
		const inside = collection
			? { [collection]: { ...(others[collection] as object), [field.name]: set } }
			: { [field.name]: set };
		const parameters = JSON.parse(
			JSON.stringify({ ...others, ...(value === undefined ? {} : inside) }).replaceAll('"ID"', `"${voice}"`),
		) as INodeParameters;
		const { error, items } = await stage.engine.runNode(node, parameters, [await item({ given: value })]);
		const requests = await stage.sandbox.requests();
		if (requests.length > 0) {
			await stage.sandbox.reset();
			voice = undefined;
		}
		return {
			message: error?.message ?? '',
			description: error?.description ?? '',
			requests: requests.map(({ method, path, query, body }) => withoutIds({ method, path, query, body })),
			items: items.map(({ json, binary }) => [...Object.keys(json), ...Object.keys(binary ?? {})].join()),
			all: JSON.stringify([requests, items.map(({ json }) => json)]),
		};
	};
}
