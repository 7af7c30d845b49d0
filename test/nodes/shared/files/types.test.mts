import type { INodeParameters } from 'n8n-workflow';

import { repacked } from '../../../sandbox/containers.mts';
import { png } from '../../../support/fileItems.mts';
import { setStage } from '../../../support/stage.mts';

const stage = setStage();

const headed = (letters: string): Buffer => Buffer.from(letters.padEnd(300, '\0'), 'latin1');
/** An Ogg page whose first packet begins with this text. */
const ogg = (packet: string): Buffer => headed(`OggS\0\x02${'\0'.repeat(20)}\x01\x1e${packet}`);

const create = async (parameters: INodeParameters, files: Parameters<typeof stage.itemWith>[0]) =>
	await stage.engine.runNode('voiceClone', { resource: 'voice', operation: 'create', title: 'Anna', ...parameters }, [
		await stage.itemWith(files),
	]);

describe('the error names a format that Fish Audio does not take', () => {
	test.each<[string, Buffer, string, string]>([
		['AIFF', headed('FORM\0\0\x10\0AIFFCOMM'), 'memo.aiff', 'audio/aiff'],
		['AIFF', headed('FORM\0\0\x10\0AIFCFVER'), 'memo', 'application/octet-stream'],
		['AU', headed('.snd\0\0\0\x20'), 'memo.au', 'audio/basic'],
		['CAF', headed('caff\0\x01\0\0desc'), 'memo.caf', 'audio/x-caf'],
		['AMR', headed('#!AMR\n\x3c'), 'memo.amr', 'audio/amr'],
		['AAC', headed('\xff\xf1\x50\x80'), 'memo.aac', 'audio/aac'],
		[
			'AAC',
			Buffer.concat([headed('ID3\x04\0\0\0\0\x02\x22').subarray(0, 300), headed('\xff\xf1\x50\x80')]),
			'radio.aac',
			'audio/aac',
		],
		['Windows Media', headed('\x30\x26\xb2\x75\x8e\x66\xcf\x11\xa6\xd9'), 'memo.wma', 'audio/x-ms-wma'],
		['Wave64', headed('riff\x2e\x91\xcf\x11\xa5\xd6\x28\xdb'), 'memo.w64', 'audio/x-w64'],
		['AC-3', headed('\x0b\x77\x43\x21\x1c\x40'), 'memo.ac3', 'audio/ac3'],
		['AC-3', headed('\x0b\x77\x02\xff\x3f\x86'), 'memo.eac3', 'audio/eac3'],
		['MP2', headed('\xff\xfd\x84\x04'), 'memo.mp2', 'audio/mpeg'],
		['MP1', headed('\xff\xff\x84\x04'), 'memo.mp1', 'audio/mpeg'],
		['DSD', headed('DSD \x1c\0\0\0'), 'memo.dsf', 'audio/dsf'],
		["Monkey's Audio", headed('MAC \x96\x0f'), 'memo.ape', 'audio/ape'],
		['WavPack', headed('wvpk\x10'), 'memo.wv', 'audio/wavpack'],
		['Musepack', headed('MPCKSH'), 'memo.mpc', 'audio/musepack'],
		['TTA', headed('TTA1\x01\0'), 'memo.tta', 'audio/tta'],
		['SILK', headed('\x02#!SILK_V3'), 'memo.amr', 'audio/amr'],
		['Creative Voice', headed('Creative Voice File\x1a'), 'memo.voc', 'audio/voc'],
		['DSS', headed('\x02dss'), 'memo.dss', 'application/octet-stream'],
		['RealAudio', headed('.RMF\0\0\0\x12'), 'memo.rm', 'audio/x-pn-realaudio'],
		['MIDI', headed('MThd\0\0\0\x06'), 'memo.mid', 'audio/midi'],
		['Speex', ogg('Speex   1.2'), 'memo.spx', 'audio/ogg'],
		['Ogg video', ogg('\x80theora\x03\x02'), 'memo.ogv', 'video/ogg'],
		['Ogg without Opus, Vorbis or FLAC', ogg('fishead\0'), 'memo.oga', 'audio/ogg'],
		['WebM', headed('\x1a\x45\xdf\xa3\x9f'), 'blob', 'audio/webm'],
		['MOV', headed('\0\0\0\x08wide\0\x10\0\0mdat'), 'memo.mov', 'video/quicktime'],
		['MP4 with copy protection', headed('\0\0\0\x20ftypM4P '), 'song.m4p', 'audio/mp4'],
		['MP4 with copy protection', headed('\0\0\0\x20ftypaax '), 'book.aax', 'audio/vnd.audible.aax'],
		['raw PCM', headed('\x01\x80\x02\x80'), 'prompt.sln', 'application/octet-stream'],
		['raw G.711', headed('\x01\x80\x02\x80'), 'prompt', 'audio/basic'],
		['G.722', headed('\x01\x80\x02\x80'), 'prompt.g722', 'application/octet-stream'],
		['GSM', headed('\xd1\x80\x02\x80'), 'prompt.gsm', 'audio/x-gsm'],
	])('%s', async (label, bytes, name, mimeType) => {
		const { error } = await create({}, { data: [bytes, name, mimeType] });
		expect(error?.message).toBe(`Sample 1 is in a format that Fish Audio does not take (${label}) [item 0]`);
		expect(error?.description).toMatch(
			label.endsWith('protection') ? /without copy protection/ : /Convert it to MP3 or WAV/,
		);
		expect(error?.description).toContain(`'${name}' of the binary field 'data' ('Sample Fields')`);
		expect(error?.description).not.toContain(' but ');
		expect(await stage.sandbox.requests()).toEqual([]);
	});

	test('an unknown format is reported as unknown if its type says that it is audio', async () => {
		const { error } = await create({}, { data: [headed('\x07\x90\x11\x92'), 'memo.xyz', 'audio/x-xyz'] });
		expect(error?.message).toBe('Sample 1 is in an unknown format [item 0]');
		expect(error?.description).toMatch(/\(audio\/x-xyz\).*Convert it to MP3 or WAV/);
	});

	test.each<[string, Buffer, string, string, RegExp]>([
		['a picture', png, 'voice.png', 'image/png', /contains PNG/],
		['text', headed('').fill('Not a sound. '), 'voice.wav', 'audio/wav', /contains text/],
		[
			'something else',
			headed('\x07\x90\x11\x92'),
			'voice.bin',
			'application/octet-stream',
			/contains something else\./,
		],
		['an archive', headed('PK\x03\x04\x14\0'), 'voices.zip', 'application/zip', /contains something else\./],
	])('%s is not audio', async (_, bytes, name, mimeType, advice) => {
		const { error } = await create({}, { data: [bytes, name, mimeType] });
		expect(error?.message).toBe('Sample 1 is not audio [item 0]');
		expect(error?.description).toMatch(advice);
	});
});

test.each<[string, Buffer, string]>([
	['HEIC', headed('\0\0\0\x18ftypheic'), 'image/heic'],
	['AVIF', headed('\0\0\0\x18ftypavif'), 'image/avif'],
	['TIFF', headed('II*\0\x08'), 'image/tiff'],
	['BMP', headed('BM\x36\x10\0\0\0\0\0\0'), 'image/bmp'],
])('the error names the format of a picture that cannot be a cover: %s', async (label, bytes, mimeType) => {
	const { error } = await create(
		{ options: { coverImageField: 'cover' } },
		{ data: [await stage.recording(), 'a.wav', 'audio/wav'], cover: [bytes, 'cover', mimeType] },
	);
	expect(error?.message).toBe(`The cover image is in a format that Fish Audio does not take (${label}) [item 0]`);
	expect(error?.description).toMatch(/'Cover Image Field'.*Convert it to JPEG or PNG/);
});

describe('a sample is sent with the name and type of its content', () => {
	const sent = async () => (await stage.sandbox.requests()).at(-1)!.body.files[0];
	const mp4 = async () => await repacked(await stage.recording('mp3'), 'mp4');
	test.each<[string, () => Promise<Buffer>, string, string, string, string]>([
		['M4A named .mp3', mp4, 'a.mp3', 'audio/mpeg', 'a.mp3.m4a', 'audio/mp4'],
		['Opus named .mp3', async () => await stage.recording('opus'), 'a.mp3', 'audio/mpeg', 'a.mp3.opus', 'audio/ogg'],
		['WAV named .mp3', async () => await stage.recording(), 'a.mp3', 'audio/mpeg', 'a.mp3.wav', 'audio/wav'],
		['a type without a second half', async () => await stage.recording(), 'a.wav', 'audio', 'a.wav', 'audio/wav'],
		[
			'a type with a line break',
			async () => await stage.recording('mp3'),
			'a.mp3',
			'audio/mpeg\r\nX: y',
			'a.mp3',
			'audio/mpeg',
		],
		['an unusual type', mp4, 'a.m4a', 'audio/3gpp', 'a.m4a', 'audio/mp4'],
		[
			'WAV of over 4 GB',
			async () => Buffer.concat([Buffer.from('RF64'), (await stage.recording()).subarray(4)]),
			'a.wav',
			'audio/wav',
			'a.wav',
			'audio/wav',
		],
		[
			'MP3 after zeros',
			async () => Buffer.concat([Buffer.alloc(1000), await stage.recording('mp3')]),
			'radio',
			'application/octet-stream',
			'radio.mp3',
			'audio/mpeg',
		],
		[
			'MP3 that begins within a frame',
			async () => (await stage.recording('mp3')).subarray(50),
			'radio.mp3',
			'audio/mpeg',
			'radio.mp3',
			'audio/mpeg',
		],
	])('%s', async (_, bytes, name, mimeType, sentName, sentType) => {
		const { error } = await create({}, { data: [await bytes(), name, mimeType] });
		expect(error).toBeUndefined();
		expect(await sent()).toMatchObject({ filename: sentName, type: sentType });
	});
});

describe('all audio fields', () => {
	const all = { sampleSource: 'allAudioFields' };
	test('are found by their content', async () => {
		const mp3 = await stage.recording('mp3');
		const sound = await repacked(mp3, 'mp4');
		const { error } = await create(all, {
			a: [await stage.recording(), 'a', 'application/octet-stream'],
			b: [sound, 'b.mp4', 'video/mp4'],
			c: [mp3, 'c', 'text/plain'],
			d: [await repacked(mp3, 'mp4', true), 'd.mp4', 'video/mp4'],
			e: [png, 'e.png', 'image/png'],
			f: [Buffer.from('{"a": 1}'.repeat(20)), 'f.json', 'application/json'],
			g: [await stage.recording('opus'), 'g.ogg', 'video/ogg'],
		});
		expect(error).toBeUndefined();
		expect(
			(await stage.sandbox.requests()).at(-1)!.body.files.map(({ filename }: { filename: string }) => filename),
		).toEqual(['a.wav', 'b.mp4', 'c.mp3', 'g.ogg']);
	});

	test('do not include a field without a file, which is also missing by its name', async () => {
		const item = await stage.itemWith({ a: [await stage.recording(), 'a.wav', 'audio/wav'] });
		const items = [{ json: {}, binary: { nothing: null, ...item.binary } as never }];
		const run = async (parameters: object) =>
			await stage.engine.runNode(
				'voiceClone',
				{ resource: 'voice', operation: 'create', title: 'Anna', ...parameters } as never,
				items,
			);
		expect((await run(all)).items[0]?.json.sampleFiles).toMatchObject([{ fileName: 'a.wav' }]);
		const { error } = await run({ sampleFields: 'nothing' });
		expect(error?.message).toBe("The item has no file in the field 'nothing' [item 0]");
		expect(error?.description).toMatch(/^It has: a\. /);
	});

	test.each(['x;y, z', 'x;y', 'z; w', 'z，w', '["x;y", "z"]', 'z\nw'])(
		'can be named, even if a name contains a separator: %s',
		async (sampleFields) => {
			const recording = await stage.recording();
			const item = await stage.itemWith(
				Object.fromEntries(
					['x;y', 'z', 'w'].map((name) => [name, [recording, undefined, 'audio/wav'] as const]),
				) as never,
			);
			const { error, items } = await stage.engine.runNode(
				'voiceClone',
				{ resource: 'voice', operation: 'create', title: 'Anna', sampleFields },
				[item],
			);
			expect(error).toBeUndefined();
			const named = ['x;y', 'z', 'w'].filter((name) => sampleFields.includes(name));
			expect(
				(items[0]?.json.sampleFiles as Array<{ fileName: string }>).map(({ fileName }) => fileName).sort(),
			).toEqual(named.map((name) => `${name}.wav`).sort());
		},
	);

	test("are missing: the error lists the item's files", async () => {
		const film = await repacked(await stage.recording('mp3'), 'mp4', true);
		const { error } = await create(all, { clip: [film, 'clip.mp4', 'video/mp4'], e: [png, 'e.png', 'image/png'] });
		expect(error?.message).toBe('The item has no audio to make a voice from [item 0]');
		expect(error?.description).toMatch(
			/'Samples From'.*'clip\.mp4' \(video\/mp4\) in 'clip', 'e\.png' \(image\/png\) in 'e'/,
		);
		const nothing = await create(all, {});
		expect(nothing.error?.description).toContain('has no files');
	});
});
