import { join } from 'node:path';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { expect, onTestFinished, test } from 'vitest';
import { startDynamoDb } from '../local/services/dynamodb/server.ts';
import { openObjects } from '../local/services/s3/objects.ts';
import { clientSettings, scratchFolder, testAccess } from '../local/services/testing.ts';
import { createItemTable } from '../shared/aws/items.ts';
import { canonicalJson } from '../shared/submissions/content.ts';
import type { Submission } from '../shared/submissions/contract.ts';
import { calendarOf, entriesOf, partitionsOf, revisionsOf } from '../shared/submissions/ledger.ts';
import { receiveSubmissions } from '../shared/submissions/receive.ts';
import { memoryItems, memoryObjects } from '../shared/testing/memory.ts';
import { createReferenceStore } from '../shared/units/store.ts';
import { liveCity } from './days.ts';
import { documentOf } from './documents.ts';
import { buildProvince } from './province.ts';
import { referenceFiles } from './reference.ts';
import { openStores } from './stores.ts';

const DAY = '2024-04-15';
const TABLE = {
  name: 'Table',
  hashKey: { name: 'pk', type: 'S' },
  rangeKey: { name: 'sk', type: 'S' },
  indexes: [
    { name: 'index1', hashKey: { name: 'pk1', type: 'S' }, rangeKey: { name: 'sk1', type: 'S' } },
  ],
} as const;

/** A day of the county as its stations would send it. */
function countyDay(): { readonly city: string; readonly documents: readonly Submission[] } {
  const [city] = buildProvince('county').cities;
  if (!city) throw new Error('a province without a city');
  return { city: city.code, documents: liveCity(city)(DAY) };
}

/** What receiving the documents leaves in the ledger and the bucket. */
async function received(documents: readonly Submission[], receivedAt: number) {
  const ports = { items: memoryItems(), objects: memoryObjects(), clock: () => receivedAt };
  const reference = createReferenceStore(ports);
  const province = buildProvince('county');
  for (const { kind, effective, csv } of referenceFiles(province, '2024-01-01', '2024-04')) {
    const uploaded = await reference.upload(kind, Buffer.from(csv), effective, 'test');
    expect(uploaded).toMatchObject({ ok: true });
  }
  const sender = { account: 'bench', unit: province.code, role: 'administrator' } as const;
  const outcomes = await receiveSubmissions(
    ports,
    await reference.book(),
    sender,
    documents.map((document) => ({ document })),
  );
  return { ...ports, outcomes };
}

test('the same day is made again the same, whoever makes it', () => {
  expect(countyDay().documents.map(canonicalJson)).toEqual(
    countyDay().documents.map(canonicalJson),
  );
});

test('what is stored directly is what receiving would have stored', async () => {
  const { city, documents } = countyDay();
  const made = documents.map((submission) => documentOf(city, submission));
  const first = made[0]?.revision;
  if (!first) throw new Error('a day without a document');
  const alike = made.map((one) => ({
    ...one,
    revision: {
      ...one.revision,
      receivedAt: first.receivedAt,
      onTime: first.onTime,
      sender: 'bench',
    },
  }));
  const wanted = await received(documents, first.receivedAt);
  expect(wanted.outcomes.every(({ outcome }) => outcome === 'accepted')).toBe(true);

  const dataDir = scratchFolder();
  const stores = await openStores({ dataDir, bucket: 'lake', table: TABLE });
  await stores.keepDocuments(alike);
  stores.close();

  const file = join(dataDir, 'dynamodb.sqlite');
  const server = await startDynamoDb({ ...testAccess, file, tables: [TABLE] });
  onTestFinished(() => server.close());
  const items = createItemTable(new DynamoDBClient(clientSettings(server.url)), TABLE.name);
  const ledgerOf = async (table: typeof items) => ({
    entries: await entriesOf(table, DAY, city),
    partitions: await partitionsOf(table, city),
    revisions: await revisionsOf(table, first.station, DAY),
    calendar: await calendarOf(table, first.station, DAY, DAY),
  });
  expect(await ledgerOf(items)).toEqual(await ledgerOf(wanted.items));

  const objects = await openObjects(join(dataDir, 's3'), ['lake']);
  onTestFinished(() => objects.close());
  for (const { revision } of alike) {
    expect(wanted.objects.contents.has(revision.key)).toBe(true);
    const object = await objects.open('lake', revision.key);
    expect(object?.headers).toEqual({ 'content-type': 'application/json' });
    expect(object?.size).toBe(wanted.objects.contents.get(revision.key)?.length);
  }
});
