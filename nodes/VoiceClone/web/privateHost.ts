/** IPv4 networks that are not of the public internet (IANA, special-purpose address registry). */
const closedNetworks = [
	'0.0.0.0/8',
	'10.0.0.0/8',
	'100.64.0.0/10',
	'127.0.0.0/8',
	'169.254.0.0/16',
	'172.16.0.0/12',
	'192.0.0.0/24',
	'192.0.2.0/24',
	'192.168.0.0/16',
	'198.18.0.0/15',
	'198.51.100.0/24',
	'203.0.113.0/24',
	'224.0.0.0/3',
];

/** Endings of names that lead nowhere but into one's own network. */
const innerNames = /(^|\.)(localhost|local|internal|localdomain|lan|home|corp|intranet|private|svc|home\.arpa)$/;

const numberOf = (address: string): number => address.split('.').reduce((number, part) => number * 256 + Number(part), 0);

const isClosed = (address: string): boolean =>
	closedNetworks.some((closed) => {
		const [first = '', bits] = closed.split('/');
		const network = (one: string): number => Math.floor(numberOf(one) / 2 ** (32 - Number(bits)));
		return network(address) === network(first);
	});

/** Of IPv6 only what is given to the public is let through: so IPv4 in the clothes of IPv6 need not be known in all of its forms. */
function isPublicIpv6(host: string): boolean {
	const [first = 0, second = 0] = host.slice(1).split(':').map((group) => parseInt(group, 16) || 0);
	// Tunnels that carry an IPv4 address (2001::/32, 2002::/16), what is reserved beside them, and addresses for documentation.
	if (first === 0x2001) return second >= 0x200 && second !== 0xdb8;
	return first >= 0x2000 && first < 0x3fff && first !== 0x2002;
}

/**
 * Whether the host of a URL is, by its looks, not on the public internet. It has to be the `hostname` of a URL: the platform
 * has then brought all the ways to write an address (decimal, octal, hexadecimal, short, full width) into one form.
 */
export function isPrivateHost(hostname: string): boolean {
	if (hostname.startsWith('[')) return !isPublicIpv6(hostname);
	const name = hostname.replace(/\.+$/, '');
	if (/^[\d.]+$/.test(name)) return isClosed(name);
	// A name without a dot is looked up in the own network first.
	return !name.includes('.') || innerNames.test(name);
}
