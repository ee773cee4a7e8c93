/** What every operation works with. */
import type { ServerResponse } from 'node:http';
import type { Uploads } from './multipart.ts';
import type { ObjectFacts, ObjectFiles, PutConditions } from './objects.ts';
import { putConditions, type S3Request } from './requests.ts';

/** A new or replaced object, as a notification tells of it; the tag without quotes. */
export interface CreatedObject {
  readonly bucket: string;
  readonly key: string;
  readonly size: number;
  readonly etag: string;
}

export interface Store {
  readonly files: ObjectFiles;
  readonly uploads: Uploads;
  readonly largestByLink: (bucket: string, key: string) => number | undefined;
  readonly onCreated: (object: CreatedObject) => Promise<void>;
}

export type Operation = (
  store: Store,
  request: S3Request,
  response: ServerResponse,
) => Promise<void>;

/** The put's conditions, once the caller may put. */
export function requirePut(request: S3Request): PutConditions {
  request.require('s3:PutObject');
  const conditions = putConditions(request.http);
  // As the service: comparing with what is there is reading it.
  if (conditions.ifMatch !== undefined) request.require('s3:GetObject');
  return conditions;
}

/** Makes a synced file the request's object and tells of it, both before it returns. */
export function commitObject(
  { files, onCreated }: Store,
  { bucket, key }: S3Request,
  made: Pick<ObjectFacts, 'size' | 'etag' | 'headers'> & { readonly file: string },
  conditions: PutConditions,
): Promise<void> {
  const { file, size, etag, headers } = made;
  return files.commit(bucket, key, file, { etag, headers }, conditions, () =>
    onCreated({ bucket, key, size, etag: etag.replaceAll('"', '') }),
  );
}
