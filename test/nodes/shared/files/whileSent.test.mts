import { rm } from 'node:fs/promises';
import { join } from 'node:path';

import { setStage } from '../../../support/stage.mts';
import { fileReaders } from '../../../support/fileReaders.mts';
import { png } from '../../../support/fileItems.mts';
import { until } from '../../../support/until.mts';

const stage = setStage();

test.each(Object.entries(fileReaders))(
	'%s: a file that is removed after its check is reported',
	async (what, reader) => {
		const wav = await stage.recording();
		const item = await stage.itemWith({
			data: reader.takes === 'sound' ? [wav, 'a.wav', 'audio/wav'] : [png, 'a.png', 'image/png'],
			voice: [wav, 'v.wav', 'audio/wav'],
		});
		// A busy server leaves time to remove the file.
		await stage.sandbox.fault({
			match: { method: what.startsWith('a cover of a voice') ? 'PATCH' : 'POST' },
			fault: { kind: 'status', status: 429, headers: { 'retry-after': '1' } },
			times: 1,
		});
		const run = reader.run(stage, 'data', [item]);
		const busy = async () => (await stage.sandbox.requests()).some(({ status }) => status === 429);
		await until(busy, { what: 'a busy answer' });
		await rm(join(stage.engine.folder, '.n8n'), { recursive: true, force: true });
		const { error } = await run;
		expect(error?.message).toMatch(/could not be read/);
		// A cover is sent with a sample, which may be opened first.
		const field = /'(data|voice)' \('(Sample Fields|Input Binary Field|Cover Image Field)'\)/;
		expect(error?.description).toMatch(new RegExp(`of the binary field ${field.source} is no longer in n8n's store`));
	},
);
