import { expect, test } from 'vitest';
import { createClientAddress, isAddressOrNetwork } from './forwarded.ts';

const addressOf = createClientAddress(['127.0.0.1', '10.1.0.0/16', 'fd00::/8']);
const message = (remoteAddress: string, forwarded?: string) => ({
  socket: { remoteAddress } as never,
  headers: forwarded === undefined ? {} : { 'x-forwarded-for': forwarded },
});

test.each([
  ['the peer where there is no proxy', '192.0.2.7', undefined, '192.0.2.7'],
  ['the peer, whatever it says of itself', '192.0.2.7', '198.51.100.1', '192.0.2.7'],
  ['what the proxy says', '127.0.0.1', '198.51.100.1', '198.51.100.1'],
  [
    'the last one that is no proxy',
    '::ffff:10.1.2.3',
    '1.2.3.4, 198.51.100.1, 10.1.9.9',
    '198.51.100.1',
  ],
  ['the proxy where it says nothing', '127.0.0.1', undefined, '127.0.0.1'],
  ['the proxy where it says nonsense', 'fd00::1', 'unknown', 'fd00::1'],
])('%s', (_, peer, forwarded, expected) => {
  expect(addressOf(message(peer, forwarded))).toBe(expected);
});

test.each([
  ['10.0.0.1', true],
  ['10.0.0.0/8', true],
  ['fd00::/8', true],
  ['10.0.0.0/33', false],
  ['10.0.0.0/', false],
  ['proxy.example', false],
  ['', false],
])('%s is an address or a network: %s', (text, expected) => {
  expect(isAddressOrNetwork(text)).toBe(expected);
});
