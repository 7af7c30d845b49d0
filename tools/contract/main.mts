import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

import { runCommand } from '../terminal/command.mts';
import { Failure } from '../terminal/failure.mts';
import { say } from '../terminal/words.mts';
import { differences } from './differences.mts';

const usage = `Usage: npm run check:contract

Reads the OpenAPI document of Fish Audio and says where it differs from sandbox/contract.json.
Ends with 1 if it differs in something that the contract holds.

  --url URL        address of the document (default: the one in contract.json)
  --contract FILE  our contract (default: sandbox/contract.json)
  --help           show this`;

interface Contract extends Record<string, unknown> {
	info: { 'x-extract': { specification: { url: string; date: string; sha256_of_the_vendor_file: string } } };
}

const usualFile = join(import.meta.dirname, '../../sandbox/contract.json');

/** @throws Failure if there is no answer, or it is not 200 */
async function download(url: string): Promise<Buffer> {
	const response = await fetch(url, { signal: AbortSignal.timeout(60_000) }).catch((error: Error) => {
		const reason = error.cause instanceof Error ? error.cause.message : error.message;
		return Promise.reject(new Failure(`${url} could not be read: ${reason}`));
	});
	if (!response.ok) throw new Failure(`${url} answered ${response.status}.`, 'If the document has moved, give --url.');
	return Buffer.from(await response.arrayBuffer());
}

function documentOf(bytes: Buffer, url: string): Record<string, unknown> {
	let document: unknown;
	try {
		document = JSON.parse(bytes.toString());
	} catch {
		document = undefined;
	}
	if (typeof document !== 'object' || document === null || !('paths' in document))
		throw new Failure(`${url} is not an OpenAPI document in JSON.`, 'If the document has moved, give --url.');
	return document as Record<string, unknown>;
}

async function check(args: string[]): Promise<number> {
	const { values } = parseArgs({
		args,
		options: { url: { type: 'string' }, contract: { type: 'string', default: usualFile } },
	});
	const contract = JSON.parse(await readFile(values.contract, 'utf8')) as Contract;
	const { url: usual, date, sha256_of_the_vendor_file: known } = contract.info['x-extract'].specification;
	const url = values.url ?? usual;
	const bytes = await download(url);
	const sha256 = createHash('sha256').update(bytes).digest('hex');
	if (sha256 === known) {
		say(`The document is still the one of ${date}, from which the contract was made.`);
		return 0;
	}
	const found = differences(contract, documentOf(bytes, url));
	if (found.length === 0) {
		say(`The document is not the one of ${date} any more, but nothing that the contract holds has changed.`);
		return 0;
	}
	say('The document differs from sandbox/contract.json:\n');
	for (const difference of found) say(difference);
	say(`\nCheck each with npm run check:live, then change contract.json. SHA-256 of the new document: ${sha256}`);
	return 1;
}

await runCommand({ called: 'The check of the contract', usage, run: check });
