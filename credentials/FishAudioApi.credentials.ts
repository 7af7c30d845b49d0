import {
	UserError,
	type IAuthenticateRuleResponseCode,
	type IAuthenticateRuleResponseSuccessBody,
	type Icon,
	type ICredentialDataDecryptedObject,
	type ICredentialTestRequest,
	type ICredentialType,
	type IHttpRequestOptions,
	type INodeProperties,
} from 'n8n-workflow';

import { readApiKey, readBaseUrl, readConcurrency } from '../fishAudio/requests/access';
import { isFishAudioError } from '../fishAudio/errors';
import { vendorUrl } from '../fishAudio/requests/vendorUrl';

const tryAgain = 'The key may be right: try again in a moment.';
const redirected =
	`This Base URL sends requests to another address. The key is not sent there. Fish Audio's own Base URL is ` +
	`${vendorUrl}.`;
const wrongKey =
	'Fish Audio did not accept this API key. Copy it again from fish.audio/app/api-keys. A key that was deleted there ' +
	'no longer works.';
const failed = `Fish Audio failed to answer. ${tryAgain}`;

/** What the test says for each status that is a failure. Without it n8n would show the bare status. */
const messages = new Map([
	[301, redirected],
	[302, redirected],
	[303, redirected],
	[307, redirected],
	[308, redirected],
	[401, wrongKey],
	[402, 'This API key is not valid, or the account has no API credit. Check both at fish.audio/app/developers.'],
	[403, 'Fish Audio does not let this API key read the credit balance. Create a new key at fish.audio/app/api-keys.'],
	[429, `Fish Audio is receiving too many requests from this account at once. ${tryAgain}`],
	[500, failed],
	[502, failed],
	[503, failed],
	[504, failed],
]);

type Rule = IAuthenticateRuleResponseCode | IAuthenticateRuleResponseSuccessBody;

const ruleOfStatus = ([value, message]: [number, string]): Rule => ({
	type: 'responseCode',
	properties: { value, message },
});

/** n8n 1 ignores every status where only some should be ignored. There the status is read from the body. */
const ruleOfBody =
	(key: string) =>
	([value, message]: [number, string]): Rule => ({ type: 'responseSuccessBody', properties: { key, value, message } });

/**
 * The API may refuse a key in plain text, whose status n8n 1 ignores. A rule cannot compare a text, but can compare its
 * length.
 */
const ruleOfRefusal: Rule = {
	type: 'responseSuccessBody',
	properties: { key: 'length', value: 'No permission -- see authorization schemes'.length, message: wrongKey },
};

/** A web page or plain text. The API answers this request with JSON; n8n leaves anything else as text. */
const ruleOfText: Rule = {
	type: 'responseSuccessBody',
	properties: {
		key: 'constructor.name',
		value: 'String',
		message:
			`The server at this Base URL is not the Fish Audio API, or it failed to answer. Fish Audio's own Base URL is ` +
			`${vendorUrl}.`,
	},
};

const rules: Rule[] = [
	...[...messages].map(ruleOfStatus),
	...[...messages].map(ruleOfBody('status')),
	...[...messages].map(ruleOfBody('statusCode')),
	ruleOfRefusal,
	ruleOfText,
];

/** Reads a field. Message and advice of a failure become one text: the credential test shows no more. */
function readField<T>(read: () => T): T {
	try {
		return read();
	} catch (error) {
		throw isFishAudioError(error) ? new UserError(`${error.message}. ${error.facts.advice ?? ''}`.trim()) : error;
	}
}

/** The API key of a Fish Audio account, the address of its API, and its limit of requests at the same time. */
export class FishAudioApi implements ICredentialType {
	name = 'fishAudioApi';

	displayName = 'Fish Audio API';

	icon: Icon = { light: 'file:../icons/fishAudio.svg', dark: 'file:../icons/fishAudio.dark.svg' };

	documentationUrl =
		'https://github.com/n8n-nodes-fish-audio-voice/n8n-nodes-fish-audio-voice/blob/main/docs/credential.md';

	properties: INodeProperties[] = [
		{
			displayName:
				'Create a key at <a href="https://fish.audio/app/api-keys" target="_blank">fish.audio/app/api-keys</a>. API ' +
				'credit is bought apart from the web plan, at <a href="https://fish.audio/app/developers" ' +
				'target="_blank">fish.audio/app/developers</a>. The model S2.1 Pro Free speaks without credit.',
			name: 'keyNotice',
			type: 'notice',
			default: '',
		},
		{
			displayName: 'API Key',
			name: 'apiKey',
			type: 'string',
			typeOptions: { password: true },
			required: true,
			default: '',
			description: 'The key of your Fish Audio account. Copy it when you create it.',
		},
		{
			displayName: 'Base URL',
			name: 'baseUrl',
			type: 'string',
			required: true,
			default: vendorUrl,
			placeholder: `e.g. ${vendorUrl}`,
			// n8n shows the bare code of a failed connection.
			hint: 'ENOTFOUND, ECONNREFUSED or ETIMEDOUT in the test means that n8n cannot reach this address',
			description: 'Address of the API. Change it only for a deployment of your own or the sandbox of this package.',
		},
		{
			displayName: 'Concurrent Requests',
			name: 'concurrentRequests',
			type: 'number',
			typeOptions: { minValue: 1 },
			default: 5,
			description:
				'How many requests one execution sends at the same time. A lower limit that Fish Audio states counts ' +
				'instead. Your account allows 5, 15 or 50, depending on what you have paid in so far. All executions ' +
				'that run at the same time share that limit. Three workflows on a limit of 15? Set 5 in each.',
		},
	];

	/** A function, since n8n cannot resolve expressions where an item's JSON contains the files of a workflow. */
	authenticate = async (
		credentials: ICredentialDataDecryptedObject,
		options: IHttpRequestOptions,
	): Promise<IHttpRequestOptions> => {
		const headers = { ...options.headers, Authorization: `Bearer ${readField(() => readApiKey(credentials.apiKey))}` };
		// Nodes pass the full address. Only the test below has a base URL.
		if (options.baseURL === undefined) return { ...options, headers };
		readField(() => readConcurrency(credentials.concurrentRequests));
		return { ...options, headers, baseURL: readField(() => readBaseUrl(credentials.baseUrl)) };
	};

	test: ICredentialTestRequest = {
		request: {
			baseURL: '={{$credentials.baseUrl}}',
			// Free. A deployment that has no wallet answers with 404, which is fine: it can speak.
			url: '/wallet/self/api-credit',
			disableFollowRedirect: true,
			ignoreHttpStatusErrors: { ignore: true, except: [...messages.keys()] },
		},
		rules: rules as IAuthenticateRuleResponseCode[],
	};
}
