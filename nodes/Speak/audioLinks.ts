import type { IBinaryKeyData, IDataObject, IExecuteFunctions, INode, INodeProperties } from 'n8n-workflow';

import { toolDescriptionField } from '../shared/fields/toolDescription';
import { linkHours, secondsOfHours, linkTo } from '../shared/files/links';
import { isAgentTool } from '../shared/items/agentTool';
import type { Readers } from '../shared/parameters/readers';

const { min, max, usual } = linkHours;

/** The options of the link. *Audio URL* is on as soon as it is added; in an agent's tool it is on anyway. */
export const linkFields: INodeProperties[] = [
	{
		displayName: 'Audio URL',
		name: 'audioUrl',
		type: 'boolean',
		default: true,
		description:
			'Whether to add a link to the audio that anyone can open without a login, for services that want a URL. It ' +
			"can be opened until it expires or n8n deletes the execution's data. As an agent's tool the node does so " +
			'without this option, too.',
	},
	{
		displayName: 'Audio URL Expires After (Hours)',
		name: 'urlExpiresAfter',
		type: 'number',
		typeOptions: { minValue: min, maxValue: max, numberPrecision: 2 },
		default: usual,
		description:
			'How long links can be opened. Also fractions: 0.5 is half an hour. They end earlier if n8n deletes the ' +
			"execution's data.",
	},
];

const toolDescription =
	'Speaks a text with a voice and returns JSON about the audio file. audioUrl is a link that anyone can open to hear ' +
	'it, without a login, until audioUrlExpiresAt. If audioUrl is null, there is no link. seconds is the length of the ' +
	'audio.';

/** What an agent's model reads about the node as a tool. */
export const speakDescriptionField = toolDescriptionField(toolDescription, {
	hint:
		"The agent gets the JSON with the link 'audioUrl', and no file. To leave the link out, add the option 'Audio " +
		"URL' and switch it off.",
});

/** Reads for how many seconds links can be opened; undefined if there are to be none. */
export function linkSeconds(options: Readers, node: INode): number | undefined {
	const seconds = secondsOfHours(options.number('urlExpiresAfter'), 'Audio URL Expires After (Hours)');
	// An agent gets no files, only JSON.
	return (options.flag('audioUrl') ?? isAgentTool(node)) ? seconds : undefined;
}

/** The fields of the JSON, by the binary field's ending that each is about. */
const linkNames = { '': 'audioUrl', _srt: 'srtUrl', _vtt: 'vttUrl' };

const isLinkField = (name: string): boolean =>
	name === 'audioUrlExpiresAt' || Object.values(linkNames).some((one) => one === name);

/** The JSON of an earlier run of this node without its links, which lead to other audio. */
export const withoutOldLinks = (json: IDataObject): IDataObject =>
	'fingerprint' in json ? Object.fromEntries(Object.entries(json).filter(([name]) => !isLinkField(name))) : json;

/** Links to the audio in `field` and its captions, for the JSON, and when they expire. */
export function linksInJson(
	context: IExecuteFunctions,
	files: IBinaryKeyData,
	field: string,
	seconds: number | undefined,
): IDataObject {
	if (seconds === undefined) return {};
	// n8n counts from the beginning of the second.
	const end = new Date((Math.floor(Date.now() / 1000) + seconds) * 1000).toISOString();
	const links = Object.entries(linkNames).flatMap(([ending, name]) => {
		const file = files[field + ending];
		return file ? [[name, linkTo(context, file, seconds)] as const] : [];
	});
	const { audioUrl, ...captions } = Object.fromEntries(links);
	return { audioUrl, audioUrlExpiresAt: audioUrl === null ? null : end, ...captions };
}
