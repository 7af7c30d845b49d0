import type { INodeParameters } from 'n8n-workflow';

import { n8n } from '../support/line.mts';
import { setStage } from '../support/stage.mts';
import { workflowOf } from '../support/workflow.mts';

const stage = setStage();

/** What the canvas shows below the name of a node. */
async function subtitleOf(type: string, parameters: INodeParameters): Promise<unknown> {
	const { Workflow } = n8n.lib();
	const workflow = new Workflow({ ...workflowOf([{ name: 'Node', type, parameters }]), nodeTypes: stage.engine.types });
	const node = workflow.nodes['Node']!;
	const { subtitle } = stage.engine.types.getByNameAndVersion(node.type, 1).description;
	return workflow.expression.getSimpleParameterValue(node, subtitle!, 'internal', {});
}

const voice = (mode: string, value: string, cachedResultName?: string): INodeParameters => ({
	voice: { __rl: true, mode, value, ...(cachedResultName !== undefined && { cachedResultName }) },
});
const listed = (name: string): INodeParameters => voice('list', '0'.repeat(32), name);

test.each<[type: string, parameters: INodeParameters, subtitle: string]>([
	['speak', {}, 'MP3'],
	['speak', { format: 'phone' }, 'Phone'],
	['speak', { format: '={{ $json.format }}' }, 'MP3'],
	['speak', listed('Anna, warm and calm (Yours, trained, English, 2026-01-01)'), 'Anna, warm and calm, MP3'],
	['speak', { ...listed('Anna (old) (Library, Spanish, by Ana)'), format: 'wav' }, 'Anna (old), WAV'],
	['speak', voice('title', 'Anna'), 'Anna, MP3'],
	['speak', voice('title', '={{ $json.voice }}'), 'MP3'],
	['speak', voice('id', '0'.repeat(32)), 'MP3'],
	['speak', { voice: '={{ $json.voice }}' }, 'MP3'],
	['speak', { voiceSource: 'samples', ...listed('Anna (Yours)') }, 'Instant Clone, MP3'],
	['speak', { voiceSource: 'speakers' }, 'Dialogue, MP3'],
	['voiceClone', {}, 'Create: Voice'],
	['voiceClone', { operation: 'list' }, 'Get Many: Voice'],
	['voiceClone', { resource: 'account' }, 'Get Credit: Account'],
	['voiceClone', { resource: 'sample', operation: 'transcribe' }, 'Transcribe: Sample'],
	['voiceCloneTrigger', {}, 'Voice Trained'],
	['voiceCloneTrigger', { events: ['trained', 'failed'] }, 'Voice Trained, Training Failed'],
])('%s with %j: %s', async (type, parameters, subtitle) => {
	expect(await subtitleOf(type, parameters)).toBe(subtitle);
});
