/**
 * An issuer that the department has: the embedded cloud and the page with a provider that this
 * project did not write, on another origin.
 */
import { rmSync } from 'node:fs';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { type Cloud, startCloud } from '../local/cloud/cloud.ts';
import { externalIdentity } from '../local/cloud/identity/external.ts';
import {
  CALLBACK,
  currentSession,
  finishSignIn,
  freshSession,
  signIn,
  signOut,
} from '../web/session.ts';
import { CDK_OUT, newDataDir } from './support/embedded.ts';
import { SERVICE, startProvider, type TestProvider, TOKEN_SECONDS } from './support/provider.ts';

const PROVINCE = '410000000000';
const STATION = '410102001000';
const CLIENT = 'fengqiao-page';
const CLAIMS = {
  wang: { unit: PROVINCE, role: 'administrator' },
  [SERVICE.id]: { unit: STATION, role: 'clerk' },
};

const dataDir = newDataDir('issuer');
let provider: TestProvider;
let cloud: Cloud;

beforeAll(async () => {
  provider = await startProvider(CLIENT);
  cloud = await startCloud({
    ...{ dataDir, port: 0, cdkOut: CDK_OUT, schedules: 'paused' },
    identity: { issuer: provider.issuer, clientId: CLIENT },
  });
  provider.open(cloud.url, CLAIMS);
  vi.stubGlobal('fetch', fetchAsPage);
  vi.stubGlobal('sessionStorage', storage());
  vi.stubGlobal('localStorage', storage());
  vi.stubGlobal('window', new EventTarget());
  vi.stubGlobal('location', {
    origin: cloud.url,
    assign: (url: URL | string) => addresses.push(String(url)),
  });
});

afterEach(() => {
  vi.useRealTimers();
});

afterAll(async () => {
  vi.unstubAllGlobals();
  await cloud?.stop();
  await provider?.close();
  rmSync(dataDir, { recursive: true, force: true });
});

/** Where the page has sent the browser. */
const addresses: string[] = [];
const realFetch = globalThis.fetch;
/** As a browser does it: the page's own addresses are its origin's, and others are told of it. */
const fetchAsPage: typeof fetch = (input, init) => {
  const url = new URL(String(input), cloud.url);
  const isOther = url.origin !== cloud.url;
  const headers = { ...(init?.headers as object), ...(isOther && { origin: cloud.url }) };
  return realFetch(url, { ...init, headers });
};

function storage(): Pick<Storage, 'getItem' | 'setItem' | 'removeItem' | 'key' | 'length'> {
  const held = new Map<string, string>();
  return {
    getItem: (key) => held.get(key) ?? null,
    setItem: (key, value) => void held.set(key, value),
    removeItem: (key) => void held.delete(key),
    key: (index) => [...held.keys()][index] ?? null,
    get length() {
      return held.size;
    },
  };
}

/** A browser at the provider: follows it with cookies, fills its two forms, stops at the page. */
async function throughProvider(start: string, account: string): Promise<URL> {
  const cookies = new Map<string, string>();
  let next = new URL(start);
  let form: URLSearchParams | undefined;
  for (let step = 0; step < 20; step += 1) {
    if (next.origin === cloud.url) return next;
    const response = await realFetch(next, {
      method: form ? 'POST' : 'GET',
      redirect: 'manual',
      headers: { cookie: [...cookies].map((pair) => pair.join('=')).join('; ') },
      ...(form && { body: form }),
    });
    for (const cookie of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(cookie) ?? [];
      cookies.set(name, value);
    }
    const target = response.headers.get('location');
    const html = target === null ? await response.text() : '';
    const [, action] = /<form[^>]* action="([^"]+)"/.exec(html) ?? [];
    const [, prompt] = /name="prompt" value="([^"]+)"/.exec(html) ?? [];
    if (target === null && !action) throw new Error(`${response.status} ${html}`);
    form =
      target === null
        ? new URLSearchParams({ prompt: prompt ?? '', login: account, password: 'x' })
        : undefined;
    next = new URL(target ?? action ?? '', next);
  }
  throw new Error('no way back to the page');
}

async function signInAs(account: string, address = '/rankings'): Promise<string | undefined> {
  await signIn(address);
  const back = await throughProvider(addresses.pop() ?? '', account);
  expect(back.pathname).toBe(CALLBACK);
  return finishSignIn(back.searchParams);
}

const ask = (token: string | undefined, path = '/v1/periods') =>
  realFetch(
    cloud.url + path,
    token === undefined ? {} : { headers: { authorization: `Bearer ${token}` } },
  );

describe('the page', () => {
  it('signs in by discovery, PKCE, state and nonce, and the API takes the token', async () => {
    expect(await signInAs('wang')).toBe('/rankings');
    const session = currentSession();
    expect(session).toMatchObject({ account: 'wang', unit: PROVINCE, role: 'administrator' });
    expect((await ask(session?.accessToken)).status).toBe(200);
    expect((await ask(undefined)).status).toBe(401);
  });

  it('renews a short session with a refresh token, once for all calls', async () => {
    await signInAs('wang');
    const before = currentSession();
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + (TOKEN_SECONDS - 10) * 1000 });
    const [one, other] = await Promise.all([freshSession(), freshSession()]);
    expect(one?.accessToken).not.toBe(before?.accessToken);
    expect(other).toEqual(one);
    expect(one?.refreshToken).not.toBe(before?.refreshToken);
    expect((await ask(one?.accessToken)).status).toBe(200);
  });

  it('asks to sign in again where the issuer renews no more', async () => {
    await signInAs('wang');
    const kept = sessionStorage.getItem('fengqiao.session') ?? '';
    sessionStorage.setItem(
      'fengqiao.session',
      JSON.stringify({ ...JSON.parse(kept), refreshToken: 'spent', expiresAt: 0 }),
    );
    expect(await freshSession()).toBeUndefined();
    expect(currentSession()).toBeUndefined();
  });

  it('takes no answer to another question', async () => {
    await signIn('/');
    const asked = addresses.pop() ?? '';
    const back = await throughProvider(asked, 'wang');
    const other = new URLSearchParams(back.searchParams);
    other.set('state', 'another');
    expect(await finishSignIn(other)).toBeUndefined();
    // What it remembered is spent by the try.
    expect(await finishSignIn(back.searchParams)).toBeUndefined();

    await signIn('/');
    const forged = new URL(addresses.pop() ?? '');
    forged.searchParams.set('nonce', 'another');
    const answer = await throughProvider(forged.href, 'wang');
    expect(await finishSignIn(answer.searchParams)).toBeUndefined();

    await signIn('/');
    const elsewhere = await throughProvider(addresses.pop() ?? '', 'wang');
    elsewhere.searchParams.set('iss', 'https://elsewhere.invalid');
    expect(await finishSignIn(elsewhere.searchParams)).toBeUndefined();
  });

  it('signs out there too, to come back', async () => {
    await signInAs('wang');
    await signOut();
    const left = new URL(addresses.pop() ?? '');
    expect(left.origin).toBe(provider.issuer);
    expect(left.searchParams.get('post_logout_redirect_uri')).toBe(`${cloud.url}/`);
    expect((await realFetch(left)).status).toBe(200);
    expect(currentSession()).toBeUndefined();
  });

  it('may ask the issuer’s origin, and is answered across origins', async () => {
    const page = await ask(undefined, '/');
    expect(page.headers.get('content-security-policy')).toContain(
      `connect-src 'self' ${provider.issuer} `,
    );
    const discovery = await fetchAsPage(`${provider.issuer}/.well-known/openid-configuration`);
    expect(discovery.headers.get('access-control-allow-origin')).toMatch(/^\*$|^http/);
  });
});

describe('the API', () => {
  it('has no local issuer beside another', async () => {
    const answer = await ask(undefined, '/oidc/.well-known/openid-configuration');
    expect(answer.headers.get('content-type')).not.toContain('application/json');
    const local = await cloud.token({ unit: PROVINCE, role: 'administrator' });
    expect((await ask(local)).status).toBe(401);
  });

  it('turns away who has no unit there', async () => {
    await signInAs('li');
    const answer = await ask(currentSession()?.accessToken);
    expect([answer.status, await answer.json()]).toMatchObject([403, { code: 'no_branch' }]);
  });

  it('takes a service account’s client credentials', async () => {
    const response = await realFetch(`${provider.issuer}/token`, {
      method: 'POST',
      headers: {
        authorization: `Basic ${Buffer.from(`${SERVICE.id}:${SERVICE.secret}`).toString('base64')}`,
      },
      body: new URLSearchParams({ grant_type: 'client_credentials' }),
    });
    const { access_token } = (await response.json()) as { readonly access_token: string };
    expect((await ask(access_token)).status).toBe(200);
    expect((await ask(access_token, '/v1/runs')).status).toBe(403);
  });

  it('follows new keys without a restart', async () => {
    await signInAs('wang');
    const before = currentSession()?.accessToken;
    expect((await ask(before)).status).toBe(200);
    provider.rotateKeys();
    // Keys are looked up again half a minute after the last time, and not at every unknown one.
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 31_000 });
    await signInAs('wang');
    expect((await ask(currentSession()?.accessToken)).status).toBe(200);
    expect((await ask(before)).status).toBe(401);
  });
});

describe('the environment', () => {
  it('names an issuer, or none', () => {
    expect(externalIdentity({})).toBeUndefined();
    expect(externalIdentity({ FENGQIAO_OIDC_ISSUER: 'https://sso.test/realms/police' })).toEqual({
      ...{ issuer: 'https://sso.test/realms/police', clientId: 'fengqiao' },
    });
    expect(externalIdentity({ FENGQIAO_OIDC_ISSUER: 'http://sso.test' })).toContain('https');
  });
});
