import { setTimeout as sleep } from 'node:timers/promises';
import {
  type DynamoDBClient,
  TransactionCanceledException,
  TransactionInProgressException,
} from '@aws-sdk/client-dynamodb';
import {
  BatchWriteCommand,
  DynamoDBDocumentClient,
  GetCommand,
  QueryCommand,
  type QueryCommandInput,
  TransactWriteCommand,
  type TransactWriteCommandInput,
} from '@aws-sdk/lib-dynamodb';
import {
  InvalidCursor,
  type Item,
  type ItemCondition,
  type ItemKey,
  type ItemQuery,
  type ItemTable,
  type ItemWrite,
} from '../ports.ts';

const MOST_WRITES_A_BATCH = 25;
const BATCHES_AT_ONCE = 4;
const MOST_TRIES = 10;
const FIRST_PAUSE_MS = 25;
const LONGEST_PAUSE_MS = 2_000;
/** Reasons of a cancelled transaction that another try may not meet. */
const PASSING: readonly string[] = [
  'TransactionConflict',
  'ThrottlingError',
  'ProvisionedThroughputExceeded',
];
/** The end of what begins with a prefix: no text of ours holds this last of all characters. */
const LAST = '\u{10FFFF}';

/**
 * The table of DynamoDB with keys `pk` and `sk` and the index `index1` on `pk1` and `sk1`.
 *
 * Every write is a transaction, also a single one: its token makes the SDK's own retries harmless,
 * where an update that was repeated after a lost answer would add twice and a conditional put
 * would take its own item for another's.
 */
export function createItemTable(client: DynamoDBClient, tableName: string): ItemTable {
  const documents = DynamoDBDocumentClient.from(client);

  /** One batch, as often as the service leaves some of it undone. */
  async function putBatch(items: readonly Item[]): Promise<void> {
    let requests: Record<string, unknown>[] = items.map((Item) => ({ PutRequest: { Item } }));
    for (let tries = 1; ; tries += 1) {
      const answer = await documents.send(
        new BatchWriteCommand({ RequestItems: { [tableName]: requests } }),
      );
      requests = answer.UnprocessedItems?.[tableName] ?? [];
      if (requests.length === 0) return;
      if (tries === MOST_TRIES) {
        throw new Error(`${requests.length} items of a batch were not written in ${tries} tries`);
      }
      await pause(tries);
    }
  }

  return {
    async get({ pk, sk }) {
      const answer = await documents.send(
        new GetCommand({ TableName: tableName, Key: { pk, sk }, ConsistentRead: true }),
      );
      return answer.Item as Item | undefined;
    },

    async query(query) {
      const keys = keyNames(query);
      const condition = keyCondition(query);
      const items: Item[] = [];
      if (!condition) return { items, next: null };
      // One more than asked for tells whether there is a next page at all.
      const wanted = query.limit === undefined ? Number.POSITIVE_INFINITY : query.limit + 1;
      let start = query.cursor === undefined ? undefined : readCursor(query.cursor, query);
      do {
        const command = new QueryCommand({
          TableName: tableName,
          ...(query.index ? { IndexName: query.index } : { ConsistentRead: true }),
          ...condition,
          ScanIndexForward: !query.descending,
          ...(Number.isFinite(wanted) && { Limit: wanted - items.length }),
          ...(start && { ExclusiveStartKey: start }),
        });
        const answer = await documents.send(command).catch((cause: unknown) => {
          // The rest of the query is ours; only the place that a cursor names is not.
          if (items.length > 0 || !query.cursor || !isValidation(cause)) throw cause;
          throw new InvalidCursor('the cursor is not one of this query', { cause });
        });
        items.push(...((answer.Items ?? []) as Item[]));
        start = answer.LastEvaluatedKey;
      } while (start && items.length < wanted);
      if (items.length < wanted) return { items, next: null };
      items.pop();
      return { items, next: writeCursor(items.at(-1), keys) };
    },

    async transact(writes) {
      if (writes.length === 0) return true;
      const TransactItems = writes.map((write) => transactItem(write, tableName));
      for (let tries = 1; ; tries += 1) {
        try {
          await documents.send(new TransactWriteCommand({ TransactItems }));
          return true;
        } catch (error) {
          const reasons = cancellationReasons(error);
          if (reasons.includes('ConditionalCheckFailed')) return false;
          const mayPass =
            error instanceof TransactionInProgressException ||
            (reasons.length > 0 && reasons.every((reason) => PASSING.includes(reason)));
          if (!mayPass || tries === MOST_TRIES) throw error;
          await pause(tries);
        }
      }
    },

    async putAll(items) {
      // A batch may not name a key twice; of two items the later one stands, as if put in turn.
      const byKey = new Map(items.map((item) => [JSON.stringify([item.pk, item.sk]), item]));
      const batches = chunks([...byKey.values()], MOST_WRITES_A_BATCH).values();
      const workers = Array.from({ length: BATCHES_AT_ONCE }, async () => {
        // The workers share one iterator, so each batch is taken once.
        for (const batch of batches) await putBatch(batch);
      });
      await Promise.all(workers);
    },
  };
}

function chunks<T>(all: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(all.length / size) }, (_, index) =>
    all.slice(index * size, (index + 1) * size),
  );
}

/** Waits at random up to a time that doubles with every try, so that rivals part. */
function pause(tries: number): Promise<void> {
  return sleep(Math.random() * Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** tries));
}

const isValidation = (error: unknown) =>
  error instanceof Error && error.name === 'ValidationException';

/** Why a transaction was cancelled, without the parts that had no part in it. */
function cancellationReasons(error: unknown): string[] {
  if (!(error instanceof TransactionCanceledException)) return [];
  return (error.CancellationReasons ?? [])
    .map(({ Code }) => Code ?? 'None')
    .filter((code) => code !== 'None');
}

type KeyCondition = Pick<
  QueryCommandInput,
  'KeyConditionExpression' | 'ExpressionAttributeNames' | 'ExpressionAttributeValues'
>;

/** DynamoDB takes one condition on the sort key; undefined where no key can meet the query's. */
function keyCondition(query: ItemQuery): KeyCondition | undefined {
  const [pk, sk] = keyNames(query);
  const { from, to, prefix } = query;
  const names = { '#pk': pk };
  const values = { ':pk': query.pk };
  const onSort = (condition: string, more: Record<string, string>): KeyCondition => ({
    KeyConditionExpression: `#pk = :pk AND ${condition}`,
    ExpressionAttributeNames: { ...names, '#sk': sk },
    ExpressionAttributeValues: { ...values, ...more },
  });
  const low = greatest([from, prefix].filter((bound) => bound));
  const high = least(
    [to, prefix && prefix + LAST].filter((bound) => bound !== undefined && bound !== ''),
  );
  if (to === '' || (low !== undefined && high !== undefined && compare(low, high) > 0)) {
    return undefined;
  }
  if (prefix && from === undefined && to === undefined) {
    return onSort('begins_with(#sk, :prefix)', { ':prefix': prefix });
  }
  if (low !== undefined && high !== undefined) {
    return onSort('#sk BETWEEN :low AND :high', { ':low': low, ':high': high });
  }
  if (low !== undefined) return onSort('#sk >= :low', { ':low': low });
  if (high !== undefined) return onSort('#sk <= :high', { ':high': high });
  return {
    KeyConditionExpression: '#pk = :pk',
    ExpressionAttributeNames: names,
    ExpressionAttributeValues: values,
  };
}

/** By UTF-8 bytes, as DynamoDB orders texts. */
const compare = (left: string, right: string) =>
  Buffer.compare(Buffer.from(left), Buffer.from(right));
const greatest = (texts: (string | undefined)[]) => sorted(texts).at(-1);
const least = (texts: (string | undefined)[]) => sorted(texts).at(0);
const sorted = (texts: (string | undefined)[]) =>
  texts.filter((text) => text !== undefined).sort(compare);

const keyNames = ({ index }: ItemQuery): [string, string] =>
  index ? ['pk1', 'sk1'] : ['pk', 'sk'];

/** A cursor names its item by every key that places it, but for the partition, which the query has. */
function writeCursor(last: Item | undefined, [, sk]: [string, string]): string | null {
  if (!last) return null;
  const place = sk === 'sk' ? [last.sk] : [last[sk], last.pk, last.sk];
  return Buffer.from(JSON.stringify(place)).toString('base64url');
}

function readCursor(cursor: string, query: ItemQuery): Record<string, string> {
  let place: unknown;
  try {
    place = JSON.parse(Buffer.from(cursor, 'base64url').toString());
  } catch (cause) {
    throw new InvalidCursor('the cursor is not one of ours', { cause });
  }
  const isPlace =
    Array.isArray(place) &&
    place.length === (query.index ? 3 : 1) &&
    place.every((text) => typeof text === 'string' && text !== '');
  if (!isPlace) throw new InvalidCursor('the cursor is not one of this query');
  const [first, pk, sk] = place as string[];
  return query.index
    ? { pk1: query.pk, sk1: first ?? '', pk: pk ?? '', sk: sk ?? '' }
    : { pk: query.pk, sk: first ?? '' };
}

type TransactItem = NonNullable<TransactWriteCommandInput['TransactItems']>[number];

/** Expressions name attributes and values by placeholders only: any name may be a reserved word. */
function transactItem(write: ItemWrite, TableName: string): TransactItem {
  const names: Record<string, string> = {};
  const values: Record<string, unknown> = {};
  const named = (attribute: string) => {
    const placeholder = `#n${Object.keys(names).length}`;
    names[placeholder] = attribute;
    return placeholder;
  };
  const valued = (value: unknown) => {
    const placeholder = `:v${Object.keys(values).length}`;
    values[placeholder] = value;
    return placeholder;
  };
  const condition = write.condition && conditionExpression(write.condition, named, valued);
  const update = 'update' in write ? updateExpression(write, named, valued) : '';
  const common = {
    TableName,
    ...(condition !== undefined && { ConditionExpression: condition }),
    ...(Object.keys(names).length > 0 && { ExpressionAttributeNames: names }),
    ...(Object.keys(values).length > 0 && { ExpressionAttributeValues: values }),
  };
  if ('put' in write) return { Put: { ...common, Item: write.put } };
  if ('remove' in write) return { Delete: { ...common, Key: keyOf(write.remove) } };
  const Key = keyOf(write.update);
  if (update !== '') return { Update: { ...common, Key, UpdateExpression: update } };
  if (condition === undefined) throw new Error('an update without a change or a condition');
  return { ConditionCheck: { ...common, Key, ConditionExpression: condition } };
}

/** The key alone of what may be a whole item. */
const keyOf = ({ pk, sk }: ItemKey) => ({ pk, sk });

type Placeholder<T> = (value: T) => string;

function conditionExpression(
  condition: ItemCondition,
  named: Placeholder<string>,
  valued: Placeholder<unknown>,
): string {
  if ('absent' in condition) return `attribute_not_exists(${named('pk')})`;
  const name = named(condition.attribute);
  if ('equals' in condition) return `${name} = ${valued(condition.equals)}`;
  return `attribute_not_exists(${name}) OR ${name} < ${valued(condition.lessThan)}`;
}

function updateExpression(
  { set = {}, add = {} }: Extract<ItemWrite, { update: ItemKey }>,
  named: Placeholder<string>,
  valued: Placeholder<unknown>,
): string {
  const sets = Object.entries(set).map(([name, value]) => `${named(name)} = ${valued(value)}`);
  const adds = Object.entries(add).map(([name, value]) => `${named(name)} ${valued(value)}`);
  return [
    ...(sets.length > 0 ? [`SET ${sets.join(', ')}`] : []),
    ...(adds.length > 0 ? [`ADD ${adds.join(', ')}`] : []),
  ].join(' ');
}
