import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What n8n asks a chat model, in the form of OpenAI's API. */
export interface ChatRequest {
	messages: { role: 'system' | 'user' | 'assistant' | 'tool'; content: unknown }[];
	tools?: { function: { name: string; description: string; parameters: { properties: object } } }[];
	stream?: boolean;
}

/** What the model answers: a text, or a call of a tool. */
export type ChatAnswer = { text: string } | { call: string; input: object };

/** A chat model that answers as a test wants it. */
export interface ChatModel {
	/** Base URL, as OpenAI's credential has it. */
	url: string;
	/** All that it was asked. */
	requests: ChatRequest[];
	stop(): Promise<void>;
}

const messageOf = (answer: ChatAnswer): object =>
	'text' in answer
		? { role: 'assistant', content: answer.text }
		: {
				role: 'assistant',
				content: null,
				tool_calls: [
					{
						index: 0,
						id: 'call_1',
						type: 'function',
						function: { name: answer.call, arguments: JSON.stringify(answer.input) },
					},
				],
			};

async function bodyOf(request: IncomingMessage): Promise<ChatRequest> {
	const chunks: Buffer[] = [];
	for await (const chunk of request) chunks.push(chunk as Buffer);
	return JSON.parse(Buffer.concat(chunks).toString()) as ChatRequest;
}

function send(response: ServerResponse, answer: ChatAnswer, isStream: boolean): void {
	const about = { id: 'chat_1', created: 0, model: 'stand-in' };
	const finish_reason = 'text' in answer ? 'stop' : 'tool_calls';
	if (!isStream) {
		const choices = [{ index: 0, message: messageOf(answer), finish_reason }];
		const usage = { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2 };
		response.writeHead(200, { 'content-type': 'application/json' });
		response.end(JSON.stringify({ ...about, object: 'chat.completion', choices, usage }));
		return;
	}
	const choices = [{ index: 0, delta: messageOf(answer), finish_reason }];
	const event = JSON.stringify({ ...about, object: 'chat.completion.chunk', choices });
	response.writeHead(200, { 'content-type': 'text/event-stream' });
	response.end(`data: ${event}\n\ndata: [DONE]\n\n`);
}

/** Starts a stand-in for a chat model on loopback. `answer` is all that it knows. */
export async function startChatModel(answer: (request: ChatRequest) => ChatAnswer): Promise<ChatModel> {
	const requests: ChatRequest[] = [];
	const server = createServer((request, response) => {
		void bodyOf(request).then((body) => {
			requests.push(body);
			send(response, answer(body), body.stream === true);
		});
	});
	await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
	const { port } = server.address() as AddressInfo;
	return {
		url: `http://127.0.0.1:${port}/v1`,
		requests,
		stop: async () => {
			server.closeAllConnections();
			await new Promise((done) => server.close(done));
		},
	};
}
