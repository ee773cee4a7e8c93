/** What the project relies on in DynamoDB's transactions, against any engine. */
import { randomUUID } from 'node:crypto';
import {
  BatchGetItemCommand,
  type DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  TransactGetItemsCommand,
  TransactWriteItemsCommand,
} from '@aws-sdk/client-dynamodb';
import { describe, expect } from 'vitest';
import { conformance, type Differences } from '../testing.ts';
import { key, refusal, SUITE_TABLE } from './suite.ts';

const TableName = SUITE_TABLE.name;

export function transactionSuite(client: () => DynamoDBClient, differs: Differences = {}): void {
  const it = conformance(differs);
  const put = (item: object) => client().send(new PutItemCommand({ TableName, Item: { ...item } }));
  const get = async (pk: string, sk = '0') =>
    (await client().send(new GetItemCommand({ TableName, Key: key(pk, sk) }))).Item;

  describe('transactions', () => {
    it('do all or nothing and say which part failed', async () => {
      await put({ ...key('there'), v: { N: '1' } });
      const call = client().send(
        new TransactWriteItemsCommand({
          TransactItems: [
            { Put: { TableName, Item: key('not made') } },
            {
              Put: {
                TableName,
                Item: key('there'),
                ConditionExpression: 'attribute_not_exists(pk)',
                ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
              },
            },
            {
              ConditionCheck: {
                TableName,
                Key: key('none'),
                ConditionExpression: 'attribute_not_exists(pk)',
              },
            },
          ],
        }),
      );
      await expect(call).rejects.toMatchObject({
        name: 'TransactionCanceledException',
        CancellationReasons: [
          { Code: 'None' },
          { Code: 'ConditionalCheckFailed', Item: { ...key('there'), v: { N: '1' } } },
          { Code: 'None' },
        ],
      });
      expect(await get('not made')).toBeUndefined();
    });

    it('let concurrent writers lose no count', async () => {
      const add = async (): Promise<void> => {
        const { v = { N: '0' } } = (await get('counter')) ?? {};
        const answer = await refusal(
          client().send(
            new TransactWriteItemsCommand({
              TransactItems: [
                {
                  Update: {
                    TableName,
                    Key: key('counter'),
                    UpdateExpression: 'ADD v :one',
                    ConditionExpression: 'attribute_not_exists(v) OR v = :seen',
                    ExpressionAttributeValues: { ':one': { N: '1' }, ':seen': v },
                  },
                },
              ],
            }),
          ),
        );
        if (answer !== 'no error') return add();
      };
      await Promise.all(Array.from({ length: 12 }, add));
      expect(await get('counter')).toEqual({ ...key('counter'), v: { N: '12' } });
    });

    it('are done once for one token, and refused for another request under it', async () => {
      const token = randomUUID();
      const transaction = (amount: string) =>
        client().send(
          new TransactWriteItemsCommand({
            ClientRequestToken: token,
            TransactItems: [
              {
                Update: {
                  TableName,
                  Key: key('once'),
                  UpdateExpression: 'ADD v :v',
                  ExpressionAttributeValues: { ':v': { N: amount } },
                },
              },
            ],
          }),
        );
      await transaction('1');
      await transaction('1');
      expect((await get('once'))?.v).toEqual({ N: '1' });
      expect(await refusal(transaction('2'))).toBe('IdempotentParameterMismatchException');
    });

    it('take one operation an item, and at least one', async () => {
      const Put = { TableName, Item: key('twice') };
      const send = (TransactItems: { Put: typeof Put }[]) =>
        refusal(client().send(new TransactWriteItemsCommand({ TransactItems })));
      expect(await send([{ Put }, { Put }])).toBe('ValidationException');
      expect(await send([])).toBe('ValidationException');
    });

    it('read together what batches read, too', async () => {
      await put(key('both', '1'));
      const { Responses } = await client().send(
        new TransactGetItemsCommand({
          TransactItems: [
            { Get: { TableName, Key: key('both', '1') } },
            { Get: { TableName, Key: key('both', '2') } },
          ],
        }),
      );
      expect(Responses?.map(({ Item }) => Item)).toEqual([key('both', '1'), undefined]);
      const batch = await client().send(
        new BatchGetItemCommand({
          RequestItems: { [TableName]: { Keys: [key('both', '1'), key('both', '2')] } },
        }),
      );
      expect(batch.Responses?.[TableName]).toEqual([key('both', '1')]);
    });
  });
}
