import { parseArgs } from 'node:util';

import { Failure } from '../terminal/failure.mts';
import type { Account } from './api.mts';

export const usage = `Usage: FISH_AUDIO_API_KEY=… npm run check:live -- [options]

Checks the sandbox's assumptions against Fish Audio, and prints expected and actual results for an issue.

  --limit-cents N   spend at most N cents of your API credit (default: 5)
  --only WORD       check only facts whose ID contains WORD, such as voices or formats.wav
  --yes             do not ask first
  --help            show this

Set FISH_AUDIO_BASE_URL to check another server, such as the sandbox.`;

const DEFAULT_CENTS = 5;
const SERVICE = 'https://api.fish.audio';

export interface Options extends Account {
	/** The spending limit, in USD. */
	limit: number;
	/** Part of the IDs of the facts to check. */
	only: string;
	yes: boolean;
}

function centsIn(written: string | undefined): number {
	const cents = Number(written ?? DEFAULT_CENTS);
	if (written?.trim() !== '' && Number.isFinite(cents) && cents >= 0) return cents;
	throw new Failure(`--limit-cents cannot be '${written}'.`, 'Enter a number of cents, such as 2.5.');
}

/** @throws Failure if there is no key or an option is invalid. */
export function readOptions(args: string[], environment: NodeJS.ProcessEnv): Options {
	const text = { type: 'string' } as const;
	const { values } = parseArgs({ args, options: { 'limit-cents': text, only: text, yes: { type: 'boolean' } } });
	const key = environment['FISH_AUDIO_API_KEY']?.trim() ?? '';
	if (key === '')
		throw new Failure('There is no key.', 'Set your key in the environment: FISH_AUDIO_API_KEY=… npm run check:live');
	const baseUrl = (environment['FISH_AUDIO_BASE_URL']?.trim() || SERVICE).replace(/\/+$/, '');
	if (!URL.canParse(baseUrl))
		throw new Failure(`FISH_AUDIO_BASE_URL cannot be '${baseUrl}'.`, `Enter an address such as ${SERVICE}.`);
	return {
		key,
		baseUrl,
		limit: centsIn(values['limit-cents']) / 100,
		only: values.only ?? '',
		yes: values.yes ?? false,
	};
}
