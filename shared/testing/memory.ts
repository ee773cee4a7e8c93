/**
 * The ports in memory, with the exact semantics of conditions and transactions: for tests of
 * what stands above them. The AWS implementations are tested on their own services.
 */
import { createHash } from 'node:crypto';
import {
  InvalidCursor,
  type Item,
  type ItemCondition,
  type ItemKey,
  type ItemTable,
  type ItemValue,
  type ItemWrite,
  type MessageQueue,
  type ObjectStore,
  type Topic,
  type TopicMessage,
} from '../ports.ts';

const encoder = new TextEncoder();

export interface MemoryObjects extends ObjectStore {
  readonly contents: Map<string, Uint8Array>;
}

/** An empty bucket; `chunkBytes` is the size of the pieces that `stream` gives. */
export function memoryObjects(chunkBytes = 65_536): MemoryObjects {
  const contents = new Map<string, Uint8Array>();
  const etagOf = (body: Uint8Array) => `"${createHash('md5').update(body).digest('hex')}"`;
  return {
    contents,
    async get(key) {
      const body = contents.get(key);
      return body && { body: body.slice(), etag: etagOf(body) };
    },
    async head(key) {
      const body = contents.get(key);
      return body && { key, size: body.length, etag: etagOf(body) };
    },
    async stream(key, offset = 0, etag = undefined) {
      const body = contents.get(key);
      if (!body || (etag !== undefined && etagOf(body) !== etag)) throw new Error('no such object');
      return (async function* () {
        for (let at = offset; at < body.length; at += chunkBytes) {
          yield body.slice(at, at + chunkBytes);
        }
      })();
    },
    async put(key, body, options) {
      const held = contents.get(key);
      const condition = options?.condition;
      if (condition && 'ifAbsent' in condition && held) return false;
      if (condition && 'ifMatch' in condition && (!held || etagOf(held) !== condition.ifMatch)) {
        return false;
      }
      contents.set(key, typeof body === 'string' ? encoder.encode(body) : body.slice());
      return true;
    },
    async putStream(key, chunks) {
      const parts: Uint8Array[] = [];
      for await (const chunk of chunks) parts.push(chunk);
      contents.set(key, new Uint8Array(Buffer.concat(parts)));
    },
    async *list(prefix) {
      const keys = [...contents.keys()].filter((key) => key.startsWith(prefix)).sort();
      for (const key of keys) {
        const body = contents.get(key);
        if (body) yield { key, size: body.length, etag: etagOf(body) };
      }
    },
    async delete(key) {
      contents.delete(key);
    },
    async presignPut(key) {
      return { method: 'PUT', url: `https://objects.test/${key}`, headers: {} };
    },
    async presignGet(key) {
      return `https://objects.test/${key}`;
    },
  };
}

export interface MemoryItems extends ItemTable {
  /** Every item, in key order: to see that nothing was written. */
  all(): Item[];
}

const compare = (a: string, b: string) => Buffer.compare(Buffer.from(a), Buffer.from(b));
const text = (value: ItemValue | undefined) => (typeof value === 'string' ? value : '');

/** An empty table. */
export function memoryItems(): MemoryItems {
  const items = new Map<string, Item>();
  const idOf = (key: ItemKey) => JSON.stringify([key.pk, key.sk]);
  const keyOf = (write: ItemWrite): ItemKey =>
    'put' in write ? write.put : 'update' in write ? write.update : write.remove;

  function holds(condition: ItemCondition | undefined, item: Item | undefined): boolean {
    if (!condition) return true;
    if ('absent' in condition) return item === undefined;
    const value = item?.[condition.attribute];
    if ('equals' in condition) return value === condition.equals;
    return value === undefined || (typeof value === 'number' && value < condition.lessThan);
  }

  function apply(write: ItemWrite): void {
    const key = keyOf(write);
    if ('remove' in write) {
      items.delete(idOf(key));
    } else if ('put' in write) {
      items.set(idOf(key), structuredClone(write.put));
    } else {
      const item: Record<string, ItemValue> = {
        ...(items.get(idOf(key)) ?? { pk: key.pk, sk: key.sk }),
        ...structuredClone(write.set ?? {}),
      };
      for (const [name, amount] of Object.entries(write.add ?? {})) {
        item[name] = Number(item[name] ?? 0) + amount;
      }
      items.set(idOf(key), { ...item, pk: key.pk, sk: key.sk });
    }
  }

  const sorted = () =>
    [...items.values()].sort((a, b) => compare(a.pk, b.pk) || compare(a.sk, b.sk));

  return {
    all: sorted,
    async get(key) {
      return structuredClone(items.get(idOf(key)));
    },
    async query(query) {
      const [hash, range] = query.index ? (['pk1', 'sk1'] as const) : (['pk', 'sk'] as const);
      const found = [...items.values()]
        .filter((item) => item[hash] === query.pk && typeof item[range] === 'string')
        .filter((item) => {
          const sort = text(item[range]);
          return (
            (query.from === undefined || compare(sort, query.from) >= 0) &&
            (query.to === undefined || compare(sort, query.to) <= 0) &&
            (query.prefix === undefined || sort.startsWith(query.prefix))
          );
        })
        .sort(
          (a, b) =>
            compare(text(a[range]), text(b[range])) || compare(a.pk, b.pk) || compare(a.sk, b.sk),
        );
      if (query.descending) found.reverse();
      const start = query.cursor === undefined ? 0 : Number(query.cursor);
      if (!Number.isInteger(start)) throw new InvalidCursor('the cursor is not one of ours');
      const end = query.limit === undefined ? found.length : start + query.limit;
      return {
        items: structuredClone(found.slice(start, end)),
        next: end < found.length ? String(end) : null,
      };
    },
    async transact(writes) {
      if (writes.length > 100) throw new Error('more than 100 writes in one transaction');
      if (new Set(writes.map((write) => idOf(keyOf(write)))).size < writes.length) {
        throw new Error('two writes of one item in one transaction');
      }
      if (!writes.every((write) => holds(write.condition, items.get(idOf(keyOf(write)))))) {
        return false;
      }
      for (const write of writes) apply(write);
      return true;
    },
    async putAll(puts) {
      for (const put of puts) apply({ put });
    },
  };
}

export interface MemoryQueue extends MessageQueue {
  readonly sent: string[];
}

/** An empty queue. */
export function memoryQueue(): MemoryQueue {
  const sent: string[] = [];
  return {
    sent,
    async send(body) {
      sent.push(body);
    },
    async depth() {
      return sent.length;
    },
  };
}

export interface MemoryTopic extends Topic {
  readonly published: TopicMessage[];
}

/** A topic that nobody has subscribed to. */
export function memoryTopic(): MemoryTopic {
  const published: TopicMessage[] = [];
  return {
    published,
    async publish(message) {
      published.push(message);
    },
  };
}
