import type {
	IAuthenticateGeneric,
	IAuthenticateRuleResponseCode,
	Icon,
	ICredentialTestRequest,
	ICredentialType,
	INodeProperties,
} from 'n8n-workflow';

/** What the credential's test says to an HTTP status. */
const refusal = (status: number, message: string): IAuthenticateRuleResponseCode => ({
	type: 'responseCode',
	properties: { value: status, message },
});

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
				'The most requests that one execution has in flight at a time. Fish Audio allows 5 on the starter tier, 15 and 50 on the higher ones.',
		},
	];

	authenticate: IAuthenticateGeneric = {
		type: 'generic',
		properties: { headers: { Authorization: '=Bearer {{$credentials.apiKey}}' } },
	};

	test: ICredentialTestRequest = {
		request: {
			baseURL: '={{$credentials.baseUrl.replace(/\\/+$/, "")}}',
			url: '/wallet/self/api-credit',
		},
		// Without, n8n shows the bare status, which tells a person little.
		rules: [
			refusal(401, 'Fish Audio did not accept this API key. Copy it again from fish.audio/app/api-keys; a key that was deleted there no longer works.'),
			refusal(403, 'Fish Audio does not let this API key read the credit balance. Make a new key at fish.audio/app/api-keys.'),
			refusal(404, 'There is no Fish Audio API at this Base URL. That of the vendor is https://api.fish.audio.'),
			refusal(429, 'Fish Audio is receiving too many requests from this account at once. The key may be right: try again in a moment.'),
		],
	};
}
