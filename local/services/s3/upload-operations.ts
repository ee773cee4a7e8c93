import { rm } from 'node:fs/promises';
import { element, S3Error, sendXml, xmlDocument } from './answers.ts';
import { commitObject, type Operation, requirePut } from './operation.ts';
import { allowParameters, keptHeaders, readXml, type S3Request } from './requests.ts';

export const createUpload: Operation = async ({ uploads }, request, response) => {
  allowParameters(request, ['uploads']);
  request.require('s3:PutObject');
  const { bucket, key } = request;
  const id = await uploads.create(bucket, key, keptHeaders(request.http));
  const inner = element('Bucket', bucket) + element('Key', key) + element('UploadId', id);
  sendXml(response, xmlDocument('InitiateMultipartUploadResult', inner));
};

const uploadOf = (request: S3Request) =>
  [request.query.get('uploadId') ?? '', `${request.bucket}/${request.key}`] as const;

export const putPart: Operation = async ({ uploads }, request, response) => {
  allowParameters(request, ['partNumber', 'uploadId']);
  request.require('s3:PutObject');
  const number = Number(request.query.get('partNumber'));
  const etag = await uploads.putPart(...uploadOf(request), number, request);
  response.writeHead(200, { etag }).end();
};

export const completeUpload: Operation = async (store, request, response) => {
  allowParameters(request, ['uploadId']);
  const conditions = requirePut(request);
  const { CompleteMultipartUpload: body } = (await readXml(request.http, ['Part'])) as {
    CompleteMultipartUpload?: { Part?: { PartNumber?: unknown; ETag?: unknown }[] };
  };
  const parts = (body?.Part ?? []).map(({ PartNumber, ETag }) => ({
    number: Number(PartNumber),
    md5: String(ETag).replaceAll('"', ''),
  }));
  if (parts.length === 0 || !parts.every(({ md5 }) => /^[0-9a-f]{32}$/.test(md5))) {
    throw new S3Error(400, 'MalformedXML', 'Parts with numbers and entity tags are wanted.');
  }
  const made = await store.uploads.join(...uploadOf(request), parts);
  try {
    await commitObject(store, request, made, conditions);
    await store.uploads.forget(...uploadOf(request));
  } finally {
    await rm(made.file, { force: true });
  }
  const { bucket, key } = request;
  const inner = element('Bucket', bucket) + element('Key', key) + element('ETag', made.etag);
  sendXml(response, xmlDocument('CompleteMultipartUploadResult', inner));
};

export const abortUpload: Operation = async ({ uploads }, request, response) => {
  allowParameters(request, ['uploadId']);
  request.require('s3:AbortMultipartUpload');
  await uploads.forget(...uploadOf(request));
  response.writeHead(204).end();
};
