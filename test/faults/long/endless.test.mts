import { setStage } from '../../support/stage.mts';

const stage = setStage();

test.each(['mp3', 'wav'])('gives up %s without an end at 2 GB, reports it and does not try again', async (format) => {
	await stage.sandbox.fault({ fault: { kind: 'endless' }, times: -1 });
	const { items, error } = await stage.engine.runNode('speak', { text: 'Hello there', format });
	expect(error).toMatchObject({
		message: 'The audio of Fish Audio does not end: it is over 2 GB [item 0]',
		description: expect.stringContaining('nothing was passed on'),
	});
	expect(items).toEqual([]);
	expect(await stage.sandbox.requests()).toHaveLength(1);
});
