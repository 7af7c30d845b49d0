import type { IDataObject } from 'n8n-workflow';

/** A file as n8n and Code nodes describe it. Of what Code nodes make, any part may be missing. */
export interface StoredFile {
	/** Of n8n's store. */
	id?: string;
	/** The file itself in base64, where it has no id. */
	data: unknown;
	mimeType?: string;
	fileName?: string;
	/** All that it tells of itself but its content, as text: it is recognised by that. */
	told: string;
}

/** How n8n's ids begin: with the store, as in `filesystem-v2:…`. */
const storeId = /^[a-z0-9-]+:./i;

const isObject = (value: unknown): value is IDataObject =>
	typeof value === 'object' && value !== null && !Array.isArray(value);

/** Takes an object for a file, whatever of one it lacks. Undefined for what is no object. */
export function fileOfField(value: unknown): StoredFile | undefined {
	if (!isObject(value)) return undefined;
	const { data, ...told } = value;
	const { id, mimeType, fileName } = told;
	return {
		data,
		told: JSON.stringify(Object.entries(told).sort()),
		...(typeof id === 'string' && id !== '' && { id }),
		...(typeof mimeType === 'string' && mimeType !== '' && { mimeType }),
		...(typeof fileName === 'string' && fileName !== '' && { fileName }),
	};
}

/**
 * Whether a value is a file, as n8n judges it (`isBinaryValue`), also without a type. An attachment of a table is none.
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
