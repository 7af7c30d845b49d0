type Json = unknown;
type JsonObject = Record<string, Json>;

/** Names of fields that say nothing about requests and answers. */
const words = /^(description|summary|title|examples?|externalDocs|operationId|tags|security|servers|x-.*)$/;

/** Our marks for what is missing in the vendor's document; see `info.x-extract.marks` of the contract. */
const marks = ['x-source', 'x-incomplete', 'x-inferred'];

const isObject = (value: Json): value is JsonObject =>
	typeof value === 'object' && value !== null && !Array.isArray(value);

/** An OpenAPI document, and the references that led to a value, to stop at circular ones. */
interface Side {
	document: JsonObject;
	value: Json;
	followed: string[];
}

/** The value at a reference such as `#/components/schemas/TTSRequest`. */
const valueAt = (document: JsonObject, reference: string): Json =>
	reference
		.slice('#/'.length)
		.split('/')
		.map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'))
		.reduce<Json>((at, step) => (isObject(at) ? at[step] : undefined), document);

function resolved(side: Side): Side {
	const reference = isObject(side.value) ? side.value['$ref'] : undefined;
	if (typeof reference !== 'string' || side.followed.includes(reference)) return side;
	const value = valueAt(side.document, reference);
	return resolved({ ...side, value, followed: [...side.followed, reference] });
}

/** Turns lists into objects, so that their order does not count: parameters by name, values by value. */
function keyed(list: Json[]): JsonObject {
	const keyOf = (one: Json, index: number): string => {
		if (!isObject(one)) return String(one);
		return typeof one['name'] === 'string' ? one['name'] : String(index);
	};
	return Object.fromEntries(list.map((one, index) => [keyOf(one, index), one]));
}

const childrenOf = (value: Json): JsonObject | undefined => {
	if (Array.isArray(value)) return keyed(value);
	return isObject(value) ? value : undefined;
};

/** What a mark excludes from the comparison: a whole object, or the fields and values that it names. */
function unsaid(value: Json): { all: boolean; names: string[] } {
	if (!isObject(value)) return { all: false, names: [] };
	const found = marks.flatMap((mark) => (mark in value ? [value[mark]] : []));
	return { all: found.some((mark) => !isObject(mark)), names: found.filter(isObject).flatMap(Object.keys) };
}

function differencesAt(path: string, ours: Side, theirs: Side, ignored: string[]): string[] {
	const [own, other] = [resolved(ours), resolved(theirs)];
	const { all, names } = unsaid(own.value);
	if (all) return [];
	if (other.value === undefined) return [`${path}: gone`];
	if (own.value === undefined) return [`${path}: new`];
	const [ownChildren, otherChildren] = [childrenOf(own.value), childrenOf(other.value)];
	if (!ownChildren || !otherChildren) {
		const [was, is] = [own.value, other.value].map((value) => JSON.stringify(value));
		return was === is ? [] : [`${path}: ${was} became ${is}`];
	}
	const leftOut = [...ignored, ...names];
	// In `properties` and the like, a name such as `title` is a field of a request, not a description.
	const holdsNames = /\/(properties|schemas|headers|responses|content|paths)$/.test(path) || Array.isArray(own.value);
	return [...new Set([...Object.keys(ownChildren), ...Object.keys(otherChildren)])]
		.filter((key) => !leftOut.includes(key) && (holdsNames || !words.test(key)))
		.flatMap((key) =>
			differencesAt(
				`${path}/${key}`,
				{ ...own, value: ownChildren[key] },
				{ ...other, value: otherChildren[key] },
				Array.isArray(ownChildren[key]) ? leftOut : [],
			),
		);
}

/**
 * The differences between the vendor's document and ours in the paths of ours: fields, types, limits, values and
 * answers, but not descriptions. Paths that only the vendor's document has are left out.
 */
export function differences(contract: JsonObject, vendor: JsonObject): string[] {
	return Object.entries(contract['paths'] as JsonObject).flatMap(([path, operations]) =>
		differencesAt(
			path,
			{ document: contract, value: operations, followed: [] },
			{ document: vendor, value: (vendor['paths'] as JsonObject)[path] ?? {}, followed: [] },
			[],
		),
	);
}
