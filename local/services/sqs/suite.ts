/** What the project relies on in SQS, against any engine: ours, and others'. */
import {
  ChangeMessageVisibilityCommand,
  DeleteMessageBatchCommand,
  DeleteMessageCommand,
  GetQueueUrlCommand,
  ReceiveMessageCommand,
  SendMessageBatchCommand,
  SendMessageCommand,
  type SQSClient,
} from '@aws-sdk/client-sqs';
import { describe, expect } from 'vitest';
import { createQueue } from '../../../shared/aws/queue.ts';
import { conformance, type Differences } from '../testing.ts';

export interface OpenQueues {
  readonly client: SQSClient;
  /** The queue `inbox`: a message is hidden a minute, and twice received goes to `dead`. */
  readonly inbox: string;
  readonly dead: string;
}

/** `open` gives two empty queues. */
export function sqsSuite(open: () => Promise<OpenQueues>, differs: Differences = {}): void {
  const it = conformance(differs);
  const receive = async ({ client }: OpenQueues, QueueUrl: string) =>
    (
      await client.send(
        new ReceiveMessageCommand({
          QueueUrl,
          MaxNumberOfMessages: 10,
          MessageSystemAttributeNames: ['ApproximateReceiveCount'],
        }),
      )
    ).Messages ?? [];
  const refused = (call: Promise<unknown>) =>
    call.then(
      () => 'no error',
      (error: Error) => error.name,
    );

  describe('a queue', () => {
    it('hands out what was sent, hides it, and forgets it when it is deleted', async () => {
      const queues = await open();
      const { client, inbox } = queues;
      const queue = createQueue(client, inbox);
      await queue.send('{"kind":"枫桥"}');
      const [message, ...more] = await receive(queues, inbox);
      expect([message?.Body, more]).toEqual(['{"kind":"枫桥"}', []]);
      expect(message?.Attributes?.ApproximateReceiveCount).toBe('1');
      expect(await receive(queues, inbox)).toEqual([]);
      expect(await queue.depth()).toBe(1);
      const { ReceiptHandle } = message ?? {};
      await client.send(new DeleteMessageCommand({ QueueUrl: inbox, ReceiptHandle }));
      expect(await queue.depth()).toBe(0);
    });

    it('shows a message again that was let go, and gives it up after so many receipts', async () => {
      const queues = await open();
      const { client, inbox, dead } = queues;
      await createQueue(client, inbox).send('poison');
      for (const count of ['1', '2']) {
        const [message] = await receive(queues, inbox);
        expect(message?.Attributes?.ApproximateReceiveCount).toBe(count);
        const { ReceiptHandle } = message ?? {};
        const letGo = { QueueUrl: inbox, ReceiptHandle, VisibilityTimeout: 0 };
        await client.send(new ChangeMessageVisibilityCommand(letGo));
      }
      expect(await receive(queues, inbox)).toEqual([]);
      expect((await receive(queues, dead)).map(({ Body }) => Body)).toEqual(['poison']);
    });

    it('counts what waits, what is in hand and what is delayed', async () => {
      const queues = await open();
      const queue = createQueue(queues.client, queues.inbox);
      expect(await queue.depth()).toBe(0);
      await queue.send('one');
      expect(await receive(queues, queues.inbox)).toHaveLength(1);
      await queue.send('two');
      await queue.send('later', { delaySeconds: 900 });
      expect(await queue.depth()).toBe(3);
      expect((await receive(queues, queues.inbox)).map(({ Body }) => Body)).toEqual(['two']);
    });

    it('wakes who waits for a message', async () => {
      const { client, inbox } = await open();
      const waiting = client.send(
        new ReceiveMessageCommand({ QueueUrl: inbox, WaitTimeSeconds: 20 }),
      );
      await client.send(new SendMessageCommand({ QueueUrl: inbox, MessageBody: 'now' }));
      expect((await waiting).Messages?.[0]?.Body).toBe('now');
    });

    it('takes and deletes batches', async () => {
      const queues = await open();
      const { client, inbox } = queues;
      const Entries = ['a', 'b'].map((Id) => ({ Id, MessageBody: Id }));
      const sent = await client.send(new SendMessageBatchCommand({ QueueUrl: inbox, Entries }));
      expect(sent.Successful?.map(({ Id }) => Id)).toEqual(['a', 'b']);
      const messages = await receive(queues, inbox);
      const gone = messages.map(({ ReceiptHandle }, index) => ({ Id: `${index}`, ReceiptHandle }));
      await client.send(new DeleteMessageBatchCommand({ QueueUrl: inbox, Entries: gone }));
      expect(await createQueue(client, inbox).depth()).toBe(0);
    });

    it('refuses one entry of a batch and takes the others', async () => {
      const { client, inbox } = await open();
      const Entries = [
        { Id: 'a', MessageBody: 'one' },
        { Id: 'b', MessageBody: 'bad \u0001' },
      ];
      const sent = await client.send(new SendMessageBatchCommand({ QueueUrl: inbox, Entries }));
      expect(sent.Successful?.map(({ Id }) => Id)).toEqual(['a']);
      expect(sent.Failed?.map(({ Id, Code }) => [Id, Code])).toEqual([
        ['b', 'InvalidMessageContents'],
      ]);
    });

    it('is found by its name, and missed in one way', async () => {
      const { client, inbox } = await open();
      const QueueName = inbox.slice(inbox.lastIndexOf('/') + 1);
      expect((await client.send(new GetQueueUrlCommand({ QueueName }))).QueueUrl).toBe(inbox);
      const none = client.send(new GetQueueUrlCommand({ QueueName: 'none' }));
      expect(await refused(none)).toBe('QueueDoesNotExist');
    });

    it('refuses a delay of more than 15 minutes', async () => {
      const { client, inbox } = await open();
      const late = { QueueUrl: inbox, MessageBody: 'x', DelaySeconds: 901 };
      expect(await refused(client.send(new SendMessageCommand(late)))).toBe(
        'InvalidParameterValue',
      );
    });
  });
}
