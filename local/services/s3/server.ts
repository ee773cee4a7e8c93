/** An S3 on one machine: the part of the REST protocol that the project's clients speak. */
import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Access } from '../access.ts';
import { listen, type RunningServer } from '../http-server.ts';
import { notImplemented, S3Error, sendError } from './answers.ts';
import { allowOrigin, answerPreflight, type CorsRule } from './cors.ts';
import { type ExpiryRule, startExpiry } from './expiry.ts';
import { list } from './list-operation.ts';
import { openUploads } from './multipart.ts';
import { deleteMany, deleteObject, getObject, putObject } from './object-operations.ts';
import { openObjects } from './objects.ts';
import type { CreatedObject, Operation, Store } from './operation.ts';
import { bucketOf, readRequest, type S3Request } from './requests.ts';
import { abortUpload, completeUpload, createUpload, putPart } from './upload-operations.ts';

export interface S3Options extends Access {
  /** Objects stand as files at `<dataDir>/<bucket>/<key>` (see keys.ts). */
  readonly dataDir: string;
  readonly buckets: readonly string[];
  /** Buckets with Object Lock: what is written there can neither be replaced nor deleted. */
  readonly locked?: readonly string[];
  /** What pages of other origins may do with a bucket; nothing where left out. */
  readonly corsOf?: (bucket: string) => readonly CorsRule[];
  /** When a bucket's objects expire; never where left out. */
  readonly expiryOf?: (bucket: string) => readonly ExpiryRule[];
  /** How many bytes an object that is put by a presigned link may have, where that is bounded. */
  readonly largestByLink?: (bucket: string, key: string) => number | undefined;
  readonly port?: number;
  /** Awaited before the put is answered: what it stores durably is not lost. */
  readonly onCreated?: (object: CreatedObject) => Promise<void>;
  /** Milliseconds since 1970; presigned links expire by it. */
  readonly now?: () => number;
}

export interface S3Server extends RunningServer {
  /**
   * Answers a request that came in by another port; `proceed` lets a client that asks first send
   * its body.
   */
  answer(http: IncomingMessage, response: ServerResponse, proceed: () => void): Promise<void>;
}

/** Opens the store and serves it on loopback. */
export async function startS3(options: S3Options): Promise<S3Server> {
  const now = options.now ?? Date.now;
  const files = await openObjects(options.dataDir, options.buckets, options.locked);
  const uploads = await openUploads(options.dataDir, files, now);
  const onCreated = options.onCreated ?? (async () => undefined);
  const largestByLink = options.largestByLink ?? (() => undefined);
  const store: Store = { files, uploads, largestByLink, onCreated };
  const answer: S3Server['answer'] = async (http, response, proceed) => {
    response.setHeader('x-amz-request-id', randomUUID());
    try {
      const rules = options.corsOf?.(bucketOf(http)) ?? [];
      if (http.method === 'OPTIONS') {
        answerPreflight(rules, http, response);
        return;
      }
      allowOrigin(rules, http, response);
      const request = readRequest(http, options, now, proceed);
      const operation = operationOf(request);
      if (!options.buckets.includes(request.bucket)) {
        throw new S3Error(404, 'NoSuchBucket', 'The specified bucket does not exist.');
      }
      await operation(store, request, response);
    } catch (error) {
      refuse(http, response, error);
    }
  };
  // On its own port Node itself tells every client to go on.
  const server = await listen(
    (http, response) => answer(http, response, () => undefined),
    options.port,
  );
  const expiry = startExpiry(files, options.buckets, options.expiryOf ?? (() => []));
  return {
    url: server.url,
    answer,
    async close() {
      await expiry.stop();
      await server.close();
      files.close();
    },
  };
}

function refuse(http: IncomingMessage, response: ServerResponse, error: unknown): void {
  // The client is gone, or has half an answer: there is no more to tell it.
  if (http.errored || response.headersSent || response.destroyed) {
    response.destroy();
    return;
  }
  const path = (http.url ?? '/').split('?', 1)[0] ?? '/';
  if (!(error instanceof S3Error)) console.error(error);
  const refusal =
    error instanceof S3Error ? error : new S3Error(500, 'InternalError', 'Internal error.');
  sendError(response, refusal, http.method, path);
}

function operationOf({ method, key, query }: S3Request): Operation {
  if (key === '') {
    if (method === 'GET' && query.get('list-type') === '2') return list;
    if (method === 'POST' && query.has('delete')) return deleteMany;
  } else {
    if (method === 'GET' || method === 'HEAD') return getObject;
    if (method === 'PUT') return query.has('uploadId') ? putPart : putObject;
    if (method === 'DELETE') return query.has('uploadId') ? abortUpload : deleteObject;
    if (method === 'POST' && query.has('uploads')) return createUpload;
    if (method === 'POST' && query.has('uploadId')) return completeUpload;
  }
  throw notImplemented(`${method} with these parameters`);
}
