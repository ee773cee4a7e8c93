/** News of a new object, as S3 writes it to a queue. */
import type { CreatedObject } from '../../services/s3/operation.ts';
import type { Bucket } from '../template/description.ts';
import type { Send } from './queues.ts';

export interface NotificationOptions {
  readonly buckets: readonly Bucket[];
  readonly send: Send;
  readonly region: string;
  readonly account: string;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/**
 * Resolves when every queue that wants to know of the object has the news durably. Rejects with
 * NotAllowed where S3 may not send there: AWS would not have taken the bucket's configuration.
 */
export function createNotifier(options: NotificationOptions) {
  let sequence = 0;
  return async (object: CreatedObject): Promise<void> => {
    const bucket = options.buckets.find(({ name }) => name === object.bucket);
    const eventName = `ObjectCreated:${isMultipart(object) ? 'CompleteMultipartUpload' : 'Put'}`;
    const interested = (bucket?.notifications ?? []).filter(
      ({ event, prefix, suffix }) =>
        (event === 's3:ObjectCreated:*' || event === `s3:${eventName}`) &&
        object.key.startsWith(prefix) &&
        object.key.endsWith(suffix),
    );
    if (!bucket || interested.length === 0) return;
    const now = options.now();
    sequence += 1;
    const body = JSON.stringify({
      Records: [
        {
          eventVersion: '2.1',
          eventSource: 'aws:s3',
          awsRegion: options.region,
          eventTime: new Date(now).toISOString(),
          eventName,
          userIdentity: { principalId: options.account },
          s3: {
            s3SchemaVersion: '1.0',
            bucket: {
              name: bucket.name,
              ownerIdentity: { principalId: options.account },
              arn: bucket.arn,
            },
            object: {
              key: encodeKey(object.key),
              size: object.size,
              eTag: object.etag,
              sequencer: sequencer(now, sequence),
            },
          },
        },
      ],
    });
    await Promise.all(
      interested.map(({ queueArn }) =>
        options.send({ service: 's3.amazonaws.com', sourceArn: bucket.arn }, queueArn, body),
      ),
    );
  };
}

/** The tag of an object that was uploaded in parts ends with their number. */
function isMultipart({ etag }: CreatedObject): boolean {
  return etag.includes('-');
}

/** As a form field: a space is `+`. S3 leaves the slashes as they are. */
function encodeKey(key: string): string {
  return new URLSearchParams({ key }).toString().slice('key='.length).replaceAll('%2F', '/');
}

/** Later events have greater ones. */
function sequencer(now: number, sequence: number): string {
  return `${now.toString(16).padStart(12, '0')}${(sequence % 65_536).toString(16).padStart(4, '0')}`.toUpperCase();
}
