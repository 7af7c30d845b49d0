import type { IDataObject } from 'n8n-workflow';

/** A file as n8n or a Code node describes it. If it is from a Code node, any part may be missing. */
export interface StoredFile {
	/** In n8n's store. */
	id?: string;
	/** Its content in base64, if it has no id. */
	data: unknown;
	mimeType?: string;
	fileName?: string;
	/** Everything except its content, as JSON, by which the file is recognized. */
	description: string;
}

/** How n8n's ids begin: with the store, as in `filesystem-v2:…`. */
const storeId = /^[a-z0-9-]+:./i;

const isObject = (value: unknown): value is IDataObject =>
	typeof value === 'object' && value !== null && !Array.isArray(value);

/** Reads an object as a file, even if parts are missing. Undefined if the value is not an object. */
export function fileOfField(value: unknown): StoredFile | undefined {
	if (!isObject(value)) return undefined;
	const { data, ...others } = value;
	const { id, mimeType, fileName } = others;
	return {
		data,
		description: JSON.stringify(Object.entries(others).sort()),
		...(typeof id === 'string' && id !== '' && { id }),
		...(typeof mimeType === 'string' && mimeType !== '' && { mimeType }),
		...(typeof fileName === 'string' && fileName !== '' && { fileName }),
	};
}

/**
 * Whether a value is a file by n8n's own rule (`isBinaryValue`), or content without a MIME type. An attachment in a
 * table is not one.
 */
export function isFile(value: unknown): value is IDataObject {
	if (!isObject(value)) return false;
	const { data, id, mimeType } = value;
	if (typeof data === 'string' || (typeof id === 'string' && storeId.test(id))) return true;
	return 'mimeType' in value && !isObject(mimeType);
}

/** Files by name, as `$binary` gives them. */
export const isFileMap = (value: unknown): value is Record<string, IDataObject> =>
	isObject(value) && Object.keys(value).length > 0 && Object.values(value).every(isFile);

/** The value at a path such as `_files.data`. */
export function valueAt(json: unknown, path: string): unknown {
	return path
		.split('.')
		.reduce((value: unknown, name) => (isObject(value) && Object.hasOwn(value, name) ? value[name] : undefined), json);
}
