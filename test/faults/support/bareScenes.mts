import type { Engine } from '../../support/engine.mts';
import { fileItem, largeWav } from './files.mts';
import { startHttp, type BareServer } from './server.mts';
import type { Stoppable } from './stopRun.mts';

/** A phase that takes a server which misbehaves below what the sandbox can do. */
export interface BareScene {
	name: string;
	start(): Promise<BareServer>;
	enter(engine: Engine, server: BareServer): Promise<Stoppable>;
}

const megabyte = 1024 * 1024;
const upload = 16 * megabyte;

/** Takes the head of a request and reads no further, so that the upload stands still once all buffers are full. */
const readsNothing = async (): Promise<BareServer> => await startHttp((request) => void request.pause());

/** Whether it has written something, and the client has had many turns to read it. */
const isRead = ({ bytes }: BareServer) => {
	let turns = 0;
	return (): boolean => bytes().written > 0 && (turns += 1) > 50;
};

/** Whether some of an upload is on its way, and the rest is held back. */
const standsStill =
	({ seen, bytes }: BareServer) =>
	(): boolean =>
		seen.length === 1 && bytes().read > 0 && bytes().read < upload;

const inUpload = (name: string, type: Stoppable['type'], parameters: Stoppable['parameters']): BareScene => ({
	name,
	start: readsNothing,
	enter: async (engine, server) => ({
		type,
		parameters,
		items: [await fileItem(engine, largeWav(upload))],
		ready: standsStill(server),
	}),
});

export const bareScenes: BareScene[] = [
	inUpload('Create: in the middle of the upload', 'voiceClone', { operation: 'create', title: 'Anna' }),
	inUpload('Transcribe: in the middle of the upload', 'voiceClone', { resource: 'sample', operation: 'transcribe' }),
	inUpload('Speak: in the middle of the instant samples', 'speak', {
		text: 'Hello',
		voiceSource: 'samples',
		transcripts: 'Hi',
	}),
	{
		name: 'Speak: in the words of an error',
		start: async () =>
			await startHttp((request, response) => {
				request.resume();
				response.writeHead(422, { 'content-type': 'application/json' }).write('{"message": "The te');
			}),
		enter: async (_, server) => ({
			type: 'speak',
			parameters: { text: 'Hello' },
			items: [{ json: {} }],
			ready: isRead(server),
		}),
	},
];
