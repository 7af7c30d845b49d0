import type { Account } from './account.mts';
import { say } from '../../tools/terminal/words.mts';

/** Prints what the demo will do, and in which account. */
export function tellBeginning({ isReal, baseUrl }: Account): void {
	console.log('\nClone a voice in n8n and let it speak: a demo\n');
	say("n8n's own engine runs the workflow examples/clone-and-speak.json with the nodes of this package.");
	if (isReal) {
		say(`It uses your Fish Audio key with ${baseUrl}:`);
		say('it makes one private voice in your account, from recordings of a synthesizer, and speaks three short');
		say('texts, about 370 bytes, with the free model s2.1-pro-free. At the end you can have the voice deleted.');
		return;
	}
	say('In place of Fish Audio it uses the sandbox: a small server on this computer that answers as Fish Audio');
	say('does, but speaks with a simple synthesizer. So the voices sound like a robot; everything else is the same.');
}

/** Prints how to do the same with Fish Audio itself, and in n8n. */
export function tellMore({ isReal }: Account): void {
	console.log('\nNext steps\n');
	if (!isReal) {
		say('With Fish Audio itself, with a key from fish.audio/app/api-keys:');
		say();
		say(
			'  FISH_AUDIO_API_KEY=your-key npm run demo          (Windows: set FISH_AUDIO_API_KEY=your-key, then npm ' +
				'run demo)',
		);
		say();
		say('That makes one private voice in your account (you can have it deleted at the end) and speaks the');
		say('same three texts with the free model.');
		say();
	}
	say('In n8n itself, with this and all other examples set up: npm run n8n');
}
