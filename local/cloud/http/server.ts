/** The port of the HTTP API: listens first, answers when the cloud is up, stops in order. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { createServer as createTlsServer, type Server as TlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { SecureContextOptions } from 'node:tls';
import { type Body, ClientGone, createBodies, lengthOf, NoRoom } from './bodies.ts';
import { type GatewayResponse, jsonResponse } from './event.ts';
import type { Links } from './links.ts';

export interface ReceivedRequest {
  readonly message: IncomingMessage;
  readonly body: Body['read'];
}

export type RequestHandler = (request: ReceivedRequest) => Promise<GatewayResponse>;

export interface HttpPort {
  readonly port: number;
  /** From now on requests are answered; those that came before have waited. */
  open(handle: RequestHandler, options?: OpenOptions): void;
  /** Shows another certificate to connections from now on. */
  renew(certificate: SecureContextOptions): void;
  /** Takes no more requests and resolves when those under way are answered. */
  close(): Promise<void>;
}

export interface OpenOptions {
  readonly links?: Links;
  /** Tells browsers to come back over TLS alone. */
  readonly staysSecure?: boolean;
}

/** What the clients of a port can have of it at most. */
export interface PortLimits {
  readonly connections: number;
  /** Bytes of all bodies that are in memory at once. */
  readonly bodyBytes: number;
  /** A body that is no link's must have come within so long. */
  readonly bodyMs: number;
  /** An answer that is no link's must have been taken within so long. */
  readonly answerMs: number;
}

const MEBIBYTE = 1024 * 1024;

export const PORT_LIMITS: PortLimits = {
  // Some 330 browsers with six connections each at the same moment; a proxy needs fewer for more
  // of them. All of them together cost some hundreds of megabytes, however slow they are.
  connections: 2_000,
  // Sixteen of the largest documents at once; a day of a station has some kilobytes.
  bodyBytes: 64 * MEBIBYTE,
  // 4 MB on a line of 0.5 Mbit/s.
  bodyMs: 60_000,
  // 6 MB on a line of 0.16 Mbit/s.
  answerMs: 300_000,
};

/** The port belongs to somebody else. */
export class PortInUse extends Error {
  override readonly name = 'PortInUse';
}

/** A request under way at closing gets so long to be answered. */
const CLOSING_GRACE_MS = 35_000;
const KEEP_ALIVE_MS = 60_000;
/** A large file that comes by a link may take so long to arrive on a slow line. */
const REQUEST_MS = 3_600_000;
/** A connection on which nothing moves for so long is closed; no answer takes that long. */
const SILENCE_MS = 120_000;

const saying = (status: number, message: string, headers?: Readonly<Record<string, string>>) =>
  jsonResponse(status, JSON.stringify({ message }), headers);

/** When who found no room may try again. */
const RETRY_SECONDS = 5;

/** On every answer, the issuer's and those by links among them; an answer's own go before these. */
const SAFE_HEADERS: readonly (readonly [string, string])[] = [
  ['x-content-type-options', 'nosniff'],
  ['referrer-policy', 'no-referrer'],
];
/** As the application has it: of this host alone, for a year. */
const STAY_SECURE = ['strict-transport-security', 'max-age=31536000'] as const;

/** `localhost` is one of these, or both. */
const LOOPBACK = ['127.0.0.1', '::1'];

/**
 * Listens on loopback, or on `host` where one is given, with TLS where there is a certificate;
 * port 0 takes a free one. Throws PortInUse.
 */
export async function openPort(
  port: number,
  host: string | undefined,
  certificate?: SecureContextOptions,
  limits: PortLimits = PORT_LIMITS,
): Promise<HttpPort> {
  let handle: RequestHandler;
  let links: Links | undefined;
  let headers = SAFE_HEADERS;
  const bodyOf = createBodies(limits.bodyBytes);
  let open: () => void = () => undefined;
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  let closing = false;
  let underWay = 0;
  const servers: (Server | TlsServer)[] = [];

  const answer = async (request: IncomingMessage, response: ServerResponse, asks: boolean) => {
    underWay += 1;
    // Who goes away while sending is noticed where the body is read.
    request.on('error', () => undefined);
    response.on('error', () => undefined);
    response.once('close', () => {
      underWay -= 1;
      if (closing) setImmediate(() => closeIdle());
    });
    const body = bodyOf(request);
    const proceed = () => {
      if (asks) response.writeContinue();
    };
    const reply = (answered: GatewayResponse) => {
      send(request, response, answered, closing);
      limitAnswer(response, limits.answerMs);
    };
    try {
      await opened;
      for (const [name, value] of headers) response.setHeader(name, value);
      if (links?.takes(request)) {
        await links.answer(request, response, proceed);
        // Of a body that was refused the rest is dropped, which is no reason to wait an hour.
        limitBody(request, response, limits.bodyMs);
        return;
      }
      limitBody(request, response, limits.bodyMs);
      reply(
        await handle({
          message: request,
          body(limit) {
            if (lengthOf(request) <= limit) proceed();
            return body.read(limit);
          },
        }),
      );
    } catch (error) {
      if (error instanceof ClientGone) response.destroy();
      else if (error instanceof NoRoom) {
        reply(saying(503, 'Service Unavailable', { 'retry-after': String(RETRY_SECONDS) }));
      } else {
        console.error(error);
        reply(saying(500, 'Internal Server Error'));
      }
    } finally {
      body.release();
    }
  };
  const closeIdle = () => {
    for (const server of servers) {
      if (underWay === 0) server.closeAllConnections();
      else server.closeIdleConnections();
    }
  };

  const listening = await listenOn(host === undefined ? LOOPBACK : [host], port, (at, one) =>
    listen(answer, at, one, certificate, limits.connections),
  );
  servers.push(...listening.servers);

  return {
    port: listening.port,
    open(handler, options = {}) {
      handle = handler;
      links = options.links;
      if (options.staysSecure) headers = [...SAFE_HEADERS, STAY_SECURE];
      open();
    },
    renew(renewed) {
      for (const server of servers) {
        if ('setSecureContext' in server) server.setSecureContext(renewed);
      }
    },
    async close() {
      closing = true;
      const cutOff = setTimeout(() => {
        for (const server of servers) server.closeAllConnections();
      }, CLOSING_GRACE_MS);
      const closed = servers.map(
        (server) => new Promise<void>((resolve) => server.close(() => resolve())),
      );
      closeIdle();
      await Promise.all(closed);
      clearTimeout(cutOff);
    },
  };
}

interface Listening {
  readonly servers: readonly (Server | TlsServer)[];
  readonly port: number;
}

/** One port at each of the hosts; with 0 one that is free at all of them. Throws PortInUse. */
async function listenOn(
  hosts: readonly string[],
  port: number,
  listenAt: (port: number, host: string) => Promise<Server | TlsServer>,
): Promise<Listening> {
  const [first = '127.0.0.1', ...others] = hosts;
  const own = await listenAt(port, first);
  const { port: chosen } = own.address() as AddressInfo;
  const servers = [own];
  for (const other of others) {
    try {
      servers.push(await listenAt(chosen, other));
    } catch (error) {
      // A machine without IPv6 has one loopback address only.
      if (!(error instanceof PortInUse)) continue;
      for (const server of servers) server.close();
      if (port === 0) return listenOn(hosts, port, listenAt);
      throw error;
    }
  }
  return { servers, port: chosen };
}

async function listen(
  answer: (request: IncomingMessage, response: ServerResponse, asks: boolean) => void,
  port: number,
  host: string,
  certificate: SecureContextOptions | undefined,
  connections: number,
): Promise<Server | TlsServer> {
  const take = (request: IncomingMessage, response: ServerResponse) =>
    answer(request, response, false);
  const server = certificate ? createTlsServer(certificate, take) : createServer(take);
  server.keepAliveTimeout = KEEP_ALIVE_MS;
  server.requestTimeout = REQUEST_MS;
  server.setTimeout(SILENCE_MS);
  server.maxConnections = connections;
  // The client asks before it sends the body; Node alone would always say yes.
  server.on('checkContinue', (request: IncomingMessage, response: ServerResponse) =>
    answer(request, response, true),
  );
  await new Promise<void>((resolve, reject) => {
    server.once('error', (cause: NodeJS.ErrnoException) => {
      reject(
        cause.code === 'EADDRINUSE'
          ? new PortInUse(`port ${port} is in use`, { cause })
          : new Error(`cannot listen on ${host}`, { cause }),
      );
    });
    server.listen(port, host, resolve);
  });
  return server;
}

/** Breaks off a request whose body has not come in time, with a 408 where there is no answer yet. */
function limitBody(request: IncomingMessage, response: ServerResponse, milliseconds: number): void {
  if (request.complete) return;
  const late = setTimeout(() => {
    if (response.headersSent) request.destroy();
    else send(request, response, saying(408, 'Request Timeout'), true);
  }, milliseconds);
  request.once('close', () => clearTimeout(late));
}

/** Breaks off an answer that is not taken in time: until then all of it is in memory. */
function limitAnswer(response: ServerResponse, milliseconds: number): void {
  if (response.closed) return;
  const late = setTimeout(() => response.destroy(), milliseconds);
  response.once('close', () => clearTimeout(late));
}

function send(
  request: IncomingMessage,
  response: ServerResponse,
  { status, headers, body }: GatewayResponse,
  closing: boolean,
): void {
  if (response.destroyed || response.headersSent) return;
  for (const [name, value] of Object.entries(headers)) {
    response.setHeader(name, typeof value === 'string' ? value : [...value]);
  }
  // What is left of a body, such as all of a GET's, is received and dropped: closing at once would
  // take the answer from a client that is still sending.
  if (closing) response.setHeader('connection', 'close');
  const bodiless = status === 204 || status === 304;
  if (!bodiless) response.setHeader('content-length', body.length);
  response.writeHead(status);
  response.end(bodiless || request.method === 'HEAD' ? undefined : body);
}
