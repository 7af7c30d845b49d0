import { checkVoiceChange, fieldsError, type VoiceChange } from '../contract.mts';
import { ApiError, FieldsError } from '../errors.mts';
import { json, nothing } from '../http/answer.mts';
import { keptVisibility, toEntity, type Voice } from '../voices/voice.mts';
import type { World } from '../world.mts';
import { readChange } from './readChange.mts';
import type { Route } from './route.mts';

const path = /^\/model\/([^/]+)$/;

function known(world: World, id: string): Voice {
	const voice = world.store.get(id);
	if (!voice) throw new ApiError(404, 'Model not found');
	return voice;
}

function readable(world: World, id: string): Voice {
	const voice = known(world, id);
	if (!voice.own && voice.visibility === 'private')
		throw new ApiError(403, 'This voice model is private to someone else');
	return voice;
}

function ownVoice(world: World, id: string): Voice {
	const voice = known(world, id);
	if (!voice.own) throw new ApiError(403, 'This voice model belongs to someone else');
	return voice;
}

export const getVoice: Route = {
	method: 'GET',
	path,
	read: (world, _exchange, id) => ({ run: () => json(200, toEntity(readable(world, id), Date.now(), world.url)) }),
};

export const deleteVoice: Route = {
	method: 'DELETE',
	path,
	read: (world, _exchange, id) => ({
		async run() {
			await world.store.remove(ownVoice(world, id).id);
			return nothing(204);
		},
	}),
};

/** Only fields that are sent change. Null is the contract's default and means "not sent". */
function changesOf({ title, description, visibility, tags, cover_image }: VoiceChange, id: string): Partial<Voice> {
	if (title?.trim() === '')
		throw new FieldsError([
			{ loc: ['body', 'title'], type: 'string_too_short', msg: 'String should have at least 1 character' },
		]);
	return {
		...(title == null ? {} : { title }),
		...(description == null ? {} : { description }),
		...(visibility == null ? {} : { visibility: keptVisibility(visibility) }),
		...(tags === undefined ? {} : { tags: typeof tags === 'string' ? [tags] : tags }),
		...(cover_image == null ? {} : { coverImage: `coverimage/${id}` }),
		updatedAt: Date.now(),
	};
}

export const updateVoice: Route = {
	method: 'PATCH',
	path,
	async read(world, exchange, id) {
		const sent = await readChange(world, exchange);
		return {
			...sent,
			async run() {
				const voice = ownVoice(world, id);
				const change = checkVoiceChange(sent.value);
				if (!change.ok) throw fieldsError(change, 'body');
				await world.store.update(voice.id, changesOf(change.value, id));
				return json(200, { message: 'Success' });
			},
		};
	},
};
