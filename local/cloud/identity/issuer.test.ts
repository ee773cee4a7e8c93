import { createHash, randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createRemoteJWKSet, decodeJwt, jwtVerify } from 'jose';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type HttpPort, openPort } from '../http/server.ts';
import {
  AccountsError,
  accountsFile,
  addServiceAccount,
  ensureAccounts,
  readAccounts,
} from './accounts.ts';
import { createIssuer } from './issuer.ts';
import { signingKey } from './keys.ts';
import { issuerUrl } from './tokens.ts';

const dataDir = mkdtempSync(join(tmpdir(), 'issuer-'));
let port: HttpPort;
let issuer = '';
let now = 0;

beforeAll(async () => {
  port = await openPort(0, undefined);
  issuer = issuerUrl(`http://localhost:${port.port}`);
  ensureAccounts(dataDir);
  port.open(createIssuer({ issuer, key: await signingKey(dataDir), dataDir, now: () => now }));
});

afterAll(async () => {
  await port.close();
  rmSync(dataDir, { recursive: true });
});

const verifier = randomBytes(32).toString('base64url');
const good = () => ({
  response_type: 'code',
  client_id: 'fengqiao',
  redirect_uri: new URL('/callback', issuer).href,
  code_challenge: createHash('sha256').update(verifier).digest('base64url'),
  code_challenge_method: 'S256',
  state: 'my "state"',
  nonce: 'my-nonce',
});

const post = (path: string, fields: Record<string, string>) =>
  fetch(`${issuer}/${path}`, {
    method: 'POST',
    redirect: 'manual',
    body: new URLSearchParams(fields),
  });

/** Where the browser is sent back to after choosing an account. */
async function signIn(changes: Record<string, string> = {}): Promise<URL> {
  const response = await post('authorize', { ...good(), account: 'henan-admin', ...changes });
  expect(response.status).toBe(303);
  return new URL(response.headers.get('location') ?? '');
}

async function redeem(code: string, changes: Record<string, string> = {}) {
  const response = await post('token', {
    grant_type: 'authorization_code',
    client_id: 'fengqiao',
    redirect_uri: good().redirect_uri,
    code_verifier: verifier,
    code,
    ...changes,
  });
  return { status: response.status, ...(await response.json()) };
}

describe('signing in', () => {
  test('from discovery to a token that the published keys verify', async () => {
    const discovery = await (await fetch(`${issuer}/.well-known/openid-configuration`)).json();
    expect(discovery.issuer).toBe(issuer);

    const asking = new URL(discovery.authorization_endpoint);
    asking.search = new URLSearchParams(good()).toString();
    const page = await (await fetch(asking)).text();
    expect(page).toContain('寺坡街道');
    expect(page).toContain('没有密码');
    expect(page).toContain('my &quot;state&quot;');

    const back = await signIn();
    expect(back.origin + back.pathname).toBe(good().redirect_uri);
    expect(back.searchParams.get('state')).toBe('my "state"');
    expect(back.searchParams.get('iss')).toBe(issuer);

    const answer = await redeem(back.searchParams.get('code') ?? '');
    expect(answer).toMatchObject({ status: 200, token_type: 'Bearer' });
    const keys = createRemoteJWKSet(new URL(discovery.jwks_uri));
    const access = await jwtVerify(answer.access_token, keys, { issuer, audience: 'fengqiao' });
    expect(access.payload).toMatchObject({
      sub: 'henan-admin',
      client_id: 'fengqiao',
      fengqiao_unit: '410000000000',
      fengqiao_role: 'administrator',
    });
    const identity = await jwtVerify(answer.id_token, keys, { issuer, audience: 'fengqiao' });
    expect(identity.payload).toMatchObject({ nonce: 'my-nonce', name: '河南省 · 管理员' });
  });

  test('a link that names an account signs nobody in', async () => {
    const link = `${issuer}/authorize?${new URLSearchParams({ ...good(), account: 'henan-admin' })}`;
    expect((await fetch(link, { redirect: 'manual' })).status).toBe(200);
  });

  test('a redirect to another origin is refused on the spot', async () => {
    for (const redirect_uri of ['https://example.org/', 'http://localhost:1/', 'nonsense']) {
      const response = await post('authorize', { ...good(), redirect_uri, account: 'henan-admin' });
      expect(response.status).toBe(400);
    }
    expect((await post('authorize', { ...good(), client_id: 'other' })).status).toBe(400);
  });

  test.each([
    { code_challenge_method: 'plain' },
    { code_challenge: 'short' },
    { response_type: 'token' },
  ])('%j is refused with a way back', async (changes) => {
    const back = await signIn(changes);
    expect(back.searchParams.get('error')).toBe('invalid_request');
    expect(back.searchParams.has('code')).toBe(false);
  });
});

describe('a code', () => {
  let code = '';
  beforeEach(async () => {
    code = (await signIn()).searchParams.get('code') ?? '';
  });

  test('is good once', async () => {
    expect((await redeem(code)).status).toBe(200);
    expect(await redeem(code)).toMatchObject({ status: 400, error: 'invalid_grant' });
  });

  test('is good for a minute', async () => {
    now += 60_000;
    expect((await redeem(code)).error).toBe('invalid_grant');
  });

  test('is good for its verifier and its client only, and spent by a wrong try', async () => {
    const wrong = { code_verifier: randomBytes(32).toString('base64url') };
    expect((await redeem(code, wrong)).error).toBe('invalid_grant');
    expect((await redeem(code)).error).toBe('invalid_grant');
    expect((await redeem('', { redirect_uri: issuer })).error).toBe('invalid_grant');
    expect((await redeem(code, { grant_type: 'password' })).error).toBe('unsupported_grant_type');
  });
});

const token = async (fields: Record<string, string>, headers: Record<string, string> = {}) => {
  const response = await fetch(`${issuer}/token`, {
    ...{ method: 'POST', headers, body: new URLSearchParams(fields) },
  });
  return { status: response.status, ...(await response.json()) };
};

describe('a refresh token', () => {
  const renew = (refresh_token: string) =>
    token({ grant_type: 'refresh_token', client_id: 'fengqiao', refresh_token });
  const begin = async () => {
    const code = (await signIn()).searchParams.get('code') ?? '';
    return String((await redeem(code)).refresh_token);
  };

  test('is good once, and gives the next', async () => {
    const first = await begin();
    const renewed = await renew(first);
    expect(renewed).toMatchObject({ status: 200, token_type: 'Bearer' });
    expect(decodeJwt(renewed.access_token)).toMatchObject({ fengqiao_role: 'administrator' });
    expect((await renew(renewed.refresh_token)).status).toBe(200);
  });

  test('that is used again ends the sign-in for both who have it', async () => {
    const first = await begin();
    const { refresh_token } = await renew(first);
    expect(await renew(first)).toMatchObject({ status: 400, error: 'invalid_grant' });
    expect((await renew(refresh_token)).error).toBe('invalid_grant');
  });

  test('ends with the working day, and a wrong one ends nothing', async () => {
    const first = await begin();
    expect((await renew(`${first.split('.')[0]}.wrong`)).error).toBe('invalid_grant');
    now += 8 * 3600 * 1000;
    expect((await renew(first)).error).toBe('invalid_grant');
  });

  test('gives nothing to an account that is gone', async () => {
    const first = await begin();
    const before = readFileSync(accountsFile(dataDir), 'utf8');
    writeFileSync(accountsFile(dataDir), '[]');
    const answer = await renew(first);
    writeFileSync(accountsFile(dataDir), before);
    expect(answer.error).toBe('invalid_grant');
  });
});

describe('a service account', () => {
  const id = 'sipo-software';
  let secret = '';
  beforeAll(() => {
    secret = addServiceAccount(dataDir, { id, unit: '410481002000' });
  });
  const grant_type = 'client_credentials';
  const basic = (password: string) => ({
    authorization: `Basic ${Buffer.from(`${id}:${password}`).toString('base64')}`,
  });

  test('gets a clerk’s token by its secret, in the header or in the form', async () => {
    const answers = [
      await token({ grant_type }, basic(secret)),
      await token({ grant_type, client_id: id, client_secret: secret }),
    ];
    for (const answer of answers) {
      expect(answer.status).toBe(200);
      expect(answer).not.toHaveProperty('refresh_token');
      expect(decodeJwt(answer.access_token)).toMatchObject({
        ...{ sub: id, client_id: id, aud: 'fengqiao' },
        ...{ fengqiao_unit: '410481002000', fengqiao_role: 'clerk' },
      });
    }
  });

  test('is turned away without it, and an account without a secret has none', async () => {
    const refused = { status: 401, error: 'invalid_client' };
    expect(await token({ grant_type }, basic('wrong'))).toMatchObject(refused);
    expect(await token({ grant_type })).toMatchObject(refused);
    const person = { grant_type, client_id: 'henan-admin', client_secret: '' };
    expect(await token(person)).toMatchObject(refused);
  });

  test('does not sign in on the page; its secret is nowhere, and it is no more than a clerk', async () => {
    const page = await (await fetch(`${issuer}/authorize?${new URLSearchParams(good())}`)).text();
    expect(page).not.toContain(id);
    const back = await post('authorize', { ...good(), account: id });
    expect(back.status).toBe(200);
    const kept = readFileSync(accountsFile(dataDir), 'utf8');
    expect(kept).not.toContain(secret);
    expect(() => addServiceAccount(dataDir, { id, unit: '410481002000' })).toThrow(AccountsError);
    writeFileSync(
      accountsFile(dataDir),
      kept.replace(/"role": "clerk",(\s+"secretHash")/, '"role": "reviewer",$1'),
    );
    expect(() => readAccounts(dataDir)).toThrow('a service account is a clerk');
    writeFileSync(accountsFile(dataDir), kept);
  });
});

test('signing out leads back to the page, and nowhere else', async () => {
  const leave = (to: string) =>
    fetch(`${issuer}/end_session?post_logout_redirect_uri=${encodeURIComponent(to)}`, {
      redirect: 'manual',
    });
  expect((await leave(new URL('/', issuer).href)).status).toBe(303);
  expect((await leave('https://example.org/')).status).toBe(200);
});

test('an accounts file that is wrong says where', async () => {
  const before = readFileSync(accountsFile(dataDir));
  writeFileSync(
    accountsFile(dataDir),
    '[{"id":"x","name":{"zh":"x","en":"x"},"unit":"41","role":"viewer"}]',
  );
  const response = await post('authorize', good());
  writeFileSync(accountsFile(dataDir), before);
  expect(response.status).toBe(500);
  expect(await response.text()).toContain('12 digits');
});

test('the key is made once, whoever comes first, and is nobody else’s to read', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'key-'));
  const keys = await Promise.all([signingKey(folder), signingKey(folder)]);
  expect(keys[0].id).toBe(keys[1].id);
  expect(statSync(join(folder, 'issuer-key.pem')).mode & 0o777).toBe(0o600);
  rmSync(folder, { recursive: true });
});
