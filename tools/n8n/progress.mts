import type { Progress } from './install.mts';

const everyMs = { terminal: 1_000, file: 15_000 };

type Stage = Parameters<Progress>[0];

function doing(stage: Stage, packages: number): string {
	if (stage === 'compiling') return 'compiling the database driver';
	// npm prints nothing while it works out the versions.
	return packages === 0 ? 'npm looks up the packages (1 to 4 minutes)' : `downloading n8n: ${packages} packages`;
}

/** Shows an install's progress until it ends: in one line on a terminal, otherwise a new line from time to time. */
export async function withProgress<T>(what: string, install: (see: Progress) => Promise<T>): Promise<T> {
	const isTerminal = process.stdout.isTTY === true;
	const started = Date.now();
	const seconds = (): number => Math.round((Date.now() - started) / 1000);
	let now: { stage: Stage; packages: number } | undefined;
	const show = (): void => {
		if (now === undefined) return;
		const line = `   ${seconds()} s, ${doing(now.stage, now.packages)} …`;
		if (isTerminal) process.stdout.write(`\r\x1b[K${line}`);
		else console.log(line);
	};
	// npm is silent for minutes. It must not look as if nothing happened.
	const clock = setInterval(show, isTerminal ? everyMs.terminal : everyMs.file);
	try {
		const installed = await install((stage, packages) => {
			if (now === undefined) console.log(`   ${what} is installed, once only: 2.3 GB, 2 to 5 minutes.`);
			const isNew = now?.stage !== stage;
			now = { stage, packages };
			if (isNew) show();
		});
		if (now !== undefined) console.log(`${isTerminal ? '\r\x1b[K' : ''}   Installed in ${seconds()} s.`);
		return installed;
	} finally {
		clearInterval(clock);
	}
}
