import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

import { until } from '../../support/until.mts';

const command = join(process.cwd(), 'tools/terminal/command.mts').replaceAll('\\', '/');

/** A command that starts something and then waits for ever. */
const program = `
	const { runCommand } = await import('${command}');
	await runCommand({ called: 'It', usage: '', run: async (_, cleanup) => {
		cleanup.add(async () => console.log('cleaned up'));
		console.log('running');
		await new Promise(() => setInterval(() => undefined, 1000));
	} });`;

// npm runs a script in a shell. SIGTERM ends npm and the shell only.
test('a command of npm stops what it has started when the shell that runs it is ended', async () => {
	const shell = spawn('sh', ['-c', '"$NODE" --input-type=module -e "$PROGRAM"; true'], {
		env: { ...process.env, NODE: process.execPath, PROGRAM: program, npm_lifecycle_event: 'n8n' },
	});
	let text = '';
	shell.stdout.setEncoding('utf8').on('data', (printed: string) => (text += printed));
	const closed = once(shell.stdout, 'close');
	await until(() => text.includes('running'));
	shell.kill('SIGTERM');
	await closed;
	expect(text).toMatch(/running\s+Stopping …\s+cleaned up\s+Stopped\./);
});

test('a command that is not started says so, and not that something stopped', async () => {
	const failure = command.replace('command.mts', 'failure.mts');
	const refused = `
		const { runCommand } = await import('${command}');
		const { NotStarted } = await import('${failure}');
		await runCommand({ called: 'It', usage: '', run: () => Promise.reject(new NotStarted('it runs.', 'Use it.')) });`;
	const child = spawn(process.execPath, ['--input-type=module', '--eval', refused]);
	let text = '';
	child.stderr.setEncoding('utf8').on('data', (printed: string) => (text += printed));
	expect(await once(child, 'close')).toEqual([1, null]);
	expect(text).toBe('\nIt was not started: it runs.\nUse it.\n');
});
