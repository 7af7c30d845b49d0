import { simplifyVoice } from '../../../../nodes/shared/fields/simplifyVoice.ts';
import { voice } from '../../../support/scriptedSend.mts';

const usual = ['id', 'title', 'description', 'state', 'visibility', 'tags', 'languages', 'createdAt', 'url'];
const namesOf = (fields: Record<string, unknown>): string[] => Object.keys(simplifyVoice(voice(fields)));

test('a voice has no more than the fields that people work with', () => {
	expect(namesOf({})).toEqual(usual);
	expect(namesOf({ source: null, licensed: false, takedown_category: null })).toEqual(usual);
});

test.each([
	[{ source: 'voice_design' }, { source: 'voice_design' }],
	[{ licensed: true }, { licensed: true }],
	[{ takedown_category: 'dmca' }, { takedown: 'dmca' }],
])('fields of only some voices are shown for those: %j', (has, told) => {
	expect(simplifyVoice(voice(has))).toMatchObject(told);
	expect(namesOf(has)).toEqual([...usual, ...Object.keys(told)]);
});
