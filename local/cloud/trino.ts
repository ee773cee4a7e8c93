/**
 * A Trino as the engine behind the embedded Athena: where it answers, and the key with which it
 * reads the lake from this machine's store.
 */
import { randomBytes } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { Access } from '../services/access.ts';
import { type GlueTable, parseLocation } from '../services/athena/catalogue.ts';
import type { TrinoAddress } from '../services/athena/trino-client.ts';

export interface TrinoOptions {
  readonly address: TrinoAddress;
  /** The port on loopback at which its catalog looks for the store. */
  readonly s3Port: number;
}

const keySchema = z.object({ accessKeyId: z.string().min(1), secretAccessKey: z.string().min(1) });

/** Trino's key, kept in `trino-key.json` of the data folder for its catalog's settings. */
function keyIn(dataDir: string): z.output<typeof keySchema> {
  const file = join(dataDir, 'trino-key.json');
  try {
    const secretAccessKey = randomBytes(24).toString('base64url');
    const text = JSON.stringify({ accessKeyId: 'trino', secretAccessKey });
    writeFileSync(file, `${text}\n`, { flag: 'wx', mode: 0o600 });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  return keySchema.parse(JSON.parse(readFileSync(file, 'utf8')));
}

/**
 * Who may use the store, with Trino among them: it reads the tables' objects, and may keep its
 * metastore under `trino/` of their bucket.
 */
export function withTrino(access: Access, dataDir: string, tables: readonly GlueTable[]): Access {
  const key = keyIn(dataDir);
  const places = tables.map(({ location }) => parseLocation(location));
  const may = (action: string, resource: string) => {
    if (action === 's3:ListBucket') return places.some(({ bucket }) => bucket === resource);
    if (places.some(({ bucket }) => resource.startsWith(`${bucket}/trino/`))) return true;
    const inTable = places.some((at) => resource.startsWith(`${at.bucket}/${at.prefix}`));
    return action === 's3:GetObject' && inTable;
  };
  return {
    accessKeys: (id) => (id === key.accessKeyId ? key.secretAccessKey : access.accessKeys(id)),
    authorize(call) {
      if (call.accessKeyId !== key.accessKeyId) return access.authorize(call);
      const allowed = call.service === 's3' && may(call.action, call.resource);
      return allowed || { error: `Trino may not ${call.action} ${call.resource}` };
    },
  };
}
