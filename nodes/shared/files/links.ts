import type { IBinaryData, IExecuteFunctions } from 'n8n-workflow';

import { inputError } from '../../../fishAudio/errors';
import { shown } from '../../../text/shown';
import { showHintOnce } from '../items/hints';
import { isPrivateHost } from '../request/privateHost';

/** How long a link can be opened, in hours: from 36 seconds to 30 days. */
export const linkHours = { min: 0.01, usual: 24, max: 720 };

/**
 * The seconds of the hours that links can be opened. Fails with `input` outside of the range; `label` is what the panel
 * calls the hours.
 */
export function secondsOfHours(hours: number = linkHours.usual, label: string): number {
	const { min, max } = linkHours;
	if (hours >= min && hours <= max) return Math.round(hours * 3600);
	throw inputError(
		`'${label}' cannot be '${shown(hours)}'`,
		`Enter a number of hours from ${min} (36 seconds) to ${max} (30 days).`,
	);
}

const noLink = 'There is no link to the audio, which is complete:';

const inMemory =
	`${noLink} n8n keeps files in memory, and links need them on disk. Set its environment variable ` +
	'N8N_DEFAULT_BINARY_DATA_MODE to filesystem.';

const tooOld = `${noLink} this version of n8n cannot make one. Update n8n.`;

/** The beginning of a link if others cannot open it from the internet. Never the token, which opens the file. */
function closedAddressOf(link: string): string | undefined {
	const [address = ''] = link.split('?');
	const url = URL.canParse(link) ? new URL(link) : undefined;
	const isWeb = url !== undefined && /^https?:$/.test(url.protocol);
	if (!isWeb) return shown(address);
	return isPrivateHost(url.hostname) ? url.origin : undefined;
}

function hintAtAddress(context: IExecuteFunctions, link: string): void {
	const address = closedAddressOf(link);
	if (address === undefined) return;
	showHintOnce(
		context,
		'warning',
		`The link to the audio begins with '${address}', which services on the internet such as Twilio and WhatsApp ` +
			"cannot open. Set n8n's environment variable WEBHOOK_URL (N8N_WEBHOOK_URL in newer versions) to its public " +
			'address, such as https://n8n.example.com/.',
	);
}

/**
 * A link to a stored file that can be opened for so many seconds without a login, as long as n8n keeps the execution's
 * data. Null where n8n cannot make one: the audio is billed by then, so a hint says why, once, and nothing fails.
 */
export function linkTo(context: IExecuteFunctions, file: IBinaryData, seconds: number): string | null {
	const helpers: Partial<IExecuteFunctions['helpers']> = context.helpers;
	if (!file.id || !helpers.createBinarySignedUrl) {
		showHintOnce(context, 'warning', file.id ? tooOld : inMemory);
		return null;
	}
	try {
		const link = helpers.createBinarySignedUrl(file, `${seconds} seconds`);
		hintAtAddress(context, link);
		return link;
	} catch (error) {
		const reason = error instanceof Error ? error.message : error;
		showHintOnce(context, 'warning', `${noLink} n8n says “${shown(reason)}”.`);
		return null;
	}
}
