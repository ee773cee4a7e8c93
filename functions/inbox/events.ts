import { z } from 'zod';

/** One new object in the inbox bucket. */
export interface Upload {
  readonly key: string;
  /** Names this very write of the object: the same in a repeated notification. */
  readonly event: string;
}

const notificationSchema = z.object({
  Records: z.array(
    z.object({
      s3: z.object({
        object: z.object({
          key: z.string(),
          eTag: z.string().default(''),
          sequencer: z.string().default(''),
        }),
      }),
    }),
  ),
});

/**
 * The uploads that a message from S3 tells about; undefined where it is no notification of
 * new objects (S3 also sends a test message when the notification is set up).
 */
export function uploadsOf(body: string): Upload[] | undefined {
  try {
    const parsed = notificationSchema.safeParse(JSON.parse(body));
    return parsed.data?.Records.map(({ s3: { object } }) => ({
      // S3 writes keys as a form does: a space is a plus sign.
      key: decodeURIComponent(object.key.replaceAll('+', ' ')),
      event: `${object.sequencer}-${object.eTag.replaceAll('"', '')}`,
    }));
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof URIError) return undefined;
    throw error;
  }
}
