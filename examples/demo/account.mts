/** The account that the demo uses. */
export interface Account {
	apiKey: string;
	baseUrl: string;
	/** Whether it is Fish Audio itself, so that voices and audio are real. */
	isReal: boolean;
}

/** The account from the environment; undefined if there is none, and the sandbox is used. */
export function accountFromEnvironment(): Account | undefined {
	const apiKey = process.env['FISH_AUDIO_API_KEY']?.trim();
	if (!apiKey) return undefined;
	return { apiKey, baseUrl: process.env['FISH_AUDIO_BASE_URL'] ?? 'https://api.fish.audio', isReal: true };
}

/** Training time in the sandbox, in milliseconds. */
export const trainingMs = 1_500;

/** The trigger's polling interval, and when the demo gives up, in milliseconds. n8n polls every minute. */
export const polling = (isReal: boolean): { every: number; deadline: number } =>
	isReal ? { every: 3_000, deadline: 600_000 } : { every: 250, deadline: 20_000 };
