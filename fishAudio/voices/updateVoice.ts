import type { Calls } from '../requests/calls';
import { createForm } from '../requests/form';
import { drain } from '../requests/readAnswer';
import type { SourceFile } from '../requests/sourceFile';
import type { Visibility } from './visibility';
import { pathOf } from './voices';

/** What to change in a voice. A field that is missing stays as it is. */
export interface VoiceChanges {
	title?: string;
	description?: string;
	visibility?: Visibility;
	/** Replaces all tags. */
	tags?: string[];
	coverImage?: SourceFile;
}

/** The bodies of the requests that make the changes: two where a form would have to say that there are no tags. */
function bodiesOf({ coverImage, ...changes }: VoiceChanges): Array<() => FormData | object> {
	if (!coverImage) return [() => changes];
	const form = () => createForm({ ...changes, cover_image: coverImage });
	return changes.tags?.length === 0 ? [form, () => ({ tags: [] })] : [form];
}

/** Changes a voice. The API answers with nothing. */
export async function updateVoice(calls: Calls, id: string, changes: VoiceChanges): Promise<void> {
	for (const createBody of bodiesOf(changes)) {
		await calls.call({
			about: 'voice',
			request: () => ({ method: 'PATCH', path: pathOf(id), body: createBody() }),
			read: drain,
		});
	}
}
