import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { type ClientRequest, request as httpRequest, type IncomingMessage } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { generateKeyPair, SignJWT } from 'jose';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createClock } from '../clock.ts';
import { createFunctions } from '../functions/functions.ts';
import { createIssuer } from '../identity/issuer.ts';
import { signingKey } from '../identity/keys.ts';
import { accessToken, issuerUrl, type TokenRequest } from '../identity/tokens.ts';
import type { Route } from '../template/description.ts';
import { createAuthorizer } from './authorizer.ts';
import { createClientAddress } from './forwarded.ts';
import { createGateway } from './gateway.ts';
import { type HttpPort, openPort } from './server.ts';

const HANDLER = `
exports.handler = async (event) => {
  switch (event.queryStringParameters?.answer) {
    case 'plain': return { some: 'object' };
    case 'full': return { statusCode: 201, headers: { 'X-Made': 'yes', 'content-type': 'image/png' }, cookies: ['a=1', 'b=2'], isBase64Encoded: true, body: 'AAH/' };
    case 'malformed': return { statusCode: 'many' };
    case 'throw': throw new Error('secret');
    case 'hang': return new Promise(() => {});
    case 'big': return { statusCode: 200, body: 'x'.repeat(7e6) };
    case '204': return { statusCode: 204 };
    default: return { statusCode: 200, headers: { 'content-type': 'application/json' }, body: JSON.stringify(event) };
  }
};`;

const folder = mkdtempSync(join(tmpdir(), 'gateway-'));
const arn = 'arn:aws-cn:lambda:cn-north-1:000000000000:function:echo';
const close: (() => unknown)[] = [() => rmSync(folder, { recursive: true })];
let port: HttpPort;
let origin = '';
let token: (changes?: Partial<TokenRequest>) => Promise<string>;

beforeAll(async () => {
  writeFileSync(join(folder, 'index.js'), HANDLER);
  port = await openPort(0, undefined);
  const issuer = issuerUrl(`http://localhost:${port.port}`);
  origin = new URL(issuer).origin;
  const key = await signingKey(folder);
  token = (changes) =>
    accessToken(key, {
      issuer,
      subject: 'somebody',
      unit: '410000000000',
      role: 'viewer',
      seconds: 60,
      ...changes,
    });
  const functions = createFunctions({
    functions: [
      {
        name: 'echo',
        logicalId: 'Echo',
        arn,
        codeDir: folder,
        handler: 'index.handler',
        environment: {},
        timeoutSeconds: 30,
        memoryMb: 128,
        roleArn: 'role',
        asynchronous: { retries: 0, onFailureArn: undefined, deadLetterArn: undefined },
      },
    ],
    clock: createClock(),
    region: 'cn-north-1',
    endpoints: {},
    credentialsOf: () => ({ accessKeyId: 'a', secretAccessKey: 's' }),
    logDir: folder,
  });
  const authorizer = { issuer, audience: ['fengqiao'] };
  const route = (key_: string, extra: Partial<Route> = {}): Route => ({
    key: key_,
    arn: `api/$default/${key_}`,
    functionArn: arn,
    timeoutMs: 5000,
    authorizer: undefined,
    ...extra,
  });
  const gateway = createGateway({
    api: {
      id: 'api',
      routes: [
        route('ANY /v1/{proxy+}', { authorizer }),
        route('ANY /open/{proxy+}'),
        // Nobody answers there.
        route('GET /far', { authorizer: { ...authorizer, issuer: 'http://127.0.0.1:1' } }),
        route('GET /hasty', { timeoutMs: 50 }),
        route('GET /forbidden'),
      ],
    },
    functions,
    authorizer: createAuthorizer(),
    permissions: {
      refusal: ({ sourceArn }) => (sourceArn?.endsWith('/forbidden') ? 'no' : undefined),
    },
    clientAddress: createClientAddress([]),
    account: '000000000000',
    now: () => Date.parse('2024-05-09T02:00:00Z'),
  });
  const identity = createIssuer({ issuer, key, dataDir: folder, now: Date.now });
  port.open((request) =>
    request.message.url?.startsWith('/oidc') ? identity(request) : gateway(request),
  );
  close.unshift(
    () => port.close(),
    () => functions.stop(),
  );
});

afterAll(async () => {
  for (const step of close) await step();
});

async function echo(path: string, init?: RequestInit) {
  const response = await fetch(`${origin}${path}`, init);
  expect(response.status).toBe(200);
  return (await response.json()) as Record<string, unknown>;
}

test('an answer is dated by the clock of the cloud', async () => {
  const { headers } = await fetch(`${origin}/open/a`);
  expect(headers.get('date')).toBe('Thu, 09 May 2024 02:00:00 GMT');
});

describe('the event', () => {
  test('has what payload format 2.0 has', async () => {
    const event = await echo('/open/a%20b/%E6%9E%AB?x=1&x=2&y=%2F&z', {
      method: 'POST',
      headers: { 'content-type': 'application/json', cookie: 'k=v; l=w', 'X-Two': 'a' },
      body: '{"枫":1}',
    });
    expect(event).toMatchObject({
      version: '2.0',
      routeKey: 'ANY /open/{proxy+}',
      rawPath: '/open/a b/枫',
      rawQueryString: 'x=1&x=2&y=%2F&z',
      queryStringParameters: { x: '1,2', y: '/', z: '' },
      pathParameters: { proxy: 'a b/枫' },
      cookies: ['k=v', 'l=w'],
      body: '{"枫":1}',
      isBase64Encoded: false,
      requestContext: {
        apiId: 'api',
        stage: '$default',
        http: { method: 'POST', path: '/open/a b/枫' },
        time: '09/May/2024:02:00:00 +0000',
        timeEpoch: 1_715_220_000_000,
      },
    });
    expect(event.headers).toMatchObject({ 'x-two': 'a' });
    expect(event.headers).not.toHaveProperty('cookie');
  });

  test.each([
    ['text/csv', 'a,b', false],
    ['application/json; charset=utf-8', '{}', false],
    ['application/x-www-form-urlencoded', 'a=b', true],
    ['application/octet-stream', 'ab', true],
    ['text/csv', Buffer.from([0xb7, 0xe3]), true],
  ])('a body of %s', async (type, body, isBase64Encoded) => {
    const event = await echo('/open/x', { method: 'PUT', headers: { 'content-type': type }, body });
    expect(event.isBase64Encoded).toBe(isBase64Encoded);
    expect(Buffer.from(String(event.body), isBase64Encoded ? 'base64' : 'utf8')).toEqual(
      Buffer.from(body),
    );
  });
});

test('of a GET nobody reads a body', async () => {
  const event = await new Promise<Record<string, unknown>>((resolve, reject) => {
    const headers = { 'content-length': 9_000_000, 'content-type': 'text/plain' };
    const request = httpRequest(`${origin}/open/x`, { headers }, async (response) => {
      let text = '';
      for await (const chunk of response) text += chunk;
      resolve(JSON.parse(text));
    });
    request.on('error', reject);
    request.write('never the whole of it');
  });
  expect(event).toMatchObject({ rawPath: '/open/x', isBase64Encoded: false });
  expect(event).not.toHaveProperty('body');
});

describe('the answer', () => {
  const get = (answer: string, init?: RequestInit) =>
    fetch(`${origin}/open/x?answer=${answer}`, init);

  test('an object without statusCode is JSON', async () => {
    const response = await get('plain');
    expect(response.headers.get('content-type')).toBe('application/json');
    expect(await response.json()).toEqual({ some: 'object' });
  });

  test('status, headers, cookies and bytes', async () => {
    const response = await get('full');
    expect(response.status).toBe(201);
    expect(response.headers.get('x-made')).toBe('yes');
    expect(response.headers.getSetCookie()).toEqual(['a=1', 'b=2']);
    expect(new Uint8Array(await response.arrayBuffer())).toEqual(new Uint8Array([0, 1, 255]));
  });

  test('HEAD and 204 have no body', async () => {
    expect(await (await get('full', { method: 'HEAD' })).text()).toBe('');
    expect((await get('204')).status).toBe(204);
  });

  test.each(['malformed', 'throw', 'big'])('%s is a 500 that says nothing', async (answer) => {
    const response = await get(answer);
    expect(response.status).toBe(500);
    expect(await response.json()).toEqual({ message: 'Internal Server Error' });
  });

  test('later than the integration allows is a 503', async () => {
    expect((await fetch(`${origin}/hasty?answer=hang`)).status).toBe(503);
  });

  test('a function that does not let the API in is a 500', async () => {
    const { error } = console;
    const said: unknown[] = [];
    console.error = (text: unknown) => said.push(text);
    const { status } = await fetch(`${origin}/forbidden`).finally(() => {
      console.error = error;
    });
    expect([status, said]).toEqual([500, ['no']]);
  });

  test('no route is a 404', async () => {
    const response = await fetch(`${origin}/nowhere`);
    expect(response.status).toBe(404);
    expect(await response.json()).toEqual({ message: 'Not Found' });
    expect((await fetch(`${origin}/open/%ff`)).status).toBe(400);
  });
});

describe('the authorizer', () => {
  const call = (authorization?: string) =>
    fetch(`${origin}/v1/x`, authorization === undefined ? {} : { headers: { authorization } });

  test('hands the claims on as texts', async () => {
    const response = await call(`Bearer ${await token()}`);
    expect(response.status).toBe(200);
    const event = await response.json();
    expect(event.requestContext.authorizer.jwt.claims).toMatchObject({
      sub: 'somebody',
      fengqiao_unit: '410000000000',
      fengqiao_role: 'viewer',
      exp: expect.stringMatching(/^\d+$/),
    });
  });

  test('without a token: 401', async () => {
    const response = await call();
    expect(response.status).toBe(401);
    expect(response.headers.get('www-authenticate')).toBe('Bearer');
    expect(await response.json()).toEqual({ message: 'Unauthorized' });
  });

  test.each([
    ['nonsense', async () => 'nonsense'],
    // Beyond what clocks may differ by.
    ['expired', () => token({ seconds: -60 })],
    ['of another issuer', () => token({ issuer: 'http://localhost:1/oidc' })],
    [
      'signed by another key',
      async () => {
        const { privateKey } = await generateKeyPair('RS256');
        return new SignJWT({ sub: 'x', exp: 4e9, iss: `${origin}/oidc`, aud: 'fengqiao' })
          .setProtectedHeader({ alg: 'RS256' })
          .sign(privateKey);
      },
    ],
  ])('a token that is %s: 401', async (_, make) => {
    const response = await call(`Bearer ${await make()}`);
    expect(response.status).toBe(401);
    expect(response.headers.get('www-authenticate')).toContain('invalid_token');
  });
});

test('an issuer that cannot be reached is a 503 in words, and its reason is in the log once', async () => {
  const { error } = console;
  const said: unknown[] = [];
  console.error = (text: unknown) => said.push(text);
  const ask = async () =>
    fetch(`${origin}/far`, { headers: { authorization: `Bearer ${await token()}` } });
  const [first] = await Promise.all([ask(), ask()]).finally(() => {
    console.error = error;
  });
  expect([first.status, first.headers.get('retry-after')]).toEqual([503, '10']);
  expect(first.headers.get('content-type')).toContain('application/problem+json');
  expect(await first.json()).toMatchObject({ status: 503, code: 'issuer_unreachable' });
  expect(said).toEqual([
    expect.stringMatching(/^认证服务 http:\/\/127\.0\.0\.1:1.*连不上.*cannot be/),
  ]);
  // Who brings no token is told so all the same.
  expect((await fetch(`${origin}/far`)).status).toBe(401);
});

describe('a body above 10 MB', () => {
  const send = (
    headers: Record<string, string | number>,
    write: (request: ClientRequest) => void,
  ) =>
    new Promise<IncomingMessage & { continued: boolean }>((resolve, reject) => {
      let continued = false;
      const request = httpRequest(`${origin}/open/x`, { method: 'POST', headers });
      request.on('response', (response) => resolve(Object.assign(response, { continued })));
      request.on('continue', () => {
        continued = true;
      });
      request.on('error', reject);
      write(request);
    });

  test('is refused by its length', async () => {
    const body = Buffer.alloc(10 * 1024 * 1024 + 1);
    const response = await fetch(`${origin}/open/x`, { method: 'POST', body });
    expect(response.status).toBe(413);
    expect(await response.json()).toEqual({ message: 'Request Entity Too Large' });
  });

  test('is refused while it comes, where it does not tell its length', async () => {
    const response = await send({}, (request) => {
      for (let sent = 0; sent < 11; sent += 1) request.write(Buffer.alloc(1024 * 1024));
      request.end();
    });
    expect(response.statusCode).toBe(413);
    response.resume();
  });

  test('is not asked for, where the client asks first', async () => {
    const refused = await send({ expect: '100-continue', 'content-length': 20e6 }, (request) =>
      request.flushHeaders(),
    );
    expect([refused.statusCode, refused.continued]).toEqual([413, false]);
    refused.destroy();
    const taken = await send({ expect: '100-continue', 'content-length': 2 }, (request) => {
      request.on('continue', () => request.end('ab'));
      request.flushHeaders();
    });
    expect([taken.statusCode, taken.continued]).toEqual([200, true]);
    taken.resume();
  });

  test('one that a Lambda event cannot hold is refused, too', async () => {
    const body = Buffer.alloc(5 * 1024 * 1024);
    expect((await fetch(`${origin}/open/x`, { method: 'POST', body })).status).toBe(413);
  });

  test('a client that goes away half-way harms nobody', async () => {
    await new Promise<void>((resolve) => {
      const request = httpRequest(`${origin}/open/x`, {
        method: 'POST',
        headers: { 'content-length': 1000 },
      });
      request.on('error', () => resolve());
      request.write('half', () => request.destroy(new Error('gone')));
    });
    expect((await fetch(`${origin}/open/x`)).status).toBe(200);
  });
});
