import type { INode, IWorkflowBase } from 'n8n-workflow';

import { releases } from '../../tools/n8n/releases.mts';
import { anyVoiceId } from '../support/anyVoice.mts';
import { startChatModel, type ChatAnswer, type ChatModel, type ChatRequest } from './support/chatModel.mts';
import { errorOf, itemsOf } from './support/execution.mts';
import { setHouse } from './support/house.mts';
import { until } from './support/until.mts';
import { itemsFrom, workflowOf } from './support/workflow.mts';

const answered = 'We are open from nine to six.';

const contentOf = (request: ChatRequest | undefined): string => JSON.stringify(request?.messages.at(-1)?.content ?? '');

/** Speaks its answer with the tool and passes the link on, as the example instructs it. */
function answer(request: ChatRequest): ChatAnswer {
	const [tool] = request.tools ?? [];
	if (request.messages.at(-1)?.role !== 'tool') return { call: tool!.function.name, input: { Text: answered } };
	const [link] = /https?:[^"\\\s]+/.exec(contentOf(request)) ?? [];
	return { text: `${answered}\n[Listen](${link})` };
}

const nodeOf = (nodes: INode[], wanted: string): INode => nodes.find(({ name }) => name === wanted)!;

/** A client that is not signed in to n8n. */
async function open(link: string, method = 'GET') {
	const response = await fetch(link, { method });
	const bytes = Buffer.from(await response.arrayBuffer());
	return { status: response.status, type: response.headers.get('content-type'), bytes };
}

/** A link whose token has one character changed, inside its signature. */
const changed = (link: string): string =>
	link.slice(0, -10) + (link.at(-10) === 'A' ? 'B' : 'A') + link.slice(link.length - 9);

describe.each(Object.keys(releases) as (keyof typeof releases)[])('in n8n, the %s release', (release) => {
	const house = setHouse({ release, sandbox: { speech: 'tone' } });
	let model: ChatModel;
	beforeAll(async () => {
		model = await startChatModel(answer);
		await house.addChatModel(model.url);
	});
	afterAll(async () => await model?.stop());

	const publicChat = ({ nodes }: IWorkflowBase): void => {
		nodeOf(nodes, 'When Somebody Writes').parameters['public'] = true;
	};

	/** Publishes the example and writes to it, as a web page would. */
	async function ask(chatInput: string): Promise<string> {
		const id = await house.saveExample('assistant-with-a-voice', publicChat);
		await house.publish(id);
		const { nodes } = await house.rest.call('GET', `workflows/${id}`);
		const { webhookId } = nodeOf(nodes, 'When Somebody Writes');
		const body = JSON.stringify({ action: 'sendMessage', sessionId: 'visitor', chatInput });
		const headers = { 'content-type': 'application/json' };
		const address = `${house.n8n.url}/webhook/${webhookId}/chat`;
		// n8n opens the chat a little after it has published the workflow.
		const response = await until(
			async () => {
				const sent = await fetch(address, { method: 'POST', headers, body });
				return sent.status === 404 ? undefined : sent;
			},
			{ what: 'the chat' },
		);
		const text = await response.text();
		expect([response.status, text]).toEqual([200, expect.stringContaining('output')]);
		return (JSON.parse(text) as { output: string }).output;
	}

	test('an assistant answers with a voice, and anyone with the link can hear it without a login', async () => {
		const output = await ask('When are you open?');
		const [, link] = /^We are open from nine to six\.\n\[Listen\]\((\S+)\)$/.exec(output) ?? [];
		expect(link).toMatch(new RegExp(`^${house.n8n.url}/rest/binary-data/signed\\?token=`));

		const request = { text: answered, format: 'mp3', reference_id: anyVoiceId };
		const expected = await house.sandbox.ttsBytes(request, 's2.1-pro');
		const heard = await open(link!);
		expect(heard).toMatchObject({ status: 200, type: 'audio/mpeg' });
		expect(heard.bytes.equals(expected)).toBe(true);
		expect(await open(link!, 'HEAD')).toMatchObject({ status: 200, type: 'audio/mpeg' });
		expect((await open(changed(link!))).status).toBe(400);

		// What the model is shown of the tool, and what the tool returned.
		const [asked, after] = model.requests;
		expect(asked!.tools).toMatchObject([
			{ function: { description: expect.stringContaining('audioUrl is a link that anyone can open') } },
		]);
		for (const fact of ['audioUrlExpiresAt', 'seconds', 'fileName', 'voiceId'])
			expect(contentOf(after)).toContain(fact);
	});

	test('an expired link is refused', async () => {
		const id = await house.save(
			workflowOf(house, 'Expires', [
				...itemsFrom([{ text: 'Hello.' }], 'Speak'),
				{
					name: 'Speak',
					type: 'speak',
					parameters: { text: '={{ $json.text }}', options: { audioUrl: true, urlExpiresAfter: 0.01 } },
				},
			]),
		);
		const execution = await house.run(id, 'Start by Hand');
		expect(errorOf(execution)).toBeUndefined();
		const [item] = itemsOf(execution, 'Speak');
		const { audioUrl, audioUrlExpiresAt } = item!.json as { audioUrl: string; audioUrlExpiresAt: string };
		const fresh = await open(audioUrl);
		expect(fresh).toMatchObject({ status: 200, type: 'audio/mpeg' });
		expect(fresh.bytes.equals(await house.bytesOf(item))).toBe(true);
		const refused = await until(
			async () => {
				const { status } = await open(audioUrl);
				return status === 200 ? undefined : { status, at: Date.now() };
			},
			{ ms: 90_000, everyMs: 500, what: 'the end of the link' },
		);
		expect(refused.status).toBe(400);
		expect(refused.at).toBeGreaterThanOrEqual(Date.parse(audioUrlExpiresAt));
	});
});
