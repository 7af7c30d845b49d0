import { setStage } from '../../support/stage.mts';

const stage = setStage();

const speaker = { name: 'Anna', voice: { __rl: true, mode: 'id', value: 'ab'.repeat(16) } };

/** An error whose advice has signs of HTML. */
const withoutSpeaker = {
	textSource: 'subtitles',
	subtitles: '1\n00:00:01,000 --> 00:00:03,000\nHello there.\n',
	voiceSource: 'speakers',
	speakers: { speaker: [speaker] },
};

const items = [{ json: {} }];

test('the description of an error is HTML for n8n, which would swallow a tag', async () => {
	const { error } = await stage.engine.runNode('speak', withoutSpeaker, items);
	expect(error?.description).toContain('with &lt;v Anna&gt;');
});

test('its JSON and what an agent reads are plain text', async () => {
	const { items: failed } = await stage.engine.runNode('speak', withoutSpeaker, items, {
		onError: 'continueRegularOutput',
	});
	expect(failed[0]?.json.message).toContain('with <v Anna>');
	const { error } = await stage.engine.runNode('speakTool', withoutSpeaker, items);
	expect(error?.message).toContain('with <v Anna>');
});
