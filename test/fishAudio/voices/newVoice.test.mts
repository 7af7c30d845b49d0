import { checkNewVoice, maxSamples, type NewVoice } from '../../../fishAudio/voices/newVoice.ts';
import { json } from '../../support/scripted/answers.mts';
import { file, voice } from '../../support/scripted/inputs.mts';
import { failureOf, rig } from '../../support/scripted/rig.mts';
import { anna } from './voiceServer.mts';

describe('checkNewVoice, before anything is sent', () => {
	const samples = (count: number) => Array.from({ length: count }, () => file('x'));
	it.each([
		['no title', anna({ title: '' }), "'Title' is empty"],
		['a title of blanks', anna({ title: ' \n ' }), "'Title' is empty"],
		['no sample', anna({ samples: [] }), 'There is no sample to create a voice from'],
		['21 samples', anna({ samples: samples(21) }), 'There are 21 samples, and Fish Audio takes at most 20'],
		['one transcript too many', anna({ transcripts: ['a', 'b'] }), "'Transcripts' has 2 entries for 1 sample"],
		[
			'one transcript too few',
			anna({ samples: samples(2), transcripts: ['a'] }),
			"'Transcripts' has 1 entry for 2 samples",
		],
		[
			'an empty transcript',
			anna({ samples: samples(2), transcripts: ['a', ' '] }),
			"Transcript 2 in 'Transcripts' is empty",
		],
		['public', anna({ visibility: 'public' as 'private' }), "'Visibility' cannot be 'public'"],
		['another visibility', anna({ visibility: 'secret' as 'private' }), "'Visibility' cannot be 'secret'"],
		[
			'one signature too many',
			anna({ designSignatures: ['s', 't'] }),
			"'Voice Design Signatures' has 2 entries for 1 sample",
		],
		[
			'one signature too few',
			anna({ samples: samples(2), designSignatures: ['s'] }),
			"'Voice Design Signatures' has 1 entry for 2 samples",
		],
		[
			'an empty signature',
			anna({ samples: samples(2), designSignatures: ['s', ' '] }),
			"Signature 2 in 'Voice Design Signatures' is empty",
		],
	])('refuses %s', async (_, wanted, message) => {
		const r = rig([json(voice(), 201)]);
		const error = await failureOf(r.client.voices.create(wanted));
		expect(error).toMatchObject({ kind: 'input', message });
		expect(error.facts.advice).toMatch(/\.$/);
		expect(r.requests).toEqual([]);
	});

	it('accepts values at the limits', () => {
		expect(() => checkNewVoice(anna({ samples: samples(maxSamples) }))).not.toThrow();
		expect(() => checkNewVoice(anna({ transcripts: [] }))).not.toThrow();
		expect(() => checkNewVoice(anna({ designSignatures: [] }))).not.toThrow();
		expect(() =>
			checkNewVoice(anna({ designSignatures: ['s'], coverImage: file('x', 'c.png', 'image/png') })),
		).not.toThrow();
		expect(() => checkNewVoice(anna({ visibility: 'unlist' }))).not.toThrow();
	});
});

describe('what is sent', () => {
	const partsOf = async (wanted: NewVoice) => {
		const r = rig([json(voice(), 201)]);
		await r.client.voices.create(wanted);
		expect(r.asked()).toEqual(['POST /model']);
		return r.requests[0]!.parts;
	};

	it('always has type, train mode, visibility, title and the samples', async () => {
		expect(await partsOf(anna({ title: '  Anna ' }))).toEqual([
			{ name: 'type', value: 'tts' },
			{ name: 'train_mode', value: 'fast' },
			{ name: 'title', value: 'Anna' },
			{ name: 'visibility', value: 'private' },
			{ name: 'voices', value: 'one', fileName: 'a.wav', mimeType: 'audio/wav' },
		]);
	});

	it('has every sample in order with its name and type, every transcript in order, every tag', async () => {
		const parts = await partsOf(
			anna({
				samples: [
					file('first', '1.wav'),
					file('second', 'zwei ä.mp3', 'audio/mpeg'),
					file('third', '3.opus', 'audio/ogg'),
				],
				transcripts: ['eins', 'zwei\n"2"', 'drei'],
				tags: ['ivr', 'english'],
				description: 'A "voice"',
				visibility: 'unlist',
				designSignatures: ['s1', 's2', 's3'],
				coverImage: file('picture', 'c.png', 'image/png'),
				enhanceAudioQuality: false,
				generateSample: true,
			}),
		);
		const valuesOf = (name: string) => parts.filter((part) => part.name === name);
		expect(valuesOf('voices')).toEqual([
			{ name: 'voices', value: 'first', fileName: '1.wav', mimeType: 'audio/wav' },
			{ name: 'voices', value: 'second', fileName: 'zwei ä.mp3', mimeType: 'audio/mpeg' },
			{ name: 'voices', value: 'third', fileName: '3.opus', mimeType: 'audio/ogg' },
		]);
		expect(valuesOf('texts').map(({ value }) => value.replace(/\r\n/g, '\n'))).toEqual(['eins', 'zwei\n"2"', 'drei']);
		expect(valuesOf('tags').map(({ value }) => value)).toEqual(['ivr', 'english']);
		expect(valuesOf('cover_image')).toEqual([
			{ name: 'cover_image', value: 'picture', fileName: 'c.png', mimeType: 'image/png' },
		]);
		const single = ['description', 'visibility', 'enhance_audio_quality', 'generate_sample'];
		expect(single.map((name) => valuesOf(name).map(({ value }) => value))).toEqual([
			['A "voice"'],
			['unlist'],
			['false'],
			['true'],
		]);
		expect(valuesOf('voice_design_signatures').map(({ value }) => value)).toEqual(['s1', 's2', 's3']);
		expect(parts).toHaveLength(3 + 3 + 2 + 1 + 4 + 3 + 3);
	});
});
