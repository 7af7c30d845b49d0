import { engineFor, itemWithFile, itemsOf, rows } from './engine.mts';
import type { Arguments, Scenario } from './scenarios.mts';

/** Fish Audio Speak on rows of text. */
export async function speakLines(args: Arguments): Promise<Scenario> {
	const engine = await engineFor(args);
	const items = rows(args);
	return {
		run: async () => {
			const parameters = { text: '={{ $json.text }}', format: args.format ?? 'wav' };
			const spoken = itemsOf(await engine.runNode('speak', parameters, items));
			return { items: spoken.length, bytes: spoken.reduce((sum, { json }) => sum + Number(json.bytes), 0) };
		},
		stop: engine.stop,
	};
}

/** Fish Audio Voice Clone, which makes a voice of a file. */
export async function createVoice(args: Arguments): Promise<Scenario> {
	const engine = await engineFor(args);
	const item = await itemWithFile(engine, args.file ?? '');
	return {
		run: async () => itemsOf(await engine.runNode('voiceClone', { title: 'Anna' }, [item])).length,
		stop: engine.stop,
	};
}

/** Fish Audio Voice Clone, which lists all voices. */
export async function listVoices(args: Arguments): Promise<Scenario> {
	const engine = await engineFor(args);
	return {
		run: async () => itemsOf(await engine.runNode('voiceClone', { operation: 'list', returnAll: true })).length,
		stop: engine.stop,
	};
}
