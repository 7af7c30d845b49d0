import type { Engine } from '../../support/engine.mts';
import { fileItem, largeWav } from './files.mts';
import { startHttp, type BareServer } from './server.mts';
import type { Stoppable } from './stopRun.mts';

/** A phase that needs a server which misbehaves in ways that the sandbox cannot. */
export interface BareScene {
	name: string;
	start(): Promise<BareServer>;
	enter(engine: Engine, server: BareServer): Promise<Stoppable>;
}

const megabyte = 1024 * 1024;
const upload = 16 * megabyte;

/** Reads the head of a request and no more, so that the upload stops once all buffers are full. */
const readsOnlyHead = async (): Promise<BareServer> => await startHttp((request) => void request.pause());

/** Whether the server has written something, and the client has had many turns of the loop to read it. */
const wasRead = ({ bytes }: BareServer) => {
	let turns = 0;
	return (): boolean => bytes().written > 0 && (turns += 1) > 50;
};

/** Whether part of an upload has arrived and the rest is held back. */
const uploadStopped =
	({ seen, bytes }: BareServer) =>
	(): boolean =>
		seen.length === 1 && bytes().read > 0 && bytes().read < upload;

const duringUpload = (name: string, type: Stoppable['type'], parameters: Stoppable['parameters']): BareScene => ({
	name,
	start: readsOnlyHead,
	enter: async (engine, server) => ({
		type,
		parameters,
		items: [await fileItem(engine, largeWav(upload))],
		ready: uploadStopped(server),
	}),
});

export const bareScenes: BareScene[] = [
	duringUpload('Create: halfway through the upload', 'voiceClone', { operation: 'create', title: 'Anna' }),
	duringUpload('Transcribe: halfway through the upload', 'voiceClone', { resource: 'sample', operation: 'transcribe' }),
	duringUpload('Speak: halfway through its samples', 'speak', {
		text: 'Hello',
		voiceSource: 'samples',
		transcripts: 'Hi',
	}),
	{
		name: 'Speak: halfway through the body of an error',
		start: async () =>
			await startHttp((request, response) => {
				request.resume();
				response.writeHead(422, { 'content-type': 'application/json' }).write('{"message": "The te');
			}),
		enter: async (_, server) => ({
			type: 'speak',
			parameters: { text: 'Hello' },
			items: [{ json: {} }],
			ready: wasRead(server),
		}),
	},
];
