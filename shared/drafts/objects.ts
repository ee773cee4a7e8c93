/** Objects of the lake bucket that several may write: read, changed, written over just what was read. */
import type { z } from 'zod';
import type { Clock, ObjectStore } from '../ports.ts';

export interface DraftPorts {
  /** The lake bucket: drafts stand under `drafts/`. */
  readonly objects: Pick<ObjectStore, 'get' | 'put'>;
  readonly clock: Clock;
}

/** Every lost race means that another writer won, so this many in a row is a fault. */
const MAX_RACES = 50;

/** An object as read, and the condition to write over just that. */
export async function readObject<T extends z.ZodType>(
  objects: DraftPorts['objects'],
  key: string,
  schema: T,
) {
  const object = await objects.get(key);
  return {
    held: object && schema.parse(JSON.parse(new TextDecoder().decode(object.body))),
    put: (value: z.infer<T>) =>
      objects.put(key, JSON.stringify(value), {
        contentType: 'application/json',
        condition: object ? { ifMatch: object.etag } : { ifAbsent: true },
      }),
  };
}

/** Tries until `attempt` has an answer: undefined says that another writer was faster. */
export async function racing<T>(attempt: () => Promise<T | undefined>): Promise<T> {
  for (let race = 0; race < MAX_RACES; race += 1) {
    const done = await attempt();
    if (done !== undefined) return done;
  }
  throw new Error(`a draft was written ${MAX_RACES} times in between`);
}
