import type {
	ICredentialDataDecryptedObject,
	ICredentialType,
	IHttpRequestOptions,
	IWorkflowBase,
	IWorkflowExecuteAdditionalData,
} from 'n8n-workflow';

import type { Core } from './loadN8n.mts';

/** Creates the data that n8n passes to an execution with the workflow. */
export type AdditionalDataOf = (workflow: IWorkflowBase, mode: 'manual' | 'trigger') => IWorkflowExecuteAdditionalData;

type Helper = IWorkflowExecuteAdditionalData['credentialsHelper'];

/** n8n's credentials helper, with one credential for every node. */
function credentialsHelperOf(type: ICredentialType, credential: ICredentialDataDecryptedObject): Helper {
	return {
		getParentTypes: () => [],
		isCredentialUsableByNode: () => true,
		preAuthentication: async () => undefined,
		// Like n8n's own helper for a credential that authenticates by a function.
		authenticate: async (data: ICredentialDataDecryptedObject, _: string, request: IHttpRequestOptions) => {
			if (typeof type.authenticate !== 'function')
				throw new Error('The credential does not authenticate by a function');
			return await type.authenticate(data, request);
		},
		getDecrypted: async () => ({ ...credential }),
		getCredentials: async () => ({ type: 'fishAudioApi' }),
		runPreAuthentication: async () => undefined,
		updateCredentials: async () => undefined,
		updateCredentialsOauthTokenData: async () => undefined,
		getCredentialsProperties: () => type.properties,
	} as unknown as Helper;
}

/** The additional data of executions in which every node uses `credential`, of an n8n at `publicUrl`. */
export function createAdditionalData(
	core: Core,
	credentialType: ICredentialType,
	credential: ICredentialDataDecryptedObject,
	publicUrl = 'http://127.0.0.1/',
): AdditionalDataOf {
	return (workflow, mode) => {
		const executionId = `execution-${Math.random().toString(36).slice(2)}`;
		return {
			executionId,
			restApiUrl: `${publicUrl}rest`,
			instanceBaseUrl: 'http://127.0.0.1/',
			webhookBaseUrl: 'http://127.0.0.1/webhook',
			webhookWaitingBaseUrl: 'http://127.0.0.1/waiting',
			webhookTestBaseUrl: 'http://127.0.0.1/webhook-test',
			formWaitingBaseUrl: 'http://127.0.0.1/form-waiting',
			currentNodeExecutionIndex: 0,
			variables: {},
			setExecutionStatus: () => undefined,
			hooks: new core.ExecutionLifecycleHooks(mode, executionId, workflow),
			credentialsHelper: credentialsHelperOf(credentialType, credential),
		} as unknown as IWorkflowExecuteAdditionalData;
	};
}
