import { closeSync, createReadStream, readSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import type { IncomingMessage } from 'node:http';
import { pipeline } from 'node:stream/promises';
import { element, noSuchKey, S3Error, sendXml, xmlDocument } from './answers.ts';
import { receiveBody } from './bodies.ts';
import { fileFor } from './objects.ts';
import { commitObject, type Operation, requirePut } from './operation.ts';
import { allowParameters, keptHeaders, quoted, readXml } from './requests.ts';

/** A stream is for what is larger than this. */
const READ_AT_ONCE = 256 * 1024;

export const putObject: Operation = async (store, request, response) => {
  allowParameters(request, []);
  const conditions = requirePut(request);
  const headers = keptHeaders(request.http);
  fileFor(request.key);
  const file = store.files.newFile();
  try {
    const largest = request.isLink ? store.largestByLink(request.bucket, request.key) : undefined;
    const { size, md5 } = await receiveBody(request, file, largest);
    const etag = `"${md5}"`;
    await commitObject(store, request, { file, size, etag, headers }, conditions);
    response.writeHead(200, { etag }).end();
  } catch (error) {
    await rm(file, { force: true });
    throw error;
  }
};

export const getObject: Operation = async ({ files }, request, response) => {
  allowParameters(request, []);
  request.require('s3:GetObject');
  const object = await files.open(request.bucket, request.key);
  if (!object) {
    // As the service: who may not list is not told what is missing.
    request.require('s3:ListBucket', request.bucket);
    throw noSuchKey();
  }
  try {
    checkReadConditions(request.http, object.etag);
    const range = rangeOf(request.http.headers.range, object.size);
    const { first, last } = range ?? { first: 0, last: object.size - 1 };
    response.writeHead(range ? 206 : 200, {
      'content-type': 'application/octet-stream',
      ...object.headers,
      etag: object.etag,
      'last-modified': new Date(object.modified).toUTCString(),
      'accept-ranges': 'bytes',
      'content-length': last - first + 1,
      ...(range && { 'content-range': `bytes ${first}-${last}/${object.size}` }),
    });
    if (request.method === 'HEAD' || last < first) {
      response.end();
      return;
    }
    if (last - first < READ_AT_ONCE) {
      const bytes = Buffer.allocUnsafe(last - first + 1);
      const read = readSync(object.file, bytes, 0, bytes.length, first);
      if (read < bytes.length) throw new Error('the object became shorter');
      response.end(bytes);
      return;
    }
    const bytes = createReadStream('', {
      fd: object.file,
      start: first,
      end: last,
      autoClose: false,
    });
    await pipeline(bytes, response);
  } finally {
    closeSync(object.file);
  }
};

function checkReadConditions(http: IncomingMessage, etag: string): void {
  const { 'if-match': ifMatch, 'if-none-match': ifNoneMatch } = http.headers;
  if (ifMatch !== undefined && quoted(ifMatch) !== etag) {
    throw new S3Error(412, 'PreconditionFailed', 'A condition that you named did not hold.');
  }
  if (ifNoneMatch !== undefined && (ifNoneMatch === '*' || quoted(ifNoneMatch) === etag)) {
    throw new S3Error(304, 'NotModified', 'Not modified.');
  }
}

/** The one range asked for, clipped to the object; undefined for the whole, also for many ranges. */
function rangeOf(header: string | undefined, size: number) {
  const match = /^bytes=(\d*)-(\d*)$/.exec(header ?? '');
  if (!match || match[0] === 'bytes=-') return undefined;
  const [, from = '', to = ''] = match;
  const first = from === '' ? Math.max(0, size - Number(to)) : Number(from);
  const last = from === '' || to === '' ? size - 1 : Math.min(Number(to), size - 1);
  if (first >= size) throw new S3Error(416, 'InvalidRange', 'The range is beyond the object.');
  return last < first ? undefined : { first, last };
}

export const deleteObject: Operation = async ({ files }, request, response) => {
  allowParameters(request, []);
  request.require('s3:DeleteObject');
  await files.remove(request.bucket, request.key);
  response.writeHead(204).end();
};

export const deleteMany: Operation = async ({ files }, request, response) => {
  allowParameters(request, ['delete']);
  const { Delete } = (await readXml(request.http, ['Object'])) as {
    Delete?: { Object?: { Key?: unknown }[]; Quiet?: string };
  };
  const keys = (Delete?.Object ?? []).map(({ Key }) => Key);
  if (keys.length === 0 || keys.length > 1000 || !keys.every((key) => typeof key === 'string')) {
    throw new S3Error(400, 'MalformedXML', 'Between 1 and 1000 keys are wanted.');
  }
  const answers: string[] = [];
  for (const key of keys) {
    try {
      request.require('s3:DeleteObject', `${request.bucket}/${key}`);
      await files.remove(request.bucket, key);
      if (Delete?.Quiet !== 'true') answers.push(`<Deleted>${element('Key', key)}</Deleted>`);
    } catch (error) {
      if (!(error instanceof S3Error)) throw error;
      answers.push(
        `<Error>${element('Key', key)}${element('Code', error.code)}${element('Message', error.message)}</Error>`,
      );
    }
  }
  sendXml(response, xmlDocument('DeleteResult', answers.join('')));
};
