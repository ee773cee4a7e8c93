/** What the clients of the port can have of it: connections, memory and time. */
import { once } from 'node:events';
import { request as httpRequest, type IncomingMessage } from 'node:http';
import { connect, Server, type Socket } from 'node:net';
import { expect, onTestFinished, test, vi } from 'vitest';
import { jsonResponse } from './event.ts';
import { createLinks } from './links.ts';
import {
  type HttpPort,
  type OpenOptions,
  openPort,
  PORT_LIMITS,
  type PortLimits,
  type RequestHandler,
} from './server.ts';

const OK = jsonResponse(200, '{}');
const reading: RequestHandler = async ({ body }) =>
  jsonResponse(200, String((await body(1000))?.length));

async function open(
  handle: RequestHandler,
  limits: Partial<PortLimits> = {},
  options?: OpenOptions,
): Promise<HttpPort> {
  const port = await openPort(0, '127.0.0.1', undefined, { ...PORT_LIMITS, ...limits });
  port.open(handle, options);
  onTestFinished(() => port.close());
  return port;
}

/** Sends the text as it is; `heard` resolves with all that comes until the end of the connection. */
function speak({ port }: HttpPort, text: string) {
  const socket: Socket = connect(port, '127.0.0.1');
  socket.on('error', () => undefined);
  socket.write(text);
  onTestFinished(() => void socket.destroy());
  let said = '';
  socket.on('data', (chunk) => {
    said += chunk;
  });
  // Also where it is reset: what came before counts.
  const heard = new Promise<string>((resolve) => {
    socket.once('close', () => resolve(said));
  });
  return { socket, heard };
}

const head = (method: string, length: number, path = '/') =>
  `${method} ${path} HTTP/1.1\r\nhost: x\r\ncontent-length: ${length}\r\n\r\n`;

test('what a GET brings along is not waited for, and dropped as it comes', async () => {
  const port = await open(async () => OK);
  const { socket } = speak(port, head('GET', 10_000_000));
  // Answered before it is sent; once it is, the connection takes the next.
  expect(String(await once(socket, 'data'))).toMatch(/^HTTP\/1\.1 200 OK\r\n/);
  socket.write(Buffer.alloc(10_000_000));
  socket.write(head('GET', 0));
  expect(String(await once(socket, 'data'))).toMatch(/^HTTP\/1\.1 200 OK\r\n/);
});

test('what a GET brings along is not received for ever', async () => {
  const port = await open(async () => OK, { bodyMs: 100 });
  const { socket, heard } = speak(port, head('GET', 10_000_000));
  socket.write(Buffer.alloc(100_000));
  expect(await heard).toMatch(/^HTTP\/1\.1 200 OK\r\n/);
});

test('a body that does not come in time is a 408, whatever dribbles in', async () => {
  const port = await open(reading, { bodyMs: 300 });
  const { socket, heard } = speak(port, head('POST', 100));
  const dribble = setInterval(() => socket.write('x'), 50);
  onTestFinished(() => clearInterval(dribble));
  expect(await heard).toMatch(/^HTTP\/1\.1 408 .*\{"message":"Request Timeout"\}$/s);
});

test('what is left of a refused body is not received for ever', async () => {
  const port = await open(reading, { bodyMs: 300 });
  const { socket, heard } = speak(port, head('POST', 100_000));
  const dribble = setInterval(() => socket.write('x'), 50);
  onTestFinished(() => clearInterval(dribble));
  expect(await heard).toMatch(/^HTTP\/1\.1 200 .*undefined$/s);
});

test('a body that comes by a link has its hour, and what is left of a refused one has not', async () => {
  const answer = async (message: IncomingMessage, response: { end(text: string): void }) => {
    if (message.url?.includes('refused')) return response.end('no');
    for await (const _ of message);
    response.end('taken');
  };
  const port = await open(
    async () => OK,
    { bodyMs: 200 },
    { links: createLinks(['inbox'], 'page.test', answer) },
  );
  const link = (key: string) => `/inbox/${key}?X-Amz-Signature=s`;
  const taken = speak(port, head('PUT', 2, link('a')));
  const refused = speak(port, head('PUT', 2, link('refused')));
  expect(await refused.heard).toMatch(/no$/);
  await new Promise((resolve) => setTimeout(resolve, 300));
  taken.socket.end('ab');
  expect(await taken.heard).toMatch(/^HTTP\/1\.1 200 .*taken/s);
});

test('bodies at once are bounded: one too many is told to come again, and room comes back', async () => {
  let finish: () => void = () => undefined;
  const finished = new Promise<void>((resolve) => {
    finish = resolve;
  });
  let isHeld: () => void = () => undefined;
  const held = new Promise<void>((resolve) => {
    isHeld = resolve;
  });
  const port = await open(
    async ({ message, body }) => {
      const read = await body(1000);
      if (message.url === '/slow') {
        isHeld();
        await finished;
      }
      return jsonResponse(200, String(read?.length));
    },
    { bodyBytes: 1000 },
  );
  const send = (path: string, size: number) =>
    fetch(`http://127.0.0.1:${port.port}${path}`, { method: 'POST', body: 'x'.repeat(size) });
  const slow = send('/slow', 800);
  await held;
  const refused = await send('/', 300);
  expect([refused.status, refused.headers.get('retry-after')]).toEqual([503, '5']);
  expect(await refused.json()).toEqual({ message: 'Service Unavailable' });
  expect((await send('/', 200)).status).toBe(200);
  finish();
  expect(await (await slow).text()).toBe('800');
  expect((await send('/', 1000)).status).toBe(200);
});

test('announcing a large body takes no room', async () => {
  const port = await open(reading, { bodyBytes: 1000 });
  for (let count = 0; count < 5; count += 1) speak(port, head('POST', 900));
  const answer = await fetch(`http://127.0.0.1:${port.port}/`, { method: 'POST', body: 'ab' });
  expect(await answer.text()).toBe('2');
});

test('connections are bounded', async () => {
  const port = await open(async () => OK, { connections: 3 });
  const [first] = await Promise.all(
    [1, 2, 3].map(async () => {
      const { socket } = speak(port, '');
      await once(socket, 'connect');
      return socket;
    }),
  );
  expect(await speak(port, head('POST', 0)).heard).toBe('');
  first?.destroy();
  await expect
    .poll(() => fetch(`http://127.0.0.1:${port.port}/`).then(({ status }) => status, String))
    .toBe(200);
});

test('an answer that nobody takes is given up', async () => {
  const body = Buffer.alloc(32 * 1024 * 1024);
  const port = await open(async () => ({ ...OK, body }), { answerMs: 300 });
  const stuck = await new Promise<IncomingMessage>((resolve) => {
    httpRequest({ port: port.port, host: '127.0.0.1' }, resolve).end();
  });
  await new Promise((resolve) => setTimeout(resolve, 600));
  let size = 0;
  const failure = await (async () => {
    for await (const chunk of stuck) size += (chunk as Buffer).length;
  })().catch(String);
  expect(failure).toContain('aborted');
  expect(size).toBeLessThan(body.length);
});

test('every answer has its safe headers, those by links and faults among them', async () => {
  const { error } = console;
  console.error = () => undefined;
  onTestFinished(() => {
    console.error = error;
  });
  const port = await open(
    async ({ message }) => {
      if (message.url === '/fault') throw new Error('a fault');
      return message.url === '/own'
        ? jsonResponse(200, '{}', { 'referrer-policy': 'same-origin' })
        : OK;
    },
    {},
    {
      staysSecure: true,
      links: createLinks(['lake'], 'page.test', async (_, response) => {
        response.writeHead(200, { 'content-type': 'text/html' }).end('<script>');
      }),
    },
  );
  const headersOf = async (path: string) =>
    Object.fromEntries((await fetch(`http://127.0.0.1:${port.port}${path}`)).headers);
  const safe = {
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'strict-transport-security': 'max-age=31536000',
  };
  expect(await headersOf('/oidc/jwks')).toMatchObject(safe);
  expect(await headersOf('/fault')).toMatchObject(safe);
  expect(await headersOf('/own')).toMatchObject({ ...safe, 'referrer-policy': 'same-origin' });
  expect(await headersOf('/lake/a?X-Amz-Signature=s')).toMatchObject({
    ...safe,
    'content-security-policy': expect.stringContaining("default-src 'none'"),
  });
});

test('without https nobody is told to stay with it', async () => {
  const port = await open(async () => OK);
  const { headers } = await fetch(`http://127.0.0.1:${port.port}/`);
  expect(headers.get('x-content-type-options')).toBe('nosniff');
  expect(headers.has('strict-transport-security')).toBe(false);
});

test('any port is one that is free on both addresses', async () => {
  const { listen } = Server.prototype;
  const asked: unknown[] = [];
  const spy = vi.spyOn(Server.prototype, 'listen');
  onTestFinished(() => spy.mockRestore());
  spy.mockImplementation(function (this: Server, ...where: unknown[]) {
    // Somebody else has the first one on this address.
    if (where[1] === '::1' && asked.push(where[0]) === 1) {
      const fault = Object.assign(new Error('in use'), { code: 'EADDRINUSE' });
      process.nextTick(() => this.emit('error', fault));
      return this;
    }
    return Reflect.apply(listen, this, where);
  });
  const port = await openPort(0, undefined);
  onTestFinished(() => port.close());
  expect(asked).toEqual([expect.any(Number), port.port]);
});
