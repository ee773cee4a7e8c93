import { element, notImplemented, S3Error, sendXml, xmlDocument } from './answers.ts';
import { listObjects } from './listing.ts';
import type { Operation } from './operation.ts';
import { allowParameters } from './requests.ts';

const LARGEST_PAGE = 1000;

export const list: Operation = async ({ files }, request, response) => {
  const parameters = [
    'list-type',
    'prefix',
    'delimiter',
    'continuation-token',
    'start-after',
    'max-keys',
    'encoding-type',
    'fetch-owner',
  ];
  allowParameters(request, parameters);
  request.require('s3:ListBucket', request.bucket);
  const { query } = request;
  const prefix = query.get('prefix') ?? '';
  const delimiter = query.get('delimiter') ?? '';
  if (delimiter !== '' && delimiter !== '/') throw notImplemented('a delimiter but the slash');
  const maxKeys = Number(query.get('max-keys') ?? LARGEST_PAGE);
  if (!Number.isInteger(maxKeys) || maxKeys < 0) {
    throw new S3Error(400, 'InvalidArgument', 'max-keys is no number.');
  }
  const token = query.get('continuation-token');
  const { entries, next } = await listObjects(files, request.bucket, {
    prefix,
    bySlash: delimiter === '/',
    after: token === undefined ? (query.get('start-after') ?? '') : fromToken(token),
    limit: Math.min(maxKeys, LARGEST_PAGE),
  });
  const asUrl = query.get('encoding-type') === 'url';
  const text = (key: string) => (asUrl ? encodeURIComponent(key).replaceAll('%2F', '/') : key);
  const inner = [
    element('Name', request.bucket),
    element('Prefix', text(prefix)),
    ...(delimiter ? [element('Delimiter', text(delimiter))] : []),
    ...(asUrl ? [element('EncodingType', 'url')] : []),
    element('MaxKeys', maxKeys),
    element('KeyCount', entries.length),
    element('IsTruncated', next !== undefined),
    ...(token === undefined ? [] : [element('ContinuationToken', token)]),
    ...(next === undefined ? [] : [element('NextContinuationToken', toToken(next))]),
  ];
  for (const entry of entries) {
    if ('commonPrefix' in entry) {
      inner.push(`<CommonPrefixes>${element('Prefix', text(entry.commonPrefix))}</CommonPrefixes>`);
      continue;
    }
    const facts = [
      element('Key', text(entry.key)),
      element('LastModified', new Date(entry.facts.modified).toISOString()),
      element('ETag', entry.facts.etag),
      element('Size', entry.facts.size),
      element('StorageClass', 'STANDARD'),
    ];
    inner.push(`<Contents>${facts.join('')}</Contents>`);
  }
  sendXml(response, xmlDocument('ListBucketResult', inner.join('')));
};

const toToken = (key: string) => Buffer.from(key).toString('base64url');
const fromToken = (token: string) => Buffer.from(token, 'base64url').toString();
