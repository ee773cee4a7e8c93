/**
 * The golden data as the lake holds them, asked by the query engine: for tests of what is traced
 * back to documents, without the rest of the system.
 */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { AthenaClient } from '@aws-sdk/client-athena';
import { startAthena } from '../../local/services/athena/server.ts';
import type { TrinoAddress } from '../../local/services/athena/trino-client.ts';
import { clientSettings, testAccess } from '../../local/services/testing.ts';
import { createQueryEngine } from '../../shared/aws/athena.ts';
import { parsePeriod, spanOf } from '../../shared/calendar/period.ts';
import {
  decodeManifest,
  encodeManifest,
  type Manifest,
  queryManifest,
} from '../../shared/evidence/manifest.ts';
import { compact } from '../../shared/lake/compact.ts';
import { citiesOf, writeReferenceTables } from '../../shared/lake/reference.ts';
import { LAKE_TABLES } from '../../shared/lake/tables.ts';
import { runParameters } from '../../shared/scorecards/queries.ts';
import { BUILT_IN } from '../../shared/scoring/scheme.ts';
import { receiveSubmissions } from '../../shared/submissions/receive.ts';
import { type MemoryObjects, memoryItems, memoryObjects } from '../../shared/testing/memory.ts';
import type { ReferenceKind } from '../../shared/units/kinds.ts';
import { createReferenceStore } from '../../shared/units/store.ts';
import { goldenLines } from './golden.ts';

const FOLDER = fileURLToPath(new URL('../golden/wugang/', import.meta.url));
const TODAY = '2026-01-10';
const SENDER = { account: 'test', unit: '410000000000', role: 'administrator' } as const;
const clock = () => Date.UTC(2026, 0, 10, 4);

/** Writes the lake of the memory to disk, where the engine reads it. */
function writeLake({ contents }: MemoryObjects, scratch: string): void {
  for (const [key, body] of contents) {
    if (!key.startsWith('lake/')) continue;
    const file = join(scratch, 'lake', key);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, body);
  }
}

/** The query engine over a lake on disk: by DuckDB, or by the Trino that reads the folder's store. */
export async function openLake(scratch: string, trino?: TrinoAddress) {
  const server = await startAthena({
    ...(trino ? { trino } : {}),
    access: testAccess,
    databases: ['fengqiao'],
    tables: LAKE_TABLES.map(({ name, columns, partition }) => ({
      ...{ database: 'fengqiao', name, columns, location: `s3://lake/lake/${name}/` },
      partitionKeys: partition ? [{ name: partition.name, type: 'string' }] : [],
      parameters: partition
        ? {
            'projection.enabled': 'true',
            [`projection.${partition.name}.type`]: 'date',
            [`projection.${partition.name}.format`]: partition.format,
            [`projection.${partition.name}.range`]:
              partition.name === 'day' ? '2020-01-01,NOW+1DAYS' : '2020-01,NOW+1MONTHS',
          }
        : {},
    })),
    workGroups: [
      {
        name: 'fengqiao',
        outputLocation: 's3://results/',
        bytesScannedCutoff: undefined,
        enforced: true,
      },
    ],
    folderOf: (bucket) => join(scratch, bucket),
    putObject: async () => {},
    now: clock,
  });
  const client = new AthenaClient(clientSettings(server.url));
  const engine = createQueryEngine(client, { workGroup: 'fengqiao', database: 'fengqiao' });
  const close = async () => {
    client.destroy();
    await server.close();
  };
  return { client, engine, close };
}

/** Receives, compacts and writes all of it; `close` when it is done with. */
export async function startGoldenLake() {
  const objects = memoryObjects();
  const items = memoryItems();
  const ports = { objects, items, clock, today: TODAY };
  const reference = createReferenceStore(ports);
  const scratch = mkdtempSync(join(tmpdir(), 'fengqiao-'));
  const files = JSON.parse(readFileSync(`${FOLDER}reference.json`, 'utf8')) as {
    kind: ReferenceKind;
    file: string;
    effective: string;
  }[];
  for (const { kind, file, effective } of files) {
    const uploaded = await reference.upload(kind, readFileSync(FOLDER + file), effective, 'test');
    if (!uploaded.ok) throw new Error(file);
  }
  const book = await reference.book();
  const submittals = goldenLines().map((line) => ({ document: JSON.parse(line) }));
  await receiveSubmissions(ports, book, SENDER, submittals);
  await compact(ports, citiesOf(book), async () => {});
  await writeReferenceTables(objects, book);
  writeLake(objects, scratch);
  const { engine, close } = await openLake(scratch);
  /** A period, and what fills the named parameters of its run's SQL. */
  const parametersOf = (id: string) => {
    const period = parsePeriod(id);
    const span = period && spanOf(period, TODAY);
    const [scheme] = BUILT_IN;
    if (!period || !span || !scheme) throw new Error('no period');
    return { period, span, parameters: runParameters(period, span, scheme) };
  };
  return {
    ports,
    book,
    engine,
    /** The bucket `lake` is a folder in it. */
    folder: scratch,
    parametersOf,
    /** The manifest that a run of the period would keep. */
    async manifestOf(id: string): Promise<Manifest> {
      const { span, parameters } = parametersOf(id);
      const manifest = await queryManifest(engine, { span, parameters, book });
      return decodeManifest(encodeManifest(manifest));
    },
    async close(): Promise<void> {
      await close();
      rmSync(scratch, { recursive: true });
    },
  };
}
