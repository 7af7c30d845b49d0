import { parseArgs } from 'node:util';
import { likes, type Like } from './like/service.mts';
import type { SandboxOptions } from './server.mts';

export const usage = `Usage: npm run sandbox -- [options]

  --port N          port to listen on (default: 7788, or the next free one)
  --key KEY         API key to accept (default: sandbox-key)
  --like SERVER     fish-audio (default), or a server of one's own: fish-speech, on-premises
  --data DIR        where voices are kept (default: .sandbox)
  --training-ms N   how long a new voice trains (default: 0)
  --concurrency N   requests served at the same time (default: 5)
  --latency-ms N    wait before each answer under /v1 (default: 0)
  --credit-delay-ms N  how long after a charge the credit shows it (default: 5000)
  --whole-after X   long texts come whole after X times the length of their audio (default: 0)
  --speech KIND     espeak (spoken words) or tone (cheap and short)
  --json            print one line of JSON; end when standard input ends
  --help            show this`;

/** The same at every start, so that a credential in n8n stays valid. */
const usualPort = 7788;

export interface CommandLine {
	json: boolean;
	help: boolean;
	sandbox: SandboxOptions;
}

function count(name: string, written: string | undefined, min = 0, max = Number.MAX_SAFE_INTEGER): number | undefined {
	if (written === undefined) return undefined;
	const value = Number(written);
	if (/^\d+$/.test(written) && value >= min && value <= max) return value;
	throw new Error(
		`--${name} must be a whole number from ${min}${max === 65_535 ? ` to ${max}` : ''}, not '${written}'`,
	);
}

function share(name: string, written: string | undefined): number | undefined {
	if (written === undefined) return undefined;
	if (/^\d+(\.\d+)?$/.test(written)) return Number(written);
	throw new Error(`--${name} must be a number from 0, not '${written}'`);
}

function engine(written: string | undefined): 'espeak' | 'tone' | undefined {
	if (written === undefined || written === 'espeak' || written === 'tone') return written;
	throw new Error(`--speech must be espeak or tone, not '${written}'`);
}

function server(written: string | undefined): Like | undefined {
	const like = likes.find((name) => name === written);
	if (written === undefined || like) return like;
	throw new Error(`--like must be one of ${likes.join(', ')}, not '${written}'`);
}

function given<T extends object>(options: T): { [K in keyof T]: NonNullable<T[K]> } {
	return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined)) as {
		[K in keyof T]: NonNullable<T[K]>;
	};
}

/** @throws Error with a message for people. */
export function readCommandLine(args: string[]): CommandLine {
	const text = { type: 'string' } as const;
	const { values } = parseArgs({
		args,
		options: {
			port: text,
			key: text,
			like: text,
			data: text,
			'training-ms': text,
			concurrency: text,
			'latency-ms': text,
			'credit-delay-ms': text,
			'whole-after': text,
			speech: text,
			json: { type: 'boolean' },
			help: { type: 'boolean' },
		},
	});
	if (values.key === '' || values.data === '') throw new Error('--key and --data must not be empty');
	return {
		json: values.json ?? false,
		help: values.help ?? false,
		sandbox: given({
			port: count('port', values.port, 0, 65_535) ?? (values.json ? 0 : usualPort),
			key: values.key,
			like: server(values.like),
			dataDir: values.data,
			trainingMs: count('training-ms', values['training-ms']),
			concurrency: count('concurrency', values.concurrency, 1),
			latencyMs: count('latency-ms', values['latency-ms']),
			creditDelayMs: count('credit-delay-ms', values['credit-delay-ms']),
			wholeAfter: share('whole-after', values['whole-after']),
			speech: engine(values.speech),
		}),
	};
}
