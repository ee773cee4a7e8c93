import { z } from 'zod';
import type { Upload } from '../../shared/submissions/bulk.ts';

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
      etag: object.eTag.replaceAll('"', ''),
      sequencer: object.sequencer,
    }));
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof URIError) return undefined;
    throw error;
  }
}
