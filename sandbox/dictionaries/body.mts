import { checkerFor, fieldsError, type PronunciationRule } from '../contract.mts';

const name = { type: 'string', minLength: 1 };
const optional = { type: ['string', 'null'] };
const marker = { not: { type: 'string', pattern: '<\\|phoneme_(start|end)\\|>' } };

const checkNew = checkerFor<{ name: string; description?: string | null }>({
	type: 'object',
	required: ['name'],
	additionalProperties: false,
	properties: { name, description: optional },
});

const checkChange = checkerFor<{ name?: string | null; description?: string | null }>({
	type: 'object',
	additionalProperties: false,
	properties: { name: { anyOf: [name, { type: 'null' }] }, description: optional },
});

/** The name of the list of rules is undocumented; inline dictionaries call it `items`. */
const checkVersion = checkerFor<{ expected_latest_version_id: string | null; items: PronunciationRule[] }>({
	type: 'object',
	required: ['expected_latest_version_id', 'items'],
	additionalProperties: false,
	properties: {
		expected_latest_version_id: optional,
		items: {
			type: 'array',
			maxItems: 5000,
			items: {
				type: 'object',
				required: ['key', 'value'],
				additionalProperties: false,
				properties: {
					key: { type: 'string', minLength: 1, maxLength: 256, ...marker },
					value: { type: 'string', minLength: 1, maxLength: 1024, ...marker },
					case_sensitive: { type: 'boolean' },
				},
			},
		},
	},
});

function reader<T>(check: ReturnType<typeof checkerFor<T>>): (body: unknown) => T {
	return (body) => {
		const checked = check(body);
		if (!checked.ok) throw fieldsError(checked, 'body');
		return checked.value;
	};
}

/** Bodies of the dictionary routes. @throws FieldsError */
export const readNewDictionary = reader(checkNew);
export const readDictionaryChange = reader(checkChange);
export const readNewVersion = reader(checkVersion);
