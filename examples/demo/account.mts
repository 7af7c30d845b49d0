/** The Fish Audio that the demo talks to. */
export interface Account {
	apiKey: string;
	baseUrl: string;
	/** Whether it is Fish Audio itself, so that voices and audio are real. */
	isReal: boolean;
}

/** The account named by the environment; undefined where there is none and the sandbox is used. */
export function accountFromEnvironment(): Account | undefined {
	const apiKey = process.env['FISH_AUDIO_API_KEY']?.trim();
	if (!apiKey) return undefined;
	return { apiKey, baseUrl: process.env['FISH_AUDIO_BASE_URL'] ?? 'https://api.fish.audio', isReal: true };
}

/** Milliseconds that a voice trains in the sandbox: long enough to be seen. */
export const trainingMs = 3_000;

/** How often the trigger looks, and how long until the demo gives up, in milliseconds. n8n looks every minute. */
export const polling = (isReal: boolean): { every: number; deadline: number } =>
	isReal ? { every: 3_000, deadline: 600_000 } : { every: 250, deadline: 20_000 };
