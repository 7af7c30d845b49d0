import { messageOf, type Answer, type Api } from '../api.mts';
import { observed, type Fact, type Observation, type Standing } from '../fact.mts';
import { at, textAt } from '../read.mts';

const PATH = '/v1/voice-design';
/** The price of a design with any number of candidates. All facts share one answer. */
const PRICE = 0.01;
const INSTRUCTION = 'A calm old man who tells stories by the fire.';
const FIELDS = [
	'id',
	'index',
	'audio_base64',
	'sample_rate',
	'duration_ms',
	'instruct',
	'features',
	'signature',
	'audio_token_sha256',
];

/** Without a model header. */
const designed = (api: Api): Promise<Answer> =>
	api.once('design', () =>
		api.ask('POST', PATH, {
			json: {
				instruction: INSTRUCTION,
				n: 1,
				reference_text: 'Good evening, my dear friends, and welcome to the fire.',
			},
		}),
	);

function billed(
	name: string,
	expected: string,
	standing: Standing,
	look: (candidate: unknown, answer: Answer, api: Api) => Observation | Promise<Observation>,
): Fact {
	return {
		id: `design.${name}`,
		expected,
		standing,
		cost: PRICE,
		shares: 'design',
		async check(api) {
			const answer = await designed(api);
			return look(at(answer.json, 'candidates', 0), answer, api);
		},
	};
}

function refused(name: string, expected: string, standing: Standing, json: object): Fact {
	return {
		id: `design.${name}`,
		expected,
		standing,
		risk: PRICE,
		async check(api) {
			const answer = await api.ask('POST', PATH, { json });
			const done = answer.status === 200;
			return {
				...observed(
					answer.status === 400 || answer.status === 422,
					answer.status,
					done ? 'designed' : messageOf(answer),
				),
				done,
			};
		},
	};
}

const soundOf = (candidate: unknown): Buffer => Buffer.from(textAt(candidate, 'audio_base64'), 'base64');

export const design: Fact[] = [
	refused('unknown-field', 'An unknown field is refused', 'contract', { instruction: INSTRUCTION, colour: 'blue' }),
	refused('long-text', '`reference_text` above 150 characters is refused', 'contract', {
		instruction: INSTRUCTION,
		reference_text: 'a'.repeat(151),
	}),
	refused('long-instruction', '`instruction` above 2,000 characters is refused', 'contract', {
		instruction: 'a'.repeat(2001),
	}),
	refused('five-candidates', 'More than four candidates are refused', 'contract', { instruction: INSTRUCTION, n: 5 }),
	billed('no-header', 'No model header is needed', 'measured', (candidate, { status, text }) =>
		observed(status === 200 && candidate !== undefined, status, candidate === undefined ? text : 'a candidate'),
	),
	billed('fields', `A candidate has ${FIELDS.join(', ')}`, 'measured', (candidate) =>
		observed(
			FIELDS.every((name) => at(candidate, name) != null),
			Object.keys(Object(candidate) as object).join(', '),
		),
	),
	billed('sound', 'The audio of a candidate is a complete WAV at 44.1 kHz', 'measured', (candidate) => {
		const wav = soundOf(candidate);
		if (wav.subarray(0, 4).toString('latin1') !== 'RIFF') return observed(false, wav.subarray(0, 4).toString('latin1'));
		return observed(
			wav.readUInt32LE(24) === 44_100 && wav.readUInt32LE(4) === wav.length - 8,
			`${wav.readUInt32LE(24)} Hz`,
			`${wav.readUInt32LE(4)} of ${wav.length - 8} bytes`,
		);
	}),
	billed(
		'signature',
		'A voice saved with its `signature` has `source: voice_design`',
		'contract',
		async (candidate, _answer, api) => {
			const made = await api.makeVoice(soundOf(candidate), ['voice_design_signatures', textAt(candidate, 'signature')]);
			return observed(
				made.status === 201 && textAt(made.json, 'source') === 'voice_design',
				made.status,
				at(made.json, 'source') ?? messageOf(made),
			);
		},
	),
	billed(
		'without-signature',
		'A candidate can be saved without its signature, too',
		'measured',
		async (candidate, _answer, api) => {
			const made = await api.makeVoice(soundOf(candidate));
			return observed(
				made.status === 201,
				made.status,
				made.status === 201 ? (at(made.json, 'source') ?? 'no source') : messageOf(made),
			);
		},
	),
];
