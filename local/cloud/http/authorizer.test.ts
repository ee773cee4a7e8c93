/** Issuers that cannot be asked, or not be believed. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { expect, onTestFinished, test } from 'vitest';
import { createAuthorizer } from './authorizer.ts';

const { publicKey, privateKey } = await generateKeyPair('RS256');
const JWKS = { keys: [{ ...(await exportJWK(publicKey)), kid: 'k', alg: 'RS256' }] };

interface Answers {
  discovery: unknown;
  keys: unknown;
}

/** An issuer that answers what the test says; a number is a status, a text no JSON. */
async function issuerSaying(answersOf: (issuer: string) => Answers) {
  const server = createServer(({ url }, response) => {
    const answer = url === '/jwks' ? answers.keys : answers.discovery;
    if (typeof answer === 'number') response.writeHead(answer).end();
    else response.end(typeof answer === 'string' ? answer : JSON.stringify(answer));
  });
  server.listen(0, '127.0.0.1');
  await new Promise((resolve) => {
    server.once('listening', resolve);
  });
  onTestFinished(() => void server.close());
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const answers = answersOf(issuer);
  return { issuer, answers };
}

const sound = (issuer: string): Answers => ({
  discovery: { issuer, jwks_uri: `${issuer}/jwks` },
  keys: JWKS,
});

const tokenOf = async (issuer: string) =>
  `Bearer ${await new SignJWT({ iss: issuer, aud: 'fengqiao', exp: 4e9 })
    .setProtectedHeader({ alg: 'RS256', kid: 'k' })
    .sign(privateKey)}`;

test.each<[string, (issuer: string) => Partial<Answers>, RegExp]>([
  ['answers a fault', () => ({ discovery: 502 }), /应答 502 · .* answers 502/],
  ['answers a page', () => ({ discovery: '<html>' }), /JSON/],
  ['answers something else', () => ({ discovery: { a: 1 } }), /no discovery document/],
  [
    'has another name',
    (issuer) => ({ discovery: { issuer: `${issuer}/`, jwks_uri: `${issuer}/jwks` } }),
    /calls itself http:.*\/: set it so/,
  ],
  ['has no keys', () => ({ keys: 404 }), /\/jwks 连不上.*cannot be reached/],
  ['has keys that are none', () => ({ keys: { a: 1 } }), /\/jwks 连不上.*cannot be reached/],
])('an issuer that %s says nothing of tokens', async (_, wrong, why) => {
  const { issuer } = await issuerSaying((name) => ({ ...sound(name), ...wrong(name) }));
  const { authorize, faultOf } = createAuthorizer();
  const audience = ['fengqiao'];
  const answer = await authorize({ issuer, audience }, await tokenOf(issuer));
  expect(answer).toEqual({ kind: 'unavailable', why: expect.stringMatching(why) });
  expect(await faultOf(issuer)).toMatch(why);
});

test('an issuer may come later, and is asked again', async () => {
  const { issuer, answers } = await issuerSaying((name) => ({ ...sound(name), discovery: 503 }));
  const { authorize, faultOf } = createAuthorizer(undefined, 20);
  const ask = async (audience: string) =>
    (await authorize({ issuer, audience: [audience] }, await tokenOf(issuer))).kind;
  expect(await ask('fengqiao')).toBe('unavailable');
  answers.discovery = sound(issuer).discovery;
  await expect.poll(() => ask('fengqiao')).toBe('authorized');
  expect(await faultOf(issuer)).toBeUndefined();
  expect(await ask('another')).toBe('unauthorized');
});
