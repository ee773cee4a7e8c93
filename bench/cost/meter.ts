/**
 * Counts what services are asked, from outside: every request that a server of this process
 * receives is told by Node itself, so nothing in the services knows of it.
 */
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Cloud } from '../../local/cloud/cloud.ts';
import { addUse, type Use } from './model.ts';

const GIGABYTE = 2 ** 30;
/** API Gateway counts a request for each 512 KiB. */
const HTTP_UNIT = 512 * 1024;
const KIB = 1024;

interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
}

type Service = 'http' | 'S3' | 'DYNAMODB' | 'SQS' | 'other';

/**
 * What one exchange with DynamoDB is in units of writes and of reads, and in bytes put. Sizes are
 * those of the messages, which name types as well: a little more than what is billed. An update
 * counts what it sends, not the item that it changes.
 */
export function itemUnits(operation: string, body: string, answerBytes: number): Use {
  const request = JSON.parse(body) as Record<string, unknown>;
  if (operation === 'GetItem' || operation === 'Query') {
    const units = Math.max(1, Math.ceil(answerBytes / (4 * KIB)));
    return { readUnits: request.ConsistentRead === true ? units : units / 2 };
  }
  const writes = writesOf(operation, request);
  const perWrite = operation === 'TransactWriteItems' ? 2 : 1;
  let writeUnits = 0;
  let putBytes = 0;
  for (const write of writes) {
    const text = JSON.stringify(write);
    const size = Buffer.byteLength(text);
    const units = Math.max(1, Math.ceil(size / KIB));
    if (/"(Item|PutRequest)":/.test(text)) putBytes += size;
    // An item that stands in the index is written there, too, once.
    writeUnits += units * perWrite + (text.includes('"pk1"') ? units : 0);
  }
  return { writeUnits, tableGbMonths: putBytes / GIGABYTE };
}

function writesOf(operation: string, request: Record<string, unknown>): readonly unknown[] {
  if (operation === 'TransactWriteItems') return request.TransactItems as unknown[];
  if (operation === 'BatchWriteItem') {
    return Object.values(request.RequestItems as Record<string, unknown[]>).flat();
  }
  return [request];
}

/** A meter on a running cloud. */
export class Meter {
  readonly #services: ReadonlyMap<number, Service>;
  readonly #apiGb: number;
  #use: Use = {};

  constructor(cloud: Cloud) {
    const port = (url: string) => Number(new URL(url).port);
    const { S3, DYNAMODB, SQS } = cloud.endpoints;
    this.#services = new Map<number, Service>([
      [port(cloud.url), 'http'],
      [port(S3), 'S3'],
      [port(DYNAMODB), 'DYNAMODB'],
      [port(SQS), 'SQS'],
    ]);
    const api = cloud.description.functions.find(({ logicalId }) => logicalId.startsWith('Api'));
    this.#apiGb = (api?.memoryMb ?? 0) / 1024;
    subscribe('http.server.request.start', this.#onRequest);
  }

  stop(): void {
    unsubscribe('http.server.request.start', this.#onRequest);
  }

  /** What `work` uses, and what it gives. */
  async during<T>(work: () => Promise<T>): Promise<{ readonly use: Use; readonly result: T }> {
    this.#use = {};
    const result = await work();
    return { use: this.#use, result };
  }

  readonly #onRequest = (message: unknown) => {
    const { request, response } = message as Exchange;
    const service = this.#services.get(request.socket.localPort ?? 0) ?? 'other';
    const begun = performance.now();
    const chunks: Buffer[] = [];
    let bytes = 0;
    if (service === 'DYNAMODB') {
      const push = request.push.bind(request);
      request.push = (chunk: unknown, encoding?: BufferEncoding) => {
        if (Buffer.isBuffer(chunk)) chunks.push(chunk);
        return push(chunk, encoding);
      };
    }
    const count = (chunk: unknown) => {
      if (typeof chunk === 'string' || chunk instanceof Uint8Array) {
        bytes += Buffer.byteLength(chunk);
      }
    };
    const { write, end } = response;
    response.write = ((...args: Parameters<typeof write>) => {
      count(args[0]);
      return write.apply(response, args);
    }) as typeof write;
    response.end = ((...args: Parameters<typeof end>) => {
      count(args[0]);
      return end.apply(response, args);
    }) as typeof end;
    response.once('finish', () => {
      const seconds = (performance.now() - begun) / 1000;
      const body = Buffer.concat(chunks).toString();
      this.#use = addUse(this.#use, this.#of(service, request, body, bytes, seconds));
    });
  };

  #of(
    service: Service,
    request: IncomingMessage,
    body: string,
    bytes: number,
    seconds: number,
  ): Use {
    const sent = Number(request.headers['content-length'] ?? 0);
    switch (service) {
      case 'http':
        if (/^\/oidc(\/|$)/.test(request.url ?? '')) return {};
        return {
          httpRequests: Math.max(1, Math.ceil(Math.max(sent, bytes) / HTTP_UNIT)),
          lambdaRequests: 1,
          lambdaGbSeconds: seconds * this.#apiGb,
          traces: 1,
          gbOut: bytes / GIGABYTE,
        };
      case 'S3': {
        const reads = request.method === 'HEAD' || isRead(request);
        return reads
          ? { s3Reads: 1 }
          : { s3Writes: 1, ...(request.method === 'PUT' ? { s3GbMonths: sent / GIGABYTE } : {}) };
      }
      case 'DYNAMODB': {
        const operation = String(request.headers['x-amz-target']).split('.')[1] ?? '';
        return itemUnits(operation, body, bytes);
      }
      case 'SQS':
        return { sqsRequests: 1 };
      case 'other':
        return {};
    }
  }
}

/** Of an object; a list is paid for as a write. */
const isRead = ({ method, url = '' }: IncomingMessage) =>
  method === 'GET' && !url.includes('list-type');
