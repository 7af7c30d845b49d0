import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

let server: Server;
let url: string;
let answer: { status: number; text: string };
beforeAll(async () => {
	server = createServer((_, response) => response.writeHead(answer.status).end(answer.text)).listen(0, '127.0.0.1');
	await once(server, 'listening');
	url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/openapi.json`;
});
afterAll(() => void server.close());

/** Runs the command. Returns its exit code and output. */
const check = (...args: string[]): Promise<{ code: number; text: string }> =>
	new Promise((done) => {
		execFile(process.execPath, ['tools/contract/main.mts', ...args], (error, stdout, stderr) =>
			done({ code: Number(error?.code ?? 0), text: stdout + stderr }),
		);
	});

const contract = async (): Promise<any> => JSON.parse(await readFile('sandbox/contract.json', 'utf8'));

test('it succeeds if the document agrees with the contract', async () => {
	answer = { status: 200, text: JSON.stringify(await contract()) };
	const { code, text } = await check('--url', url);
	expect(text).toContain('nothing that the contract holds has changed');
	expect(code).toBe(0);
});

test("it recognizes the contract's own document by its SHA-256", async () => {
	answer = { status: 200, text: 'the document of then' };
	const ours = await contract();
	const { specification } = ours.info['x-extract'];
	specification.sha256_of_the_vendor_file = createHash('sha256').update(answer.text).digest('hex');
	// Without the option `--url`, the contract's URL counts.
	specification.url = url;
	const folder = await mkdtemp(join(tmpdir(), 'fish-audio-contract-'));
	await writeFile(join(folder, 'contract.json'), JSON.stringify(ours));
	const { code, text } = await check('--contract', join(folder, 'contract.json'));
	await rm(folder, { recursive: true });
	expect(text).toContain(`still the one of ${specification.date}`);
	expect(code).toBe(0);
});

test('it fails if the document differs, with each difference and what to do', async () => {
	const vendor = await contract();
	delete vendor.paths['/v1/asr'];
	vendor.components.schemas.TTSRequest.properties.emotion = { type: 'string' };
	answer = { status: 200, text: JSON.stringify(vendor) };
	const { code, text } = await check('--url', url);
	expect(text).toContain('/v1/asr/post: gone');
	expect(text).toMatch(/\/v1\/tts\/post\/.*\/properties\/emotion: new/);
	expect(text).toContain('npm run check:live');
	expect(text).toContain(createHash('sha256').update(answer.text).digest('hex'));
	expect(code).toBe(1);
});

test.each([
	['an error', 404, 'Not found', 'answered 404'],
	['a web page', 200, '<!doctype html>', 'is not an OpenAPI document in JSON'],
	['other JSON', 200, '[]', 'is not an OpenAPI document in JSON'],
])('%s instead of the document is reported', async (_, status, body, message) => {
	answer = { status, text: body };
	const { code, text } = await check('--url', url);
	expect(text).toContain(message);
	expect(text).toContain('--url');
	expect(code).toBe(1);
});

test('an unreachable URL is reported', async () => {
	const { code, text } = await check('--url', 'http://127.0.0.1:1/openapi.json');
	expect(text).toMatch(/http:\/\/127\.0\.0\.1:1\/openapi\.json could not be read: /);
	expect(code).toBe(1);
});
