import type { INodeParameters } from 'n8n-workflow';

import { startHttp, withServer } from '../../faults/support/server.mts';
import { startEngine } from '../../support/engine.mts';
import { setStage } from '../../support/stage.mts';
import { voice } from '../../support/scripted/inputs.mts';

const stage = setStage();

/** Runs the node against a server whose voice has this visibility. Returns what the item and the hints show. */
async function runOn(visibility: string, parameters: INodeParameters): Promise<{ shown: unknown; hints: string[] }> {
	const body = JSON.stringify(voice({ visibility }));
	const answering = startHttp((request, response) => {
		request
			.resume()
			.on('end', () =>
				response.writeHead(request.method === 'POST' ? 201 : 200, { 'content-type': 'application/json' }).end(body),
			);
	});
	return await withServer(answering, async ({ url }) => {
		const engine = await startEngine({ credential: { apiKey: 'key', baseUrl: url } });
		const binary = { data: await engine.binaryOf(await stage.recording(), 'a.wav', 'audio/wav') };
		const { items, run } = await engine.runNode('voiceClone', parameters, [{ json: {}, binary }]);
		const hints = run.data.resultData.runData['Node']!.at(-1)!.hints ?? [];
		await engine.stop();
		return {
			shown: items[0]?.json.visibility,
			hints: hints.map(({ message }) => message).filter((message) => message.includes('made the voice')),
		};
	});
}

const update = { operation: 'update', voice: { __rl: true, mode: 'id', value: voice()._id } };

test.each<[string, INodeParameters]>([
	['create', { operation: 'create', title: 'Anna', visibility: 'unlist' }],
	['update', { ...update, updateFields: { visibility: 'unlist' } }],
])('%s shows the visibility that a voice has, and says if it is not the requested one', async (_, parameters) => {
	expect(await runOn('private', parameters)).toEqual({
		shown: 'private',
		hints: [
			"Fish Audio made the voice 'Anna' Private, not Unlisted. You can change its visibility on its page at " +
				'https://fish.audio. [item 0]',
		],
	});
	expect(await runOn('unlist', parameters)).toEqual({ shown: 'unlist', hints: [] });
});

test('an update without a visibility gives no hint about it', async () => {
	expect(await runOn('public', { ...update, updateFields: { title: 'Anna' } })).toEqual({ shown: 'public', hints: [] });
});
