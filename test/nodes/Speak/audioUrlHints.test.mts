import { anyVoice } from '../../support/anyVoice.mts';
import type { NodeRun } from '../../support/engine.mts';
import { startEngine } from '../../support/engine.mts';
import { hintTextsOf } from '../../support/hints.mts';
import { setStage } from '../../support/stage.mts';

const stage = setStage();

/** Speaks two items with links, on an n8n that says this is its address. */
async function speakAt(publicUrl: string): Promise<NodeRun> {
	const engine = await startEngine({
		credential: { apiKey: stage.sandbox.key, baseUrl: stage.sandbox.url },
		publicUrl,
	});
	const parameters = { text: '={{ $json.text }}', voice: anyVoice, captions: 'both', options: { audioUrl: true } };
	const run = await engine.runNode('speak', parameters, [{ json: { text: 'One.' } }, { json: { text: 'Two.' } }]);
	await engine.stop();
	return run;
}

describe('where n8n has no public address', () => {
	test.each([
		['http://localhost:5678/', 'http://localhost:5678'],
		['http://127.0.0.1:5678/', 'http://127.0.0.1:5678'],
		['http://192.168.1.20/n8n/', 'http://192.168.1.20'],
		['https://n8n.local/', 'https://n8n.local'],
		['http://n8n:5678/', 'http://n8n:5678'],
		['http://[::1]:5678/', 'http://[::1]:5678'],
		['localhost:5678/', 'localhost:5678/rest/binary-data/signed'],
		['n8n.example.com/', 'n8n.example.com/rest/binary-data/signed'],
	])('%s: one hint for all items says what to set', async (publicUrl, beginning) => {
		const run = await speakAt(publicUrl);
		expect(run.error).toBeUndefined();
		expect(run.items.map(({ json }) => String(json.audioUrl).startsWith(publicUrl))).toEqual([true, true]);
		expect(hintTextsOf(run)).toEqual([
			`The link to the audio begins with '${beginning}', which services on the internet such as Twilio and ` +
				"WhatsApp cannot open. Set n8n's environment variable WEBHOOK_URL (N8N_WEBHOOK_URL in newer versions) to its " +
				'public address, such as https://n8n.example.com/.',
		]);
	});

	test.each(['https://n8n.example.com/', 'http://203.0.114.7:5678/', 'https://example.com/n8n/'])(
		'%s is one: no hint',
		async (publicUrl) => {
			expect(hintTextsOf(await speakAt(publicUrl))).toEqual([]);
		},
	);
});
