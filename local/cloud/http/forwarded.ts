/** Whom a request comes from, also where a proxy stands before this machine. */
import type { IncomingMessage } from 'node:http';
import { BlockList, isIP } from 'node:net';

/** `10.1.2.3`, `10.1.2.0/24`, `fd00::/8`. */
export function isAddressOrNetwork(text: string): boolean {
  const { address, length } = split(text);
  const most = isIP(address) === 6 ? 128 : 32;
  return isIP(address) !== 0 && Number.isInteger(length ?? 0) && (length ?? 0) <= most;
}

/**
 * Reads the client's address. `X-Forwarded-For` is believed from the named proxies alone, and
 * from its end: what stands before the first address that is no proxy's, the client may have made up.
 */
export function createClientAddress(
  proxies: readonly string[],
): (message: Pick<IncomingMessage, 'socket' | 'headers'>) => string {
  const trusted = new BlockList();
  for (const { address, length } of proxies.map(split)) {
    const family = familyOf(address);
    if (length === undefined) trusted.addAddress(address, family);
    else trusted.addSubnet(address, length, family);
  }
  const isProxy = (address: string) =>
    isIP(address) !== 0 && trusted.check(address, familyOf(address));

  return ({ socket, headers }) => {
    const peer = plain(socket.remoteAddress ?? '');
    if (!isProxy(peer)) return peer;
    const forwarded = [headers['x-forwarded-for'] ?? []]
      .flat()
      .join(',')
      .split(',')
      .map((part) => plain(part.trim()))
      .filter((part) => isIP(part) !== 0);
    return forwarded.findLast((address) => !isProxy(address)) ?? peer;
  };
}

function split(text: string): { readonly address: string; readonly length: number | undefined } {
  const [address = '', length] = text.split('/', 2);
  return { address, length: length === undefined ? undefined : Number(length || Number.NaN) };
}

const familyOf = (address: string) => (isIP(address) === 6 ? 'ipv6' : 'ipv4');

/** IPv4 as it is, also where the socket is one for both. */
const plain = (address: string) => address.replace(/^::ffff:(?=\d+\.)/, '');
