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

const vendor = 'https://api.fish.audio';
const again = 'The key may be right: try again in a moment.';
const elsewhere = `This Base URL sends requests to another address, which the key is not sent to. That of the vendor is ${vendor}.`;
const failing = `Fish Audio failed to answer. ${again}`;

/**
 * What the test says to the statuses that are faults. Without it n8n shows the bare status, which tells a person
 * little.
 */
const refusals = new Map([
	[301, elsewhere],
	[302, elsewhere],
	[303, elsewhere],
	[307, elsewhere],
	[308, elsewhere],
	[
		401,
		'Fish Audio did not accept this API key. Copy it again from fish.audio/app/api-keys; a key that was deleted there no longer works.',
	],
	[
		402,
		'Fish Audio says that this API key is not valid or that the account has no API credit. Look at both at fish.audio/app/developers.',
	],
	[403, 'Fish Audio does not let this API key read the credit balance. Make a new key at fish.audio/app/api-keys.'],
	[429, `Fish Audio is receiving too many requests from this account at once. ${again}`],
	[500, failing],
	[502, failing],
	[503, failing],
	[504, failing],
]);

type Rule = IAuthenticateRuleResponseCode | IAuthenticateRuleResponseSuccessBody;

const ruleOfStatus = ([value, message]: [number, string]): Rule => ({
	type: 'responseCode',
	properties: { value, message },
});

/** n8n 1 ignores all statuses where some are to be: there the status is read from the body. */
const ruleOfBody =
	(key: string) =>
	([value, message]: [number, string]): Rule => ({ type: 'responseSuccessBody', properties: { key, value, message } });

/** A web page or plain text: the API answers this request with JSON, and n8n leaves as text what is none. */
const ruleOfText: Rule = {
	type: 'responseSuccessBody',
	properties: {
		key: 'constructor.name',
		value: 'String',
		message: `What answers at this Base URL is not the Fish Audio API, or it did not accept the API key. The Base URL of the vendor is ${vendor}; keys are at fish.audio/app/api-keys.`,
	},
};

const rules: Rule[] = [
	...[...refusals].map(ruleOfStatus),
	...[...refusals].map(ruleOfBody('status')),
	...[...refusals].map(ruleOfBody('statusCode')),
	ruleOfText,
];

/** What a node says in two parts, in one: a test has room for no more. */
function told<T>(read: () => T): T {
	try {
		return read();
	} catch (error) {
		throw isFishAudioError(error) ? new UserError(`${error.message}. ${error.facts.advice ?? ''}`.trim()) : error;
	}
}

/** The key of a Fish Audio account, where its API is, and how much it may be asked at a time. */
export class FishAudioApi implements ICredentialType {
	name = 'fishAudioApi';

	displayName = 'Fish Audio API';

	icon: Icon = { light: 'file:../icons/fishAudio.svg', dark: 'file:../icons/fishAudio.dark.svg' };

	documentationUrl = 'https://docs.fish.audio/developer-guide/getting-started/api-key';

	properties: INodeProperties[] = [
		{
			displayName: 'API Key',
			name: 'apiKey',
			type: 'string',
			typeOptions: { password: true },
			required: true,
			default: '',
			description: 'Made at fish.audio/app/api-keys. API credit is separate from the credit of the web plan.',
		},
		{
			displayName: 'Base URL',
			name: 'baseUrl',
			type: 'string',
			required: true,
			default: 'https://api.fish.audio',
			placeholder: 'e.g. https://api.fish.audio',
			description: 'Address of the API. Change it only for a deployment of your own or the sandbox of this package.',
		},
		{
			displayName: 'Concurrent Requests',
			name: 'concurrentRequests',
			type: 'number',
			typeOptions: { minValue: 1 },
			default: 5,
			description:
				'The most requests that one execution has in flight at a time; where Fish Audio tells a lower limit, that holds. It allows 5, 15 or 50, by what was ever paid in. Executions that run at the same time, as in queue mode, share that: divide it among them.',
		},
	];

	/** A function, and no expressions: n8n cannot resolve those where a workflow's files lie in its items' JSON. */
	authenticate = async (
		credentials: ICredentialDataDecryptedObject,
		options: IHttpRequestOptions,
	): Promise<IHttpRequestOptions> => {
		const headers = { ...options.headers, Authorization: `Bearer ${told(() => readApiKey(credentials.apiKey))}` };
		// Nodes say the whole address: only the test below has a base URL.
		if (options.baseURL === undefined) return { ...options, headers };
		told(() => readConcurrency(credentials.concurrentRequests));
		return { ...options, headers, baseURL: told(() => readBaseUrl(credentials.baseUrl)) };
	};

	test: ICredentialTestRequest = {
		request: {
			baseURL: '={{$credentials.baseUrl}}',
			// Read for nothing. A deployment without a wallet answers with 404, which is no fault: it speaks.
			url: '/wallet/self/api-credit',
			disableFollowRedirect: true,
			ignoreHttpStatusErrors: { ignore: true, except: [...refusals.keys()] },
		},
		rules: rules as IAuthenticateRuleResponseCode[],
	};
}
