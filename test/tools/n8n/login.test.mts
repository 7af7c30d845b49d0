import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

import { signIn } from '../../../tools/n8n/login.mts';
import { Rest } from '../../../tools/n8n/rest.mts';

test('says what to do if the password was changed in n8n', async () => {
	const server = createServer((request, response) => {
		if (request.url === '/rest/settings')
			return void response.end('{"data":{"userManagement":{"showSetupOnFirstLoad":false}}}');
		response.writeHead(401).end('{"message":"Wrong username or password."}');
	});
	await once(server.listen(0, '127.0.0.1'), 'listening');
	try {
		const rest = new Rest(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
		const login = { email: 'you@example.com', password: 'an-old-password' };
		const failure = await signIn(rest, login, '/home/someone/n8n').catch((error: unknown) => error);
		expect(failure).toMatchObject({
			message: 'n8n does not accept the login in /home/someone/n8n/login.json.',
			advice: expect.stringMatching(/write the new one into that file.*Wrong username or password/),
		});
		expect(JSON.stringify(failure)).not.toContain(login.password);
	} finally {
		server.close();
	}
});
