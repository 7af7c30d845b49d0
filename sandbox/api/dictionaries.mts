import { comparison } from '../dictionaries/compare.mts';
import { readDictionaryChange, readNewDictionary, readNewVersion } from '../dictionaries/body.mts';
import { pageOf } from '../dictionaries/listPage.mts';
import { latestOf, type Dictionary, type DictionaryStore, type DictionaryVersion } from '../dictionaries/store.mts';
import { json, nothing, type Answer } from '../http/answer.mts';
import { readValue } from '../http/body.mts';
import type { Route } from './route.mts';

interface Call {
	store: DictionaryStore;
	dictionary: string;
	version: string;
	body: unknown;
	params: URLSearchParams;
}

const all = /^\/v1\/pronunciation-dictionaries$/;
const one = /^\/v1\/pronunciation-dictionaries\/([^/]+)$/;
const versions = /^\/v1\/pronunciation-dictionaries\/([^/]+)\/versions$/;
const oneVersion = /^\/v1\/pronunciation-dictionaries\/([^/]+)\/versions\/([^/]+)$/;
const compare = /^\/v1\/pronunciation-dictionaries\/([^/]+)\/versions\/([^/]+)\/compare$/;

const time = (ms: number): string => new Date(ms).toISOString();

function dictionaryBody(dictionary: Dictionary): Record<string, unknown> {
	const { id, name, description, createdAt, updatedAt } = dictionary;
	return {
		id,
		name,
		description,
		latest_version_id: latestOf(dictionary)?.id ?? null,
		created_at: time(createdAt),
		updated_at: time(updatedAt),
	};
}

function toldVersion(dictionary: string, { id, rules, createdAt }: DictionaryVersion): Record<string, unknown> {
	return { id, dictionary_id: dictionary, items: rules, created_at: time(createdAt) };
}

function route(method: string, path: RegExp, act: (call: Call) => Answer): Route {
	return {
		method,
		path,
		async read(world, exchange) {
			const body = method === 'POST' || method === 'PATCH' ? await readValue(exchange) : undefined;
			const [, dictionary = '', version = ''] = path.exec(exchange.entry.path) ?? [];
			return {
				run: () => act({ store: world.dictionaries, dictionary, version, body, params: exchange.url.searchParams }),
			};
		},
	};
}

function create({ store, body }: Call): Answer {
	const { name, description = null } = readNewDictionary(body);
	return json(201, dictionaryBody(store.create(name, description)));
}

function change({ store, dictionary, body }: Call): Answer {
	const { name, description } = readDictionaryChange(body);
	return json(
		200,
		dictionaryBody(
			store.update(dictionary, {
				...(name == null ? {} : { name }),
				...(description === undefined ? {} : { description }),
			}),
		),
	);
}

function archive({ store, dictionary }: Call): Answer {
	store.archive(dictionary);
	return nothing(204);
}

function listVersions({ store, dictionary, params }: Call): Answer {
	const newestFirst = store
		.get(dictionary)
		.versions.filter(({ archived }) => !archived)
		.toReversed();
	return json(
		200,
		pageOf(
			newestFirst.map((version) => toldVersion(dictionary, version)),
			params,
		),
	);
}

function publish({ store, dictionary, body }: Call): Answer {
	const { expected_latest_version_id: expected, items } = readNewVersion(body);
	return json(201, toldVersion(dictionary, store.publish(dictionary, expected, items)));
}

function archiveVersion({ store, dictionary, version }: Call): Answer {
	store.archiveVersion(dictionary, version);
	return nothing(204);
}

function compareVersions({ store, dictionary, version, params }: Call): Answer {
	const base = store.version(dictionary, params.get('base_version_id') ?? '');
	return json(200, comparison(base.rules, store.version(dictionary, version).rules));
}

/** Stored dictionaries, as far as the vendor's pages document them (2026-11). */
export const dictionaries: Route[] = [
	route('GET', all, ({ store, params }) => json(200, pageOf(store.list().map(dictionaryBody), params))),
	route('POST', all, create),
	route('GET', one, ({ store, dictionary }) => json(200, dictionaryBody(store.get(dictionary)))),
	route('PATCH', one, change),
	route('DELETE', one, archive),
	route('GET', versions, listVersions),
	route('POST', versions, publish),
	route('GET', oneVersion, ({ store, dictionary, version }) =>
		json(200, toldVersion(dictionary, store.version(dictionary, version))),
	),
	route('DELETE', oneVersion, archiveVersion),
	route('GET', compare, compareVersions),
];
