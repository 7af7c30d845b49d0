import { createCredit } from '../../../fishAudio/account/credit.ts';
import { createVoiceDesign } from '../../../fishAudio/design/voiceDesign.ts';
import { FishAudioError } from '../../../fishAudio/errors.ts';
import { createCalls, type Calls, type ClientOptions, type World } from '../../../fishAudio/requests/calls.ts';
import { createSpeech } from '../../../fishAudio/speech/speech.ts';
import { createTranscription } from '../../../fishAudio/transcription/transcription.ts';
import { createOwnVoices } from '../../../fishAudio/voices/ownVoices.ts';
import { createVoices } from '../../../fishAudio/voices/voices.ts';
import { createTransport, type Script, type Transport } from './transport.mts';

/** All features of the client, with the same calls. */
function clientOf(calls: Calls) {
	const voices = createVoices(calls);
	return {
		voices: { ...voices, ...createOwnVoices(calls, voices) },
		speech: createSpeech(calls),
		voiceDesign: createVoiceDesign(calls),
		transcription: createTranscription(calls),
		credit: createCredit(calls),
	};
}

export interface Rig extends Transport {
	client: ReturnType<typeof clientOf>;
	world: World;
	/** The requests in their order, such as `POST /model`. */
	asked(): string[];
}

/** A client with a scripted transport and a fake clock. Default of all random numbers: 0.5. */
export function rig(script: Script, options: Partial<ClientOptions> & { random?: () => number } = {}): Rig {
	const { random = () => 0.5, ...rest } = options;
	const transport = createTransport(script);
	const world = {
		send: transport.send,
		sleep: transport.clock.sleep,
		now: transport.clock.now,
		random,
		redact: (text: string) => text,
	};
	return {
		...transport,
		world,
		client: clientOf(createCalls(world, { concurrency: 5, ...rest })),
		asked: () => transport.requests.map(({ method, path }) => `${method} ${path}`),
	};
}

/** The FishAudioError that a promise rejects with. Fails for another error or none. */
export async function failureOf(work: Promise<unknown>): Promise<FishAudioError> {
	const outcome: unknown = await work.then(
		(value) => new Error(`It did not fail but gave ${JSON.stringify(value)}`),
		(error: unknown) => error,
	);
	if (outcome instanceof FishAudioError) return outcome;
	throw outcome;
}
