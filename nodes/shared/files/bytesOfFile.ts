import type { IExecuteFunctions } from 'n8n-workflow';

import { inputError } from '../../../fishAudio/errors';
import type { GivenFile } from './givenFiles';
import { openGiven } from './inputFile';

/**
 * A small file in one piece. `called` names it in messages, as in "The subtitle file". Fails with `input` if it is
 * empty or has more than `mostMegabytes`; no more than that is read.
 */
export async function bytesOfFile(
	context: IExecuteFunctions,
	file: GivenFile,
	{ called, mostMegabytes }: { called: string; mostMegabytes: number },
): Promise<Uint8Array> {
	const chunks: Uint8Array[] = [];
	let length = 0;
	for await (const chunk of openGiven(context, file, called)) {
		chunks.push(chunk);
		length += chunk.length;
		if (length > mostMegabytes * 1024 * 1024) {
			throw inputError(
				`${called} is larger than ${mostMegabytes} MB`,
				`The file of ${file.place} is too large to be text. Check the node that produced it.`,
			);
		}
	}
	if (length > 0) return Buffer.concat(chunks);
	throw inputError(`${called} is empty`, `The file of ${file.place} has 0 bytes. Check the node that produced it.`);
}
