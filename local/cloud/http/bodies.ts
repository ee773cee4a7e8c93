/** Request bodies in memory: each is read whole within its limit, all of them within one bound. */
import type { IncomingMessage } from 'node:http';

/** The client went away before its body was there. */
export class ClientGone extends Error {
  override readonly name = 'ClientGone';
}

/** The bodies of other requests take all the room that there is for them. */
export class NoRoom extends Error {
  override readonly name = 'NoRoom';
}

export interface Body {
  /**
   * Reads the whole body; undefined as soon as it is known to be longer than `limit` bytes. What
   * is left of it then is received and dropped. Throws ClientGone and NoRoom.
   */
  read(limit: number): Promise<Buffer | undefined>;
  /** Its bytes are needed no more. */
  release(): void;
}

/**
 * Bodies that hold at most `most` bytes together. Bytes count as they come, not as they are
 * announced: who announces much and sends nothing takes no room from the others.
 */
export function createBodies(most: number): (request: IncomingMessage) => Body {
  let held = 0;
  return (request) => {
    let own = 0;
    const release = () => {
      held -= own;
      own = 0;
    };
    const read = (limit: number) =>
      new Promise<Buffer | undefined>((resolve, reject) => {
        const chunks: Buffer[] = [];
        let size = 0;
        const drop = () => {
          chunks.length = 0;
          release();
        };
        request.on('data', (chunk: Buffer) => {
          size += chunk.length;
          if (size > limit) {
            drop();
            resolve(undefined);
          } else if (held + chunk.length > most) {
            // Whatever comes after it is dropped, too.
            size = Number.POSITIVE_INFINITY;
            drop();
            reject(new NoRoom('too many bodies at once'));
          } else {
            held += chunk.length;
            own += chunk.length;
            chunks.push(chunk);
          }
        });
        request.once('end', () => resolve(Buffer.concat(chunks)));
        request.once('close', () => {
          if (!request.complete) reject(new ClientGone('the client went away'));
        });
      });
    return {
      read: async (limit) => (lengthOf(request) > limit ? undefined : read(limit)),
      release,
    };
  };
}

/** As announced; 0 where it is not. */
export function lengthOf({ headers }: Pick<IncomingMessage, 'headers'>): number {
  return Number(headers['content-length'] ?? 0);
}
