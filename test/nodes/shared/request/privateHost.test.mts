import fc from 'fast-check';
import { IPv4, IPv6 } from 'ipaddr.js';

import { isPrivateHost } from '../../../../nodes/shared/request/privateHost.ts';

/** As the node calls it: with the host name of a parsed URL. */
const isPrivate = (host: string): boolean => isPrivateHost(new URL(`http://${host}/a.wav`).hostname);

describe('a host is private', () => {
	test.each([
		'127.0.0.1',
		'127.255.255.254',
		'10.0.0.1',
		'10.255.255.255',
		'172.16.0.1',
		'172.31.255.255',
		'192.168.0.1',
		'192.168.255.255',
		'169.254.169.254',
		'0.0.0.0',
		'0.1.2.3',
		'100.64.0.1',
		'100.127.255.255',
		'192.0.0.8',
		'192.0.2.1',
		'198.18.0.1',
		'198.19.255.255',
		'198.51.100.7',
		'203.0.113.9',
		'224.0.0.1',
		'239.255.255.255',
		'240.0.0.1',
		'255.255.255.255',
		'168.63.129.16',
		'192.88.99.1',
		'192.31.196.1',
		'192.52.193.1',
		'192.175.48.1',
	])('as the address %s', (host) => expect(isPrivate(host)).toBe(true));

	test.each([
		'2130706433',
		'017700000001',
		'0x7f000001',
		'0x7f.0.0.1',
		'0177.0.0.1',
		'127.1',
		'127.0.1',
		'10.1',
		'0',
		'127.0.0.1.',
		'①②⑦.0.0.1',
		'１２７.0.0.1',
		'%31%32%37.0.0.1',
		'127%2e0.0.1',
		'127。0。0。1',
		'0xa9fea9fe',
		'3232235521',
	])('as an address in the form %s', (host) => expect(isPrivate(host)).toBe(true));

	test.each([
		'[::1]',
		'[::]',
		'[0:0:0:0:0:0:0:1]',
		'[fc00::]',
		'[fc00::1]',
		'[fd12:3456::1]',
		'[fdff:ffff::]',
		'[fe80::]',
		'[fe80::1]',
		'[febf::1]',
		'[fec0::1]',
		'[ff02::1]',
		'[::ffff:127.0.0.1]',
		'[::ffff:7f00:1]',
		'[::ffff:10.0.0.1]',
		'[0:0:0:0:0:FFFF:A00:1]',
		'[::127.0.0.1]',
		'[64:ff9b::127.0.0.1]',
		'[64:ff9b:1::a00:1]',
		'[2002:7f00:1::]',
		'[2001::1]',
		'[2001:0:7f00:1::]',
		'[2001:db8::1]',
		'[100::1]',
		'[3fff::1]',
		'[4000::1]',
		'[1::]',
		'[2620:4f:8000::1]',
	])('as %s', (host) => expect(isPrivate(host)).toBe(true));

	test.each([
		'localhost',
		'localhost.',
		'localhost..',
		'LOCALHOST',
		'loc%61lhost',
		'ｌocalhost',
		'a.localhost',
		'printer.local',
		'printer.local.',
		'metadata.google.internal',
		'host.docker.internal',
		'nas.lan',
		'router.home',
		'wiki.corp',
		'x.intranet',
		'x.private',
		'a.home.arpa',
		'localhost.localdomain',
		'redis',
		'n8n',
		'api.default.svc',
		'api.default.svc.cluster.local',
		'fritz.box',
		'www.fritz.box',
		'api.test',
		'db.pod.cluster',
		'x.invalid',
		'127.0.0.1.nip.io',
		'10-0-0-1.sslip.io',
		'app.localtest.me',
	])('as the name %s', (host) => expect(isPrivate(host)).toBe(true));
});

test.each([
	'example.com',
	'example.com.',
	'test.com',
	'fritz.box.example.com',
	'notfritz.box',
	'home.arpa.net',
	'arpa.com',
	'files.fish.audio',
	'local.example.com',
	'localhost.example.com',
	'mylocal.net',
	'internal.io',
	'xn--bcher-kva.example',
	'a_b.example.com',
	'1.1.1.1',
	'8.8.8.8',
	'9.255.255.255',
	'11.0.0.0',
	'100.63.255.255',
	'100.128.0.0',
	'126.255.255.255',
	'128.0.0.0',
	'169.253.0.1',
	'169.255.0.1',
	'172.15.255.255',
	'172.32.0.0',
	'192.0.1.0',
	'168.63.129.15',
	'168.63.129.17',
	'192.88.98.255',
	'192.88.100.0',
	'192.167.255.255',
	'192.169.0.0',
	'198.17.255.255',
	'198.20.0.0',
	'223.255.255.255',
	'[2606:4700::1111]',
	'[2001:4860:4860::8888]',
	'[2a00:1450::1]',
	'[2001:200::]',
	'[2620:4f::1]',
])('%s is public', (host) => expect(isPrivate(host)).toBe(false));

/** The registries of special addresses, as another library has them. */
describe('agrees with ipaddr.js', () => {
	const azure = '168.63.129.16';
	const octet = fc.integer({ min: 0, max: 255 });
	const random = fc.tuple(octet, octet, octet, octet);
	const { SpecialRanges } = IPv4.prototype as unknown as { SpecialRanges: Record<string, Array<[IPv4, number]>> };
	const edges = Object.values(SpecialRanges).flatMap((ranges) => ranges.map(([network]) => network.toByteArray()));
	/** Its networks, and their neighbours. */
	const atEdge = fc.tuple(fc.constantFrom(...edges), fc.integer({ min: -2, max: 258 })).map(([bytes, by]) => {
		const number = (bytes.reduce((sum, byte) => sum * 256 + byte, 0) + by + 2 ** 32) % 2 ** 32;
		return [24, 16, 8, 0].map((shift) => Math.floor(number / 2 ** shift) % 256);
	});

	/** All forms of an IPv4 address that the platform accepts. */
	const writings: Array<(bytes: number[]) => string> = [
		(bytes) => bytes.join('.'),
		(bytes) => bytes.map((byte) => `0${byte.toString(8)}`).join('.'),
		(bytes) => bytes.map((byte) => `0x${byte.toString(16)}`).join('.'),
		([a = 0, b = 0, c = 0, d = 0]) => String(((a * 256 + b) * 256 + c) * 256 + d),
		([a, b = 0, c = 0, d = 0]) => `${a}.${(b * 256 + c) * 256 + d}`,
		([a, b, c = 0, d = 0]) => `${a}.${b}.${c * 256 + d}`,
		(bytes) => `${bytes.join('.')}.`,
		(bytes) => bytes.join('。').replace(/\d/g, (digit) => String.fromCodePoint(0xff10 + Number(digit))),
	];

	test('on IPv4 in every form', () => {
		fc.assert(
			fc.property(fc.oneof(random, atEdge), fc.constantFrom(...writings), (bytes, write) => {
				const special = new IPv4([...bytes]).range() !== 'unicast' || bytes.join('.') === azure;
				expect([write([...bytes]), isPrivate(write([...bytes]))]).toEqual([write([...bytes]), special]);
			}),
			{ numRuns: 5_000 },
		);
	});

	test('but always refuses IPv4 within IPv6', () => {
		fc.assert(
			fc.property(
				random,
				fc.constantFrom('::ffff:', '::', '::ffff:0:', '64:ff9b::', '64:ff9b:1::'),
				(bytes, prefix) => {
					expect(isPrivate(`[${prefix}${bytes.join('.')}]`)).toBe(true);
				},
			),
		);
	});

	test('on IPv6: no special address passes, and no public one is refused', () => {
		const group = fc.integer({ min: 0, max: 0xffff });
		const starts = fc.constantFrom(
			[0x2001],
			[0x2001, 0],
			[0x2001, 0xdb8],
			[0x2002],
			[0x2620, 0x4f, 0x8000],
			[0x3fff],
			[0x5f00],
			[0xfc00],
			[0xfe80],
			[0x64, 0xff9b],
			[0],
			[0x100],
		);
		const groups = fc.tuple(
			fc.oneof(starts, fc.constant<number[]>([])),
			fc.array(group, { minLength: 8, maxLength: 8 }),
		);
		fc.assert(
			fc.property(groups, ([start, rest]) => {
				const address = new IPv6([...start, ...rest].slice(0, 8));
				const isPublic = !isPrivate(`[${address.toString()}]`);
				if (isPublic) expect([address.toString(), address.range()]).toEqual([address.toString(), 'unicast']);
				const [first = 0, second = 0] = address.parts;
				const isGiven = first >= 0x2000 && first < 0x3fff && !(first === 0x2001 && second < 0x200);
				if (isGiven && address.range() === 'unicast')
					expect([address.toString(), isPublic]).toEqual([address.toString(), true]);
			}),
			{ numRuns: 5_000 },
		);
	});
});

test('a name of a million dots is judged at once', () => {
	expect(isPrivateHost(`${'.'.repeat(1_000_000)}a`)).toBe(false);
	expect(isPrivateHost(`a${'.'.repeat(1_000_000)}`)).toBe(true);
});
