import type { Progress } from './install.mts';

const everyMs = { terminal: 500, file: 15_000 };

/** Shows an install's progress: in one line on a terminal, otherwise a new line from time to time. */
export function createProgress(what: string): { see: Progress; end(): void } {
	const isTerminal = process.stdout.isTTY === true;
	const started = Date.now();
	let shown = 0;
	let stage: string | undefined;
	const see: Progress = (now, packages) => {
		const time = Date.now();
		if (now === stage && time - shown < (isTerminal ? everyMs.terminal : everyMs.file)) return;
		if (stage === undefined) console.log(`   ${what} is installed, once only: about 2 GB, some minutes.`);
		shown = time;
		stage = now;
		const fetched = packages === 0 ? 'downloading n8n (1 to 4 minutes)' : `downloading n8n: ${packages} packages`;
		const did = now === 'fetching' ? fetched : 'compiling the database driver';
		const line = `   ${Math.round((time - started) / 1000)} s, ${did} …`;
		if (isTerminal) process.stdout.write(`\r\x1b[K${line}`);
		else console.log(line);
	};
	return {
		see,
		end: () =>
			stage !== undefined &&
			console.log(`${isTerminal ? '\r\x1b[K' : ''}   Installed in ${Math.round((Date.now() - started) / 1000)} s.`),
	};
}
