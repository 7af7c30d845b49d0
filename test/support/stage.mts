import { readdir } from 'node:fs/promises';

import type { INodeExecutionData, INodeParameters } from 'n8n-workflow';

import { startEngine, type Engine, type EngineOptions } from './engine.mts';
import { startSandbox, type RunningSandbox, type SandboxOptions } from './sandbox.mts';
import { until } from './until.mts';
import { workflowOf } from './workflow.mts';

/** The environment of node tests: a separate sandbox, and n8n's engine connected to it. */
export interface Stage {
	sandbox: RunningSandbox;
	engine: Engine;
	/** A recording, which is speech of the sandbox. */
	recording(format?: 'wav' | 'mp3' | 'opus', text?: string): Promise<Buffer>;
	/** The number of files in n8n's binary store on disk. */
	storedFiles(): Promise<number>;
	/** An item with files by field: bytes, name and MIME type. */
	itemWith(
		files: Record<string, [bytes: Buffer, name: string | undefined, mimeType: string]>,
	): Promise<INodeExecutionData>;
	/** Runs a node, stops the execution once `ready`, and waits until it has ended and no request is in flight. */
	cancel(
		type: string,
		parameters: INodeParameters,
		items: INodeExecutionData[],
		ready: () => Promise<boolean>,
	): Promise<void>;
}

/** Sets up the stage for a test file and resets it between tests. */
export function setStage(
	options: SandboxOptions = {},
	engineOptions: Partial<EngineOptions['credential']> &
		Pick<EngineOptions, 'binaryMode' | 'workflowSettings' | 'publicUrl'> = {},
): Stage {
	const stage = {} as Stage;
	const { binaryMode, workflowSettings, publicUrl, ...credential } = engineOptions;
	beforeAll(async () => {
		stage.sandbox = await startSandbox({ trainingMs: 0, speech: 'tone', ...options });
		stage.engine = await startEngine({
			credential: { apiKey: stage.sandbox.key, baseUrl: stage.sandbox.url, ...credential },
			...(binaryMode && { binaryMode }),
			...(workflowSettings && { workflowSettings }),
			...(publicUrl !== undefined && { publicUrl }),
		});
	});
	afterEach(async () => {
		await stage.sandbox.clearFaults();
		await stage.sandbox.clearRequests();
		await stage.sandbox.removeVoices();
		await stage.sandbox.settings({
			trainingMs: 0,
			trainingResult: 'trained',
			latencyMs: 0,
			concurrency: options.concurrency ?? 5,
			credit: 100,
		});
	});
	afterAll(async () => {
		await stage.engine?.stop();
		await stage.sandbox?.stop();
	});

	stage.recording = async (format = 'wav', text = 'This is how my voice sounds.') =>
		await stage.sandbox.ttsBytes({ text, format }, 's1');
	stage.storedFiles = async () => {
		const entries = await readdir(stage.engine.folder, { recursive: true });
		return entries.filter((name) => name.endsWith('.metadata')).length;
	};
	stage.itemWith = async (files) => {
		const entries = Object.entries(files).map(async ([field, [bytes, name, mimeType]]) => [
			field,
			await stage.engine.binaryOf(bytes, name, mimeType),
		]);
		return { json: {}, binary: Object.fromEntries(await Promise.all(entries)) };
	};
	stage.cancel = async (type, parameters, items, ready) => {
		const base = workflowOf([
			{ name: 'Start', type: 'test.items', to: [['Node']] },
			{ name: 'Node', type, parameters },
		]);
		const running = stage.engine.start(base, 'Start', items);
		await until(ready);
		running.cancel();
		await Promise.resolve(running).catch(() => undefined);
		await until(async () => (await stage.sandbox.stats()).inFlight === 0);
	};
	return stage;
}
