import type {
	IAuthenticateGeneric,
	Icon,
	ICredentialTestRequest,
	ICredentialType,
	INodeProperties,
} from 'n8n-workflow';

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
	};
}
