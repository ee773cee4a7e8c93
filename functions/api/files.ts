/** Answers that are files. */
import { z } from '@hono/zod-openapi';
import type { ApiContext } from './environment.ts';

export const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** A function's answer may have 6 MB, and bytes go out in base64. */
export const MAX_ANSWER_BYTES = 4_400_000;

/** The content of a file, in the API's description. */
export const binary = z.string().openapi({ format: 'binary' });

/** Answers with a file, under the `content-disposition` that names it. */
export function fileAnswer(c: ApiContext, bytes: Uint8Array, type: string, disposition: string) {
  return c.body(new Uint8Array(bytes), 200, {
    'content-type': type,
    'content-disposition': disposition,
  });
}
