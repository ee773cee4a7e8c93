/**
 * The embedded cloud's stores without the network between: for filling a data folder that no
 * cloud runs on. What is written is what receiving the documents would have written.
 */
import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { TableDefinition } from '../local/services/dynamodb/schema.ts';
import { type KeyBytes, keyBytes } from '../local/services/dynamodb/schema.ts';
import { openTable } from '../local/services/dynamodb/table-store.ts';
import {
  type AttributeMap,
  type AttributeValue,
  mapOf,
} from '../local/services/dynamodb/values.ts';
import { openObjects } from '../local/services/s3/objects.ts';
import type { Item, ItemValue, ItemWrite } from '../shared/ports.ts';
import { SUCCESSIONS_PER_TRANSACTION, writesOf } from '../shared/submissions/ledger.ts';
import type { Document } from './documents.ts';

export interface StoresOptions {
  /** The data folder of a cloud that has been started on it before, and stopped. */
  readonly dataDir: string;
  /** The lake bucket. */
  readonly bucket: string;
  readonly table: TableDefinition;
}

/** Opens the stores. */
export async function openStores({ dataDir, bucket, table }: StoresOptions) {
  const objects = await openObjects(join(dataDir, 's3'), [bucket]);
  const database = new DatabaseSync(join(dataDir, 'dynamodb.sqlite'));
  database.exec('pragma journal_mode = wal; pragma synchronous = off');
  const items = openTable(database, table);

  /** Only what first revisions need: new items, and counters counted up. */
  function write(one: ItemWrite): void {
    if ('remove' in one) throw new Error('a first revision removes nothing');
    const { pk, sk } = 'put' in one ? one.put : one.update;
    const place = attributesOf({ pk, sk });
    const key = keyBytes(table, place) as KeyBytes;
    const before = items.get(key);
    if ('update' in one) {
      const counted = Object.entries(one.add ?? {}).map(([name, amount]) => {
        const held = before?.[name];
        return [name, { N: String(amount + (held && 'N' in held ? Number(held.N) : 0)) }] as const;
      });
      items.replace(key, before, mapOf([...Object.entries(before ?? place), ...counted]));
    } else {
      if (before) throw new Error('the data folder holds submissions already');
      items.replace(key, undefined, attributesOf(one.put));
    }
  }

  async function putObject(key: string, body: string | Uint8Array, type: string): Promise<void> {
    const file = objects.newFile();
    writeFileSync(file, body);
    const etag = `"${createHash('md5').update(body).digest('hex')}"`;
    const facts = { etag, headers: { 'content-type': type } };
    await objects.commit(bucket, key, file, facts, {}, async () => {});
  }

  return {
    /** Keeps documents of one day that are their stations' first of it. */
    async keepDocuments(documents: readonly Document[]): Promise<void> {
      await Promise.all(
        documents.map(({ revision, text }) => putObject(revision.key, text, 'application/json')),
      );
      const successions = documents.map(({ revision: next }) => ({
        ...{ next, latest: undefined, firstReceivedAt: next.receivedAt },
      }));
      database.exec('begin immediate');
      for (let from = 0; from < successions.length; from += SUCCESSIONS_PER_TRANSACTION) {
        writesOf(successions.slice(from, from + SUCCESSIONS_PER_TRANSACTION)).forEach(write);
      }
      database.exec('commit');
    },
    keepObject: (key: string, body: Uint8Array) => putObject(key, body, 'application/octet-stream'),
    close(): void {
      objects.close();
      database.close();
    },
  };
}

function attributesOf(item: Item): AttributeMap {
  return mapOf(Object.entries(item).map(([name, value]) => [name, attributeOf(value)]));
}

function attributeOf(value: ItemValue): AttributeValue {
  if (value === null) return { NULL: true };
  if (typeof value === 'string') return { S: value };
  if (typeof value === 'number') return { N: String(value) };
  if (typeof value === 'boolean') return { BOOL: value };
  if (value instanceof Uint8Array || Array.isArray(value))
    throw new Error('no such value in the ledger');
  return { M: mapOf(Object.entries(value).map(([name, one]) => [name, attributeOf(one)])) };
}
