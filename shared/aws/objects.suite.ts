/**
 * What the object store must do on any engine: the embedded one, and those that others wrote.
 * `open` gives a store on an empty bucket, the client under it, and a way to put many one-byte
 * objects there quickly.
 */
import { createHash } from 'node:crypto';
import type { S3Client } from '@aws-sdk/client-s3';
import { describe, expect } from 'vitest';
import { conformance, type Differences } from '../../local/services/testing.ts';
import type { ObjectInfo, ObjectStore } from '../ports.ts';
import { createObjectStore } from './objects.ts';

export interface OpenStore {
  readonly store: ObjectStore;
  readonly client: S3Client;
  fill(keys: readonly string[]): Promise<void>;
}

const text = (bytes: Uint8Array | undefined) => new TextDecoder().decode(bytes);

export function objectStoreSuite(open: () => Promise<OpenStore>, differs: Differences = {}): void {
  const it = conformance(differs);
  describe('an object store on S3', () => {
    it('puts, reads, heads and deletes', async () => {
      const { store } = await open();
      expect(await store.get('k')).toBeUndefined();
      expect(await store.head('k')).toBeUndefined();
      expect(await store.put('empty', '')).toBe(true);
      await store.put('k', '枫桥', { contentType: 'text/plain' });
      const read = await store.get('k');
      expect(text(read?.body)).toBe('枫桥');
      expect(read?.body.constructor).toBe(Uint8Array);
      expect(await store.head('k')).toEqual({ key: 'k', size: 6, etag: read?.etag });
      await store.delete('k');
      await store.delete('k');
      expect(await store.get('k')).toBeUndefined();
    });

    it('puts conditionally: one of many at once wins', async () => {
      const { store } = await open();
      const racers = Array.from({ length: 10 }, (_, index) =>
        store.put('k', `writer ${index}`, { condition: { ifAbsent: true } }),
      );
      const won = await Promise.all(racers);
      expect(won.filter(Boolean)).toHaveLength(1);
      const { etag = '' } = (await store.get('k')) ?? {};
      expect(await store.put('k', 'next', { condition: { ifMatch: etag } })).toBe(true);
      expect(await store.put('k', 'late', { condition: { ifMatch: etag } })).toBe(false);
      expect(await store.put('gone', 'x', { condition: { ifMatch: etag } })).toBe(false);
      expect(text((await store.get('k'))?.body)).toBe('next');
    });

    it('takes a missing bucket for an outage, not for an absent object', async () => {
      const { client } = await open();
      const store = createObjectStore(client, 'elsewhere');
      await expect(store.get('k')).rejects.toThrow('bucket does not exist');
      await expect(store.put('k', '', { condition: { ifMatch: '"x"' } })).rejects.toThrow();
    });

    it('streams from an offset on', async () => {
      const { store } = await open();
      await store.put('k', '0123456789');
      const from = async (offset?: number) => {
        const parts: Uint8Array[] = [];
        for await (const part of await store.stream('k', offset)) parts.push(part);
        return Buffer.concat(parts).toString();
      };
      expect(await from()).toBe('0123456789');
      expect(await from(7)).toBe('789');
      expect(await from(10)).toBe('');
      await expect(store.stream('none')).rejects.toThrow();
    });

    it('streams only the version that was meant', async () => {
      const { store } = await open();
      await store.put('k', 'first');
      const { etag = '' } = (await store.head('k')) ?? {};
      expect(await store.stream('k', 0, etag)).toBeDefined();
      await store.put('k', 'other');
      await expect(store.stream('k', 0, etag)).rejects.toThrow();
    });

    it('puts what comes in pieces, of any length', async () => {
      const { store } = await open();
      const piece = Buffer.from('枫桥经验\n'.repeat(70_000));
      async function* pieces(count: number) {
        for (let number = 0; number < count; number += 1) yield piece;
      }
      for (const count of [0, 1, 11, 22]) {
        await store.putStream('k', pieces(count), { contentType: 'text/plain' });
        const hash = (bytes: Uint8Array = new Uint8Array()) =>
          createHash('sha256').update(bytes).digest('hex');
        const whole = Buffer.concat(Array.from({ length: count }, () => piece));
        expect(hash((await store.get('k'))?.body)).toBe(hash(whole));
      }
      // Of one that breaks off there is nothing, and the object stays what it was.
      async function* broken() {
        yield* pieces(15);
        throw new Error('the source is gone');
      }
      const before = await store.head('k');
      await expect(store.putStream('k', broken())).rejects.toThrow('the source is gone');
      expect(await store.head('k')).toEqual(before);
    });

    it('lists more than a page', async () => {
      const { store, fill } = await open();
      const names = Array.from({ length: 1003 }, (_, n) => String(n).padStart(4, '0'));
      const keys = names.map((name) => `day/${name}`);
      await fill([...keys, 'dax', 'daz']);
      const listed: ObjectInfo[] = [];
      for await (const info of store.list('day/')) listed.push(info);
      expect(listed.map(({ key }) => key)).toEqual(keys);
      expect(listed[0]).toEqual(await store.head('day/0000'));
    });

    it('gives links by which their object is put and read', async () => {
      const { store } = await open();
      const { url, method, headers } = await store.presignPut('inbox/一.ndjson', 600);
      const body = '{"a":1}\n';
      expect((await fetch(url, { method, headers, body })).status).toBe(200);
      expect(text((await store.get('inbox/一.ndjson'))?.body)).toBe(body);
      const link = await store.presignGet('inbox/一.ndjson', 600);
      expect(await (await fetch(link)).text()).toBe(body);
    });

    it('gives links for their object and their method only', async () => {
      const { store } = await open();
      const body = 'x';
      const { url, method } = await store.presignPut('inbox/one', 600);
      const tampered = url.replace('inbox/', 'other/');
      expect((await fetch(tampered, { method, body })).status).toBe(403);
      const longer = url.replace('X-Amz-Expires=600', 'X-Amz-Expires=6000');
      expect((await fetch(longer, { method, body })).status).toBe(403);
      await store.put('inbox/one', 'kept');
      const link = await store.presignGet('inbox/one', 600);
      expect((await fetch(link, { method, body })).status).toBe(403);
      expect(text((await store.get('inbox/one'))?.body)).toBe('kept');
    });
  });
}
