import { messageOf, VOICES, type Answer, type Api, type Part } from '../api.mts';
import { observed, type Fact } from '../fact.mts';
import { at, listAt, textAt } from '../read.mts';
import { sampleOf, SAMPLE_TEXT } from '../sounds.mts';

const NEW_FIELDS = ['licensed', 'takedown_category', 'pvc_release_state'];

/** A voice with a transcript and no other settings; created once. */
const plainVoice = (api: Api): Promise<Answer> =>
	api.once('voice', async () => api.makeVoice(await sampleOf(api), ['texts', SAMPLE_TEXT]));

const voiceWith = async (api: Api, ...parts: Part[]): Promise<Answer> => api.makeVoice(await sampleOf(api), ...parts);

const idOf = ({ json }: Answer): string => textAt(json, '_id');

function addressOf(made: Answer): string {
	if (idOf(made) === '') throw new Error(`no voice was made: ${made.status}`);
	return `${VOICES}/${idOf(made)}`;
}

async function idsListed(api: Api, query: string): Promise<string[]> {
	const { json } = await api.ask('GET', `${VOICES}?${query}`);
	return listAt(json, 'items').map((voice) => textAt(voice, '_id'));
}

function asksFor(visibility: string, got: string, standing: Fact['standing']): Fact {
	return {
		id: `voices.${visibility}`,
		expected: `A new voice requested as \`${visibility}\` becomes \`${got}\`, without an error`,
		standing,
		async check(api) {
			const made = await voiceWith(api, ['visibility', visibility]);
			return observed(
				made.status === 201 && textAt(made.json, 'visibility') === got,
				made.status,
				textAt(made.json, 'visibility') || messageOf(made),
			);
		},
	};
}

const making: Fact[] = [
	{
		id: 'voices.made',
		expected: 'A new voice: 201, `state: trained` at once',
		standing: 'measured',
		async check(api) {
			const made = await plainVoice(api);
			return observed(
				made.status === 201 && textAt(made.json, 'state') === 'trained',
				made.status,
				textAt(made.json, 'state') || messageOf(made),
			);
		},
	},
	{
		id: 'voices.private-by-default',
		expected: 'A voice without `visibility` is `private`',
		standing: 'contract',
		async check(api) {
			const visibility = textAt((await plainVoice(api)).json, 'visibility');
			return observed(visibility === 'private', visibility);
		},
	},
	{
		id: 'voices.id',
		expected: 'The ID of a voice is 32 hexadecimal digits in lower case',
		standing: 'measured',
		async check(api) {
			const id = idOf(await plainVoice(api));
			return observed(/^[0-9a-f]{32}$/.test(id), id.replace(/[0-9]/g, '9').replace(/[a-z]/g, 'a'));
		},
	},
	{
		id: 'voices.new-fields',
		expected: `A new voice has the fields ${NEW_FIELDS.join(', ')}`,
		standing: 'contract',
		async check(api) {
			const { json } = await plainVoice(api);
			const values = NEW_FIELDS.map((name) => at(json, name));
			return observed(
				values.every((value) => value !== undefined),
				...values.map((value) => (value === undefined ? 'none' : value)),
			);
		},
	},
	{
		id: 'voices.listed-at-once',
		expected: 'A new voice is in the list with `self=true` at once',
		standing: 'measured',
		async check(api) {
			const id = idOf(await plainVoice(api));
			const ids = await idsListed(api, 'self=true&sort_by=created_at&page_size=100');
			return observed(
				id !== '' && ids.includes(id),
				id === '' ? 'no voice' : `place ${ids.indexOf(id) + 1} of ${ids.length}`,
			);
		},
	},
	{
		id: 'voices.by-title',
		expected: 'With `self=true`, `title` finds own voices that have it as a part of theirs',
		standing: 'contract',
		async check(api) {
			const made = await plainVoice(api);
			const [id, title] = [idOf(made), textAt(made.json, 'title')];
			const find = async (text: string): Promise<boolean> =>
				(await idsListed(api, `self=true&page_size=100&title=${encodeURIComponent(text)}`)).includes(id);
			const [whole, part, other] = [await find(title), await find(title.slice(0, -1)), await find(`${title}x`)];
			const word = (found: boolean): string => (found ? 'found' : 'not found');
			return observed(id !== '' && whole && part && !other, word(whole), `${word(part)} by a part`, word(other));
		},
	},
	asksFor('public', 'private', 'contract'),
	asksFor('unlist', 'unlist', 'contract'),
];

const changing: Fact[] = [
	{
		id: 'voices.changed',
		expected: 'PATCH: 200 and a body that is not the voice; only the sent fields change',
		standing: 'contract',
		async check(api) {
			const made = await plainVoice(api);
			const title = `${api.mark} renamed`;
			const patched = await api.ask('PATCH', addressOf(made), { form: [['title', title]] });
			const { json } = await api.ask('GET', addressOf(made));
			const ok =
				patched.status === 200 &&
				textAt(patched.json, '_id') === '' &&
				textAt(json, 'title') === title &&
				textAt(json, 'visibility') === textAt(made.json, 'visibility');
			return observed(
				ok,
				patched.status,
				patched.text || 'no body',
				textAt(json, 'title') === title ? 'renamed' : 'not renamed',
			);
		},
	},
	{
		id: 'voices.change-to-public',
		expected: 'PATCH to `public` leaves a voice `private`',
		standing: 'assumed',
		async check(api) {
			const made = await voiceWith(api);
			const patched = await api.ask('PATCH', addressOf(made), { form: [['visibility', 'public']] });
			const visibility = textAt((await api.ask('GET', addressOf(made))).json, 'visibility');
			return observed(visibility === 'private', patched.status, visibility);
		},
	},
	{
		id: 'voices.deleted',
		expected: 'DELETE: 204 without a body; then 404',
		standing: 'measured',
		async check(api) {
			const made = await voiceWith(api);
			const deleted = await api.ask('DELETE', addressOf(made));
			const gone = await api.ask('GET', addressOf(made));
			return observed(
				deleted.status === 204 && deleted.bytes.length === 0 && gone.status === 404,
				deleted.status,
				gone.status,
			);
		},
	},
];

const refusing: Fact[] = [
	{
		id: 'voices.wrong-signature',
		expected: 'A wrong signature of voice design fails the request',
		standing: 'contract',
		async check(api) {
			const made = await voiceWith(api, ['voice_design_signatures', 'not-a-signature']);
			return observed(made.status === 400 || made.status === 422, made.status, messageOf(made));
		},
	},
	{
		id: 'voices.other-visibility',
		expected: 'An unknown visibility: 422',
		standing: 'measured',
		async check(api) {
			const made = await voiceWith(api, ['visibility', 'unlisted']);
			return observed(made.status === 422, made.status, messageOf(made));
		},
	},
];

export const voices: Fact[] = [...making, ...changing, ...refusing];
