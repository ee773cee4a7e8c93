/** The port of the HTTP API: listens first, answers when the cloud is up, stops in order. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { createServer as createTlsServer, type Server as TlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { SecureContextOptions } from 'node:tls';
import { type GatewayResponse, jsonResponse } from './event.ts';
import type { Links } from './links.ts';

export interface ReceivedRequest {
  readonly message: IncomingMessage;
  /**
   * Reads the whole body; undefined as soon as it is known to be longer than `limit` bytes. What
   * is left of it then is received and dropped, so that the connection can go on.
   */
  body(limit: number): Promise<Buffer | undefined>;
}

export type RequestHandler = (request: ReceivedRequest) => Promise<GatewayResponse>;

export interface HttpPort {
  readonly port: number;
  /** From now on requests are answered; those that came before have waited. */
  open(handle: RequestHandler, links?: Links): void;
  /** Shows another certificate to connections from now on. */
  renew(certificate: SecureContextOptions): void;
  /** Takes no more requests and resolves when those under way are answered. */
  close(): Promise<void>;
}

/** The port belongs to somebody else. */
export class PortInUse extends Error {
  override readonly name = 'PortInUse';
}

/** A request under way at closing gets so long to be answered. */
const CLOSING_GRACE_MS = 35_000;
const KEEP_ALIVE_MS = 60_000;
/** A large file on a slow line may take so long to arrive. */
const REQUEST_MS = 3_600_000;
/** A connection on which nothing moves for so long is closed; no answer takes that long. */
const SILENCE_MS = 120_000;

const INTERNAL_ERROR = '{"message":"Internal Server Error"}';

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
): Promise<HttpPort> {
  let handle: RequestHandler;
  let links: Links | undefined;
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
    try {
      await opened;
      if (links?.takes(request)) {
        await links.answer(request, response, () => {
          if (asks) response.writeContinue();
        });
        return;
      }
      const answered = await handle({
        message: request,
        body(limit) {
          if (asks && lengthOf(request) <= limit) response.writeContinue();
          return readBody(request, limit);
        },
      });
      send(request, response, answered, closing);
    } catch (error) {
      if (error instanceof ClientGone) {
        response.destroy();
        return;
      }
      console.error(error);
      send(request, response, jsonResponse(500, INTERNAL_ERROR), closing);
    }
  };
  const closeIdle = () => {
    for (const server of servers) {
      if (underWay === 0) server.closeAllConnections();
      else server.closeIdleConnections();
    }
  };

  const [first = '127.0.0.1', ...others] = host === undefined ? LOOPBACK : [host];
  const firstServer = await listen(answer, port, first, certificate);
  servers.push(firstServer);
  const { port: chosen } = firstServer.address() as AddressInfo;
  for (const other of others) {
    try {
      servers.push(await listen(answer, chosen, other, certificate));
    } catch (error) {
      // A machine without IPv6 has one loopback address only.
      if (error instanceof PortInUse) {
        firstServer.close();
        throw error;
      }
    }
  }

  return {
    port: chosen,
    open(handler, linkHandler) {
      handle = handler;
      links = linkHandler;
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

async function listen(
  answer: (request: IncomingMessage, response: ServerResponse, asks: boolean) => void,
  port: number,
  host: string,
  certificate: SecureContextOptions | undefined,
): Promise<Server | TlsServer> {
  const take = (request: IncomingMessage, response: ServerResponse) =>
    answer(request, response, false);
  const server = certificate ? createTlsServer(certificate, take) : createServer(take);
  server.keepAliveTimeout = KEEP_ALIVE_MS;
  server.requestTimeout = REQUEST_MS;
  server.setTimeout(SILENCE_MS);
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

class ClientGone extends Error {
  override readonly name = 'ClientGone';
}

function lengthOf(request: IncomingMessage): number {
  return Number(request.headers['content-length'] ?? 0);
}

function readBody(request: IncomingMessage, limit: number): Promise<Buffer | undefined> {
  if (lengthOf(request) > limit) return Promise.resolve(undefined);
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    request.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size <= limit) chunks.push(chunk);
      else {
        chunks.length = 0;
        resolve(undefined);
      }
    });
    request.once('end', () => resolve(Buffer.concat(chunks)));
    request.once('close', () => {
      if (!request.complete) reject(new ClientGone('the client went away'));
    });
  });
}

function send(
  request: IncomingMessage,
  response: ServerResponse,
  { status, headers, body }: GatewayResponse,
  closing: boolean,
): void {
  if (response.destroyed) return;
  for (const [name, value] of Object.entries(headers)) {
    response.setHeader(name, typeof value === 'string' ? value : [...value]);
  }
  if (closing) response.setHeader('connection', 'close');
  const bodiless = status === 204 || status === 304;
  if (!bodiless) response.setHeader('content-length', body.length);
  response.writeHead(status);
  response.end(bodiless || request.method === 'HEAD' ? undefined : body);
}
