/** Presigned links to objects, answered on the API's own port: browsers reach no other one. */
import type { IncomingMessage, ServerResponse } from 'node:http';

export interface Links {
  takes(message: IncomingMessage): boolean;
  /** `proceed` lets a client that asks first send its body. */
  answer(message: IncomingMessage, response: ServerResponse, proceed: () => void): Promise<void>;
}

/** Nothing in it runs, whatever type it says it is of. */
const POLICY = "default-src 'none'; frame-ancestors 'none'";

const METHODS = ['GET', 'HEAD', 'PUT'];

/**
 * Takes requests for an object of a bucket that carry a signature in their query, and those alone:
 * calls of the store's own protocol stay on loopback. `host` is what links are signed for, whatever
 * a proxy makes of the header.
 */
export function createLinks(
  buckets: readonly string[],
  host: string,
  answer: Links['answer'],
): Links {
  return {
    takes({ method = '', url = '' }) {
      const [path = '', query = ''] = url.split('?', 2);
      const [, bucket = '', key = ''] = path.split('/', 3);
      return (
        METHODS.includes(method) &&
        key !== '' &&
        buckets.includes(bucket) &&
        new URLSearchParams(query).has('X-Amz-Signature')
      );
    },
    answer(message, response, proceed) {
      message.headers.host = host;
      // Somebody has uploaded what it leads to, and it stands on the page's own origin.
      response.setHeader('content-security-policy', POLICY);
      return answer(message, response, proceed);
    },
  };
}
