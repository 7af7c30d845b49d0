import { isPrivateHost } from '../../../nodes/VoiceClone/web/privateHost.ts';

/** As a URL has it, which is how it is asked about. */
const isPrivate = (host: string): boolean => isPrivateHost(new URL(`http://${host}/a.wav`).hostname);

describe('a host is private', () => {
	test.each([
		'127.0.0.1', '127.255.255.254', '10.0.0.1', '10.255.255.255', '172.16.0.1', '172.31.255.255', '192.168.0.1', '192.168.255.255', '169.254.169.254',
		'0.0.0.0', '0.1.2.3', '100.64.0.1', '100.127.255.255', '192.0.0.8', '192.0.2.1', '198.18.0.1', '198.19.255.255', '198.51.100.7', '203.0.113.9',
		'224.0.0.1', '239.255.255.255', '240.0.0.1', '255.255.255.255',
	])('as the address %s', (host) => expect(isPrivate(host)).toBe(true));

	test.each([
		'2130706433', '017700000001', '0x7f000001', '0x7f.0.0.1', '0177.0.0.1', '127.1', '127.0.1', '10.1', '0', '127.0.0.1.', '①②⑦.0.0.1', '１２７.0.0.1',
		'%31%32%37.0.0.1', '127%2e0.0.1', '127。0。0。1', '0xa9fea9fe', '3232235521',
	])('as an address in the form %s', (host) => expect(isPrivate(host)).toBe(true));

	test.each([
		'[::1]', '[::]', '[0:0:0:0:0:0:0:1]', '[fc00::]', '[fc00::1]', '[fd12:3456::1]', '[fdff:ffff::]', '[fe80::]', '[fe80::1]', '[febf::1]', '[fec0::1]', '[ff02::1]',
		'[::ffff:127.0.0.1]', '[::ffff:7f00:1]', '[::ffff:10.0.0.1]', '[0:0:0:0:0:FFFF:A00:1]', '[::127.0.0.1]', '[64:ff9b::127.0.0.1]', '[64:ff9b:1::a00:1]',
		'[2002:7f00:1::]', '[2001::1]', '[2001:0:7f00:1::]', '[2001:db8::1]', '[100::1]', '[3fff::1]', '[4000::1]', '[1::]',
	])('as %s', (host) => expect(isPrivate(host)).toBe(true));

	test.each([
		'localhost', 'localhost.', 'localhost..', 'LOCALHOST', 'loc%61lhost', 'ｌocalhost', 'a.localhost', 'printer.local', 'printer.local.', 'metadata.google.internal',
		'host.docker.internal', 'nas.lan', 'router.home', 'wiki.corp', 'x.intranet', 'x.private', 'a.home.arpa', 'localhost.localdomain', 'redis', 'n8n', 'api.default.svc',
		'api.default.svc.cluster.local',
	])('as the name %s', (host) => expect(isPrivate(host)).toBe(true));
});

test.each([
	'example.com', 'example.com.', 'files.fish.audio', 'local.example.com', 'localhost.example.com', 'mylocal.net', 'internal.io', 'xn--bcher-kva.example', 'a_b.example.com',
	'1.1.1.1', '8.8.8.8', '9.255.255.255', '11.0.0.0', '100.63.255.255', '100.128.0.0', '126.255.255.255', '128.0.0.0', '169.253.0.1', '169.255.0.1', '172.15.255.255',
	'172.32.0.0', '192.0.1.0', '192.167.255.255', '192.169.0.0', '198.17.255.255', '198.20.0.0', '223.255.255.255',
	'[2606:4700::1111]', '[2001:4860:4860::8888]', '[2a00:1450::1]', '[2001:200::]',
])('%s is public', (host) => expect(isPrivate(host)).toBe(false));
