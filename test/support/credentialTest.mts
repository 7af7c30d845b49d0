import { createRequire } from 'node:module';

import type {
	IAuthenticateRuleResponseCode,
	IAuthenticateRuleResponseSuccessBody,
	ICredentialDataDecryptedObject,
	ICredentialTestRequest,
	ICredentialType,
	INode,
	INodeExecutionData,
	INodeType,
} from 'n8n-workflow';

import type { AdditionalDataOf } from './additionalData.mts';
import type { Core, Lib } from './loadN8n.mts';
import { testNodes } from './testNodes.mts';
import { workflowOf } from './workflow.mts';

const require = createRequire(import.meta.url);

type Rules = ReadonlyArray<IAuthenticateRuleResponseCode | IAuthenticateRuleResponseSuccessBody>;

/** The result that n8n shows after a credential's test. */
export interface Verdict {
	status: 'OK' | 'Error';
	message: string;
}

/** The verdict n8n shows for the answer to a credential's test (its CredentialsTester, 2.41). */
async function verdictOf(answer: Promise<INodeExecutionData[][] | null | undefined>, rules: Rules): Promise<Verdict> {
	const failed = (message: string) => ({ status: 'Error' as const, message });
	type Failure = Error & { cause?: { code?: string; response?: { status: number; statusText: string } } };
	const outcome = await answer.then(
		(items) => ({ json: items![0]![0]!.json }),
		(error: Failure) => ({ error }),
	);
	if ('error' in outcome) {
		const { cause, message } = outcome.error;
		const rule = rules.find(
			({ type, properties }) => type === 'responseCode' && properties.value === cause?.response?.status,
		);
		return failed(rule?.properties.message ?? cause?.response?.statusText ?? cause?.code ?? message);
	}
	const get = require('lodash/get') as (value: unknown, path: string) => unknown;
	const rule = rules.find(
		(one) =>
			one.type === 'responseSuccessBody' &&
			get(outcome.json, (one.properties as { key: string }).key) === one.properties.value,
	);
	return rule ? failed(rule.properties.message) : { status: 'OK', message: 'Connection successful!' };
}

/** A node type whose only request is the credential's test. */
const testingNode = (test: ICredentialTestRequest): INodeType => ({
	description: {
		...testNodes['test.items']!.description,
		credentials: [{ name: 'fishAudioApi', required: true }],
		properties: [
			{ displayName: 'Temp', name: 'temp', type: 'string', default: '', routing: { request: test.request } },
		],
	},
});

/**
 * Tests a credential like n8n: a node created from the test sends its request, and the test's rules judge the answer.
 */
export function createCredentialTest(
	core: Core,
	lib: Lib,
	credentialType: ICredentialType,
	additionalDataOf: AdditionalDataOf,
) {
	return async (credential: ICredentialDataDecryptedObject): Promise<Verdict> => {
		const test = credentialType.test!;
		const type = testingNode(test);
		const nodeTypes = { getByName: () => type, getByNameAndVersion: () => type, getKnownTypes: () => ({}) };
		const base = workflowOf([{ name: 'Temp', type: 'test.items' }]);
		const node: INode = { ...base.nodes[0]!, credentials: { fishAudioApi: { id: '1', name: 'Temp' } } };
		const workflow = new lib.Workflow({ nodes: [node], connections: {}, active: false, nodeTypes });
		const data = additionalDataOf(base, 'manual');
		data.credentialsHelper.getDecrypted = async () => credential;
		const runData = lib.createEmptyRunExecutionData();
		const input = { main: [[{ json: {} }]] };
		const source = { node, data: {}, source: null };
		const context = new core.ExecuteContext(workflow, node, data, 'internal', runData, 0, [], input, source, []);
		const decrypted = { id: '1', name: 'Temp', type: 'fishAudioApi', data: credential };
		return await verdictOf(new core.RoutingNode(context, type, decrypted).runNode(), test.rules ?? []);
	};
}
