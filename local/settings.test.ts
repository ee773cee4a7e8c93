import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { readSettings, SettingsError } from './settings.ts';

test('nothing is needed, and what is empty is not set', () => {
  const defaults = {
    FENGQIAO_DATA: '.fengqiao',
    PORT: 8080,
    FENGQIAO_TRUSTED_PROXY: [],
    FENGQIAO_S3_PORT: 9000,
  };
  expect(readSettings({})).toEqual(defaults);
  expect(readSettings({ PORT: '', FENGQIAO_TLS_CERT: '' })).toEqual(defaults);
});

test('all of them', () => {
  expect(
    readSettings({
      FENGQIAO_DATA: '/var/lib/fengqiao/data',
      PORT: '8443',
      HOST: '0.0.0.0',
      FENGQIAO_OIDC_ISSUER: 'https://sso.test/realms/police',
      FENGQIAO_PUBLIC_URL: 'https://Fengqiao.example:8443/',
      FENGQIAO_TLS_CERT: '/etc/fengqiao/tls.crt',
      FENGQIAO_TLS_KEY: '/etc/fengqiao/tls.key',
      FENGQIAO_TRUSTED_PROXY: '127.0.0.1, 10.0.0.0/8,fd00::/8',
    }),
  ).toMatchObject({
    PORT: 8443,
    FENGQIAO_PUBLIC_URL: 'https://fengqiao.example:8443',
    FENGQIAO_TRUSTED_PROXY: ['127.0.0.1', '10.0.0.0/8', 'fd00::/8'],
  });
});

test('a sign-in without a password is for this machine, unless more is meant', () => {
  for (const HOST of ['127.0.0.1', '127.0.0.2', '::1', 'localhost', '']) {
    expect(() => readSettings({ HOST })).not.toThrow();
  }
  for (const HOST of ['0.0.0.0', '::', '10.1.2.3', '127.example', 'fengqiao.example']) {
    expect(() => readSettings({ HOST })).toThrow(/^HOST .*FENGQIAO_OIDC_ISSUER/);
    expect(() => readSettings({ HOST, FENGQIAO_OPEN_SIGN_IN: 'yes' })).not.toThrow();
    const FENGQIAO_OIDC_ISSUER = 'https://sso.test';
    expect(() => readSettings({ HOST, FENGQIAO_OIDC_ISSUER })).not.toThrow();
  }
  expect(() => readSettings({ FENGQIAO_OPEN_SIGN_IN: 'no' })).toThrow('FENGQIAO_OPEN_SIGN_IN');
});

test('what is installed starts as it is, for this machine alone', () => {
  const example = readFileSync(
    new URL('../deploy/systemd/fengqiao.env.example', import.meta.url),
    'utf8',
  );
  const lines = (pattern: RegExp) =>
    Object.fromEntries(Array.from(example.matchAll(pattern), ([, name, value]) => [name, value]));
  expect(readSettings(lines(/^([A-Z_]+)=(.*)$/gm)).HOST).toBe('127.0.0.1');
  // Each line that is commented out is one that can be used.
  expect(readSettings(lines(/^#?([A-Z_]+)=(.*)$/gm)).identity?.issuer).toMatch(/^https:/);
});

test('Trino is an address with a catalog', () => {
  const { FENGQIAO_TRINO } = readSettings({ FENGQIAO_TRINO: 'http://127.0.0.1:8081/fengqiao' });
  expect(FENGQIAO_TRINO).toEqual({ origin: 'http://127.0.0.1:8081', catalog: 'fengqiao' });
});

test.each([
  { FENGQIAO_TRINO: 'http://127.0.0.1:8081' },
  { FENGQIAO_TRINO: '127.0.0.1:8081/fengqiao' },
  { FENGQIAO_TRINO: 'http://user:secret@host/fengqiao' },
  { FENGQIAO_S3_PORT: '70000' },
  { FENGQIAO_S3_PORT: 'nine' },
])('no place of a Trino: %j', (environment) => {
  expect(() => readSettings(environment)).toThrow(/FENGQIAO_(TRINO|S3_PORT)/);
});

test('every problem is named at once', () => {
  const wrong = {
    PORT: '80800',
    FENGQIAO_PUBLIC_URL: 'https://fengqiao.example/page',
    FENGQIAO_TLS_CERT: '/etc/fengqiao/tls.crt',
    FENGQIAO_TRUSTED_PROXY: '10.0.0.0/33',
  };
  let message = '';
  try {
    readSettings(wrong);
  } catch (error) {
    expect(error).toBeInstanceOf(SettingsError);
    message = String((error as Error).message);
  }
  expect(message.split('\n').map((line) => line.split(' ', 1)[0])).toEqual([
    'PORT',
    'FENGQIAO_PUBLIC_URL',
    'FENGQIAO_TRUSTED_PROXY',
    'FENGQIAO_TLS_KEY',
  ]);
});

test.each([
  [{ FENGQIAO_TLS_CERT: 'c', FENGQIAO_TLS_KEY: 'k' }, 'FENGQIAO_PUBLIC_URL'],
  [
    {
      FENGQIAO_TLS_CERT: 'c',
      FENGQIAO_TLS_KEY: 'k',
      FENGQIAO_PUBLIC_URL: 'http://fengqiao.example',
    },
    'FENGQIAO_PUBLIC_URL',
  ],
  [{ FENGQIAO_TLS_KEY: 'k', FENGQIAO_PUBLIC_URL: 'https://a.example' }, 'FENGQIAO_TLS_CERT'],
  [{ FENGQIAO_PUBLIC_URL: 'ftp://a.example' }, 'FENGQIAO_PUBLIC_URL'],
  [{ FENGQIAO_PUBLIC_URL: 'fengqiao.example' }, 'FENGQIAO_PUBLIC_URL'],
  [{ PORT: '-1' }, 'PORT'],
])('%j is refused for %s', (environment, named) => {
  expect(() => readSettings(environment)).toThrow(named);
});
