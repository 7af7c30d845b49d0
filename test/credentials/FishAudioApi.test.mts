import { FishAudioApi } from '../../credentials/FishAudioApi.credentials.ts';

const credential = new FishAudioApi();
const property = (name: string) => credential.properties.find((one) => one.name === name);

test('is named as saved workflows know it', () => {
	expect(credential.name).toBe('fishAudioApi');
	expect(credential.displayName).toBe('Fish Audio API');
	expect(credential.properties.map(({ name }) => name)).toEqual(['apiKey', 'baseUrl', 'concurrentRequests']);
});

test('masks the key and has defaults that work', () => {
	expect(property('apiKey')).toMatchObject({ typeOptions: { password: true }, required: true, default: '' });
	expect(property('baseUrl')).toMatchObject({ default: 'https://api.fish.audio' });
	expect(property('concurrentRequests')).toMatchObject({ default: 5 });
});

test('is tested by reading the credit', () => {
	expect(credential.test.request.url).toBe('/wallet/self/api-credit');
	expect(credential.authenticate.properties.headers).toEqual({ Authorization: '=Bearer {{$credentials.apiKey}}' });
});
