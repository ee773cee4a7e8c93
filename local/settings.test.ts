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
