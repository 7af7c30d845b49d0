import type { Readable } from 'node:stream';

import type { BinaryDataService } from 'n8n-core';
import type { IBinaryData, INodeExecutionData } from 'n8n-workflow';

/** A binary data store for one engine. n8n-core reads the mode only once per process. */
export async function createBinaryData(shared: BinaryDataService, mode: string): Promise<BinaryDataService> {
	const { config, errorReporter, logger } = shared as unknown as {
		config: object;
		errorReporter: object;
		logger: object;
	};
	const Service = shared.constructor as new (...parts: object[]) => BinaryDataService;
	const own = new Service({ ...config, mode, availableModes: [mode] }, errorReporter, logger);
	await own.init();
	return own;
}

/** Writes and reads the files of items in a store. */
export function createFiles(store: BinaryDataService) {
	return {
		/** A file as a previous node would pass it on. */
		binaryOf: async (
			bytes: Buffer | Readable,
			fileName: string | undefined,
			mimeType: string,
		): Promise<IBinaryData> => {
			const data: IBinaryData = { mimeType, data: '', ...(fileName !== undefined && { fileName }) };
			const location = { type: 'execution' as const, workflowId: 'test', executionId: 'test' };
			return await store.store(location, bytes, data);
		},
		/** The bytes of a binary field. */
		bytesOf: async (item: INodeExecutionData | undefined, field = 'data'): Promise<Buffer> =>
			await store.getAsBuffer(item!.binary![field]!),
		/** The bytes that a signed link leads to, as n8n finds them by its token. */
		bytesBehind: async (link: string): Promise<Buffer> => {
			const id = store.validateSignedToken(new URL(link).searchParams.get('token') ?? '');
			return await store.getAsBuffer({ id, data: '', mimeType: '' });
		},
	};
}
