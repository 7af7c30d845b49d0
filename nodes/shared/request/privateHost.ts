/**
 * IPv4 networks outside of the public internet: IANA's registry of special-purpose addresses, multicast, and
 * 168.63.129.16, which no registry lists: the address of Azure's own service on each of its machines.
 */
const closedNetworks = [
	'0.0.0.0/8',
	'10.0.0.0/8',
	'100.64.0.0/10',
	'127.0.0.0/8',
	'168.63.129.16/32',
	'169.254.0.0/16',
	'172.16.0.0/12',
	'192.0.0.0/24',
	'192.0.2.0/24',
	'192.31.196.0/24',
	'192.52.193.0/24',
	'192.88.99.0/24',
	'192.168.0.0/16',
	'192.175.48.0/24',
	'198.18.0.0/15',
	'198.51.100.0/24',
	'203.0.113.0/24',
	'224.0.0.0/3',
];

/**
 * Last parts of names in private networks: IANA's special-use names, those of RFC 6762 (appendix G), of clusters and of
 * routers. Also public services that resolve a name to any address written in it.
 */
const privateNames = new Set(
	(
		'alt internal invalid local localhost onion test home.arpa corp home intranet lan private localdomain ' +
		'cluster svc ' +
		'easy.box fritz.box speedport.ip lvh.me localtest.me nip.io sslip.io traefik.me xip.io'
	).split(' '),
);

const numberOf = (address: string): number =>
	address.split('.').reduce((number, part) => number * 256 + Number(part), 0);

const isClosed = (address: string): boolean =>
	closedNetworks.some((closed) => {
		const [first = '', bits] = closed.split('/');
		const network = (one: string): number => Math.floor(numberOf(one) / 2 ** (32 - Number(bits)));
		return network(address) === network(first);
	});

/** Allows only global-unicast IPv6. That also blocks every way of embedding an IPv4 address. */
function isPublicIpv6(host: string): boolean {
	const [first = 0, second = 0, third = 0] = host
		.slice(1)
		.split(':')
		.map((group) => parseInt(group, 16) || 0);
	// Tunnels that carry an IPv4 address (2001::/32, 2002::/16), reserved networks beside them, and documentation.
	if (first === 0x2001) return second >= 0x200 && second !== 0xdb8;
	// AS112: the name service for private networks.
	if (first === 0x2620 && second === 0x4f && third === 0x8000) return false;
	return first >= 0x2000 && first < 0x3fff && first !== 0x2002;
}

/** Whether a name, or a name above it, belongs to a private network. */
function isPrivateName(name: string): boolean {
	const parts = name.split('.');
	// A name without a dot is first looked up in the local network.
	return parts.length < 2 || privateNames.has(parts.slice(-1).join('.')) || privateNames.has(parts.slice(-2).join('.'));
}

/**
 * Whether the host of a URL looks private, without looking it up. Pass the `hostname` of a URL object: it has only one
 * form for all the ways to write an address (decimal, octal, hexadecimal, short, full width).
 */
export function isPrivateHost(hostname: string): boolean {
	if (hostname.startsWith('[')) return !isPublicIpv6(hostname);
	let end = hostname.length;
	while (hostname.endsWith('.', end)) end -= 1;
	const name = hostname.slice(0, end);
	return /^[\d.]+$/.test(name) ? isClosed(name) : isPrivateName(name);
}
