import { simplifyVoice } from '../../../../nodes/shared/fields/simplifyVoice.ts';
import { voice } from '../../../support/scripted/inputs.mts';

const usual = ['id', 'title', 'description', 'state', 'visibility', 'tags', 'languages', 'createdAt', 'url'];
const namesOf = (fields: Record<string, unknown>): string[] => Object.keys(simplifyVoice(voice(fields)));

test('a simplified voice has only the fields that people work with', () => {
	expect(namesOf({})).toEqual(usual);
	expect(namesOf({ source: null, licensed: false, takedown_category: null })).toEqual(usual);
});

test.each([
	[{ source: 'voice_design' }, { source: 'voice_design' }],
	[{ licensed: true }, { licensed: true }],
	[{ takedown_category: 'dmca' }, { takedown: 'dmca' }],
])('shows fields that only some voices have: %j', (has, shown) => {
	expect(simplifyVoice(voice(has))).toMatchObject(shown);
	expect(namesOf(has)).toEqual([...usual, ...Object.keys(shown)]);
});
