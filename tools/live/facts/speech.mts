import { FREE, messageOf, VOICES, type Api } from '../api.mts';
import { observed, type Fact, type Standing } from '../fact.mts';
import { listAt, textAt } from '../read.mts';

/** The price of one byte of text in USD, at the highest known price. */
const BYTE = 15 / 1_000_000;

const priceOf = (body: Record<string, unknown>, model: string): number =>
	model === FREE ? 0 : Buffer.byteLength(String(body['text'])) * BYTE;

/** A request that the service accepts. */
function accepted(
	name: string,
	expected: string,
	standing: Standing,
	body: Record<string, unknown>,
	model = FREE,
): Fact {
	return {
		id: `speech.${name}`,
		expected,
		standing,
		cost: priceOf(body, model),
		async check(api) {
			const answer = await api.speak(body, model);
			return observed(
				answer.status === 200 && answer.bytes.length > 0,
				answer.status,
				answer.status === 200 ? `${answer.bytes.length} bytes` : messageOf(answer),
			);
		},
	};
}

/** A request that the service refuses with 400 and this text. */
function refused(
	name: string,
	expected: string,
	standing: Standing,
	body: Record<string, unknown>,
	says: RegExp,
	model = FREE,
): Fact {
	return {
		id: `speech.${name}`,
		expected,
		standing,
		risk: priceOf(body, model),
		async check(api) {
			const answer = await api.speak(body, model);
			const done = answer.status === 200;
			return {
				...observed(
					answer.status === 400 && says.test(messageOf(answer)),
					answer.status,
					done ? 'spoken' : messageOf(answer),
				),
				done,
			};
		},
	};
}

async function libraryVoices(api: Api): Promise<string[]> {
	const { json } = await api.once('library voices', () => api.ask('GET', `${VOICES}?page_size=2`));
	return listAt(json, 'items').map((voice) => textAt(voice, '_id'));
}

const parameters: Fact[] = [
	refused('speed', '`prosody.speed` above 2: 400', 'measured', { text: 'Hi.', prosody: { speed: 2.1 } }, /speed/i),
	accepted('temperature', 'A `temperature` of 2 is accepted, although the specification says 1', 'measured', {
		text: 'Hi.',
		temperature: 2,
	}),
	accepted('empty-text', 'An empty text: 200', 'measured', { text: '' }),
	accepted('latency', '`latency` may be `low`', 'docs', { text: 'Hi.', latency: 'low' }),
	accepted('quality-guard', '`features: ["quality-guard"]` is accepted', 'contract', {
		text: 'Hi.',
		features: ['quality-guard'],
	}),
	accepted('phonemes', 'Phonemes in the text are accepted', 'docs', {
		text: '<|phoneme_start|>AE1 N AH0<|phoneme_end|>.',
	}),
	accepted('no-normalizing', '`normalize: false` is accepted', 'contract', { text: 'Hi.', normalize: false }),
	refused(
		'chunk-length',
		'`chunk_length` below 100: 400',
		'contract',
		{ text: 'Hi.', chunk_length: 99 },
		/chunk_length/,
	),
	refused('no-text', 'No `text`: 400', 'measured', { format: 'mp3' }, /text/),
];

const models: Fact[] = [
	accepted('model-unknown', 'An unknown model is served without an error', 'measured', { text: 'Hi' }, 's9-imaginary'),
	{
		id: 'speech.model-missing',
		expected: 'A request without the `model` header is served',
		standing: 'contract',
		cost: 2 * BYTE,
		async check(api) {
			const { status, bytes } = await api.ask('POST', '/v1/tts', { json: { text: 'Hi' } });
			return observed(status === 200, status, `${bytes.length} bytes`);
		},
	},
	accepted('model-drama-3', '`drama-3` is served', 'docs', { text: '[calm] Hi' }, 'drama-3'),
	accepted('model-s2-pro', '`s2-pro` is served', 'contract', { text: 'Hi' }, 's2-pro'),
	accepted('model-s1', '`s1` is served, until 2026-12-31', 'docs', { text: 'Hi' }, 's1'),
];

const voices: Fact[] = [
	refused(
		'voice-id-form',
		'`reference_id` with other characters: 400 `reference_id must be 1..=128 chars of [A-Za-z0-9_-]`',
		'measured',
		{ text: 'Hi.', reference_id: 'no such/voice' },
		/reference_id must be 1\.\.=128/,
	),
	refused(
		'voice-id-length',
		'`reference_id` of 129 characters: 400, the same',
		'measured',
		{ text: 'Hi.', reference_id: 'a'.repeat(129) },
		/reference_id must be 1\.\.=128/,
	),
	refused(
		'voice-unknown',
		'An unknown voice: 400 `Reference not found`',
		'measured',
		{ text: 'Hi.', reference_id: '0'.repeat(32) },
		/^Reference not found/,
	),
	refused(
		's1-speaks-alone',
		'`s1` with several speakers: 400, which mentions MsgPack and `MultiSpeakerReference`',
		'measured',
		{ text: '<|speaker:0|>A.<|speaker:1|>B.', reference_id: ['0'.repeat(32), '1'.repeat(32)] },
		/MultiSpeakerReference/,
		's1',
	),
	{
		id: 'speech.dialogue',
		expected: 'Several speakers: an array of voices, and `<|speaker:0|>` before each turn',
		standing: 'measured',
		async check(api) {
			const reference_id = await libraryVoices(api);
			const answer = await api.speak({ text: '<|speaker:0|>Hello. <|speaker:1|>Hi.', reference_id });
			return observed(
				answer.status === 200 && reference_id.length === 2,
				answer.status,
				answer.status === 200 ? `${answer.bytes.length} bytes` : messageOf(answer),
			);
		},
	},
];

const rule = (key: string, value: string) => ({ key, value });
const dictionary = (...items: object[]) => ({ items });

const pronunciation: Fact[] = [
	accepted('dictionary', 'A dictionary in the request is accepted', 'contract', {
		text: 'Hi.',
		pronunciation_dictionary: [dictionary(rule('Hi', 'HH AH1'))],
	}),
	refused(
		'dictionary-marker',
		'A marker in a value: 400',
		'contract',
		{ text: 'Hi.', pronunciation_dictionary: [dictionary(rule('Hi', '<|phoneme_start|>HH AH1<|phoneme_end|>'))] },
		/./,
	),
	refused(
		'dictionaries-of-both-kinds',
		'Inline and stored dictionaries in one request: 400',
		'contract',
		{ text: 'Hi.', pronunciation_dictionary: [dictionary(rule('Hi', 'HH AH1')), { id: 'a', version: 'b' }] },
		/./,
	),
	refused(
		'four-dictionaries',
		'Four dictionaries: 400',
		'contract',
		{ text: 'Hi.', pronunciation_dictionary: Array.from({ length: 4 }, () => dictionary(rule('Hi', 'HH AH1'))) },
		/./,
	),
	accepted('dictionary-not-kept', 'A kept dictionary that cannot be read is left out in silence', 'contract', {
		text: 'Hi.',
		pronunciation_dictionary: [{ id: 'none', version: 'none' }],
	}),
];

export const speech: Fact[] = [...parameters, ...models, ...voices, ...pronunciation];
