import { readFile, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { audioTypeOf, type AudioType } from '../audioType.mts';
import { checkNewVoice, fieldsError, type NewVoice } from '../contract.mts';
import { ApiError, FieldsError, UnreadableRequest } from '../errors.mts';
import { json, type Answer } from '../http/answer.mts';
import { mediaType } from '../http/body.mts';
import { flagIn, readForm, type Form, type UploadedFile } from '../http/multipart.mts';
import { signatureOf, tokenHash } from '../voices/signature.mts';
import { keptVisibility, newVoice, toEntity, type Sample, type Voice } from '../voices/voice.mts';
import type { World } from '../world.mts';
import type { Route } from './route.mts';

const lists = new Set(['texts', 'tags', 'voice_design_signatures']);
const flags = new Set(['enhance_audio_quality', 'generate_sample']);
const fileFields = new Set(['voices', 'cover_image']);

const wrong = (name: string, type: string, msg: string) => new FieldsError([{ loc: ['body', name], type, msg }]);

function valueOf(name: string, values: string[]): unknown {
	if (lists.has(name)) return values;
	if (values.length > 1) throw wrong(name, 'list_type', `was sent ${values.length} times`);
	const [value = ''] = values;
	return flags.has(name) ? flagIn(value) : value;
}

/** The form as the contract's object: a file's first bytes in place of the file, flags as booleans. */
function objectOf({ fields, files }: Form): Record<string, unknown> {
	const object: Record<string, unknown> = {};
	for (const name of new Set(fields.map(([field]) => field))) {
		if (fileFields.has(name)) throw wrong(name, 'bytes_type', 'Input should be a file: a part with a file name');
		object[name] = valueOf(
			name,
			fields.filter(([field]) => field === name).map(([, value]) => value),
		);
	}
	for (const { name } of files) {
		const heads = files.filter((file) => file.name === name).map(({ head }) => new Uint8Array(head));
		if (name !== 'voices' && heads.length > 1) throw wrong(name, 'list_type', `was sent ${heads.length} times`);
		object[name] = name === 'voices' ? heads : heads[0];
	}
	return object;
}

function typeOfSample({ filename, bytes, head }: UploadedFile): AudioType {
	if (bytes === 0) throw new ApiError(400, `voices: '${filename}' is empty`);
	const type = audioTypeOf(head);
	if (!type) throw new ApiError(400, `voices: '${filename}' is no audio that can be read`);
	return type;
}

/** What the contract says in words, not in its schema. */
function checkWords(
	{ title, texts = [], voice_design_signatures: signatures = [], voices }: NewVoice,
	form: Form,
): void {
	if (title.trim() === '') throw wrong('title', 'string_too_short', 'String should have at least 1 character');
	const cover = form.files.find(({ name }) => name === 'cover_image');
	if (cover?.bytes === 0) throw new ApiError(400, 'cover_image is empty');
	for (const [name, values] of Object.entries({ texts, voice_design_signatures: signatures })) {
		if (values.length > 0 && values.length !== voices.length)
			throw new ApiError(400, `${name}: ${values.length} for ${voices.length} voices; send one each or none`);
	}
}

function checked(form: Form): NewVoice {
	const result = checkNewVoice(objectOf(form));
	if (!result.ok) throw fieldsError(result, 'body');
	checkWords(result.value, form);
	return result.value;
}

/** @throws ApiError 400 when a sample is not the audio that its signature is for. */
async function checkSignatures({ key }: World, form: Form, signatures: string[]): Promise<void> {
	const samples = form.files.filter(({ name }) => name === 'voices');
	for (const [index, signature] of signatures.entries()) {
		const audio = await readFile(samples[index]?.path ?? '');
		if (signatureOf(tokenHash(audio), key) !== signature)
			throw new ApiError(400, `Invalid voice design signature for voice ${index + 1}`);
	}
}

async function keepSamples(form: Form, { texts = [] }: NewVoice): Promise<Sample[]> {
	const uploads = form.files
		.filter(({ name }) => name === 'voices')
		.map((file) => ({ file, type: typeOfSample(file) }));
	return Promise.all(
		uploads.map(async ({ file: { path, filename, bytes }, type }, index) => {
			const file = `sample-${String(index + 1).padStart(2, '0')}.${type}`;
			await rename(path, join(form.folder, file));
			return { file, name: filename, type, bytes, text: texts[index] ?? '' };
		}),
	);
}

async function create(world: World, form: Form): Promise<Answer> {
	const request = checked(form);
	const signatures = request.voice_design_signatures ?? [];
	await checkSignatures(world, form, signatures);
	const samples = await keepSamples(form, request);
	const { trainingMs, trainingResult } = world.settings;
	const voice: Voice = newVoice({
		title: request.title,
		description: request.description ?? '',
		visibility: keptVisibility(request.visibility ?? 'private'),
		tags: request.tags ?? [],
		generateSample: request.generate_sample ?? false,
		training: { ms: trainingMs, result: trainingResult },
		samples,
		source: signatures.length > 0 ? 'voice_design' : null,
		stored: true,
	});
	if (request.cover_image) voice.coverImage = `coverimage/${voice.id}`;
	await world.store.adopt(voice, form.folder);
	return json(201, toEntity(voice, Date.now(), world.url));
}

export const createVoice: Route = {
	method: 'POST',
	path: /^\/model$/,
	async read(world, exchange) {
		if (mediaType(exchange) !== 'multipart/form-data') {
			await exchange.drain();
			throw new UnreadableRequest('A new voice must be sent as multipart/form-data', 415);
		}
		const form = await readForm(exchange, world.store.disk.incomingFolder());
		return {
			text: form.fields.find(([name]) => name === 'title')?.[1] ?? '',
			// An adopted folder has a new name, so there is nothing left to remove.
			dispose: () => form.dispose(),
			run: () => create(world, form),
		};
	},
};
