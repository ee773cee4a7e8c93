import { join } from 'node:path';
import {
  ChangeMessageVisibilityCommand,
  DeleteMessageBatchCommand,
  DeleteMessageCommand,
  GetQueueAttributesCommand,
  GetQueueUrlCommand,
  PurgeQueueCommand,
  ReceiveMessageCommand,
  SendMessageBatchCommand,
  SendMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createQueue } from '../../../shared/aws/queue.ts';
import { clientSettings, scratchFolder, testAccess } from '../testing.ts';
import { startSqs } from './server.ts';
import { sqsSuite } from './suite.ts';

const queues = [
  {
    name: 'inbox',
    visibilityTimeout: 60,
    redrive: { deadLetterQueue: 'dead', maxReceiveCount: 2 },
  },
  { name: 'dead' },
  { name: 'forbidden' },
];

async function open(file = ':memory:') {
  let now = 1_700_000_000_000;
  const server = await startSqs({ ...testAccess, file, queues, now: () => now });
  const client = new SQSClient({ ...clientSettings(server.url), maxAttempts: 1 });
  let closed: Promise<void> | undefined;
  const close = () => {
    client.destroy();
    closed ??= server.close();
    return closed;
  };
  onTestFinished(close);
  const turn = (seconds: number) => {
    now += seconds * 1000;
    for (const { name } of queues) server.queue(name).wake();
  };
  return { server, client, close, turn, QueueUrl: server.queueUrl('inbox') };
}

sqsSuite(async () => {
  const { client, server } = await open();
  return { client, inbox: server.queueUrl('inbox'), dead: server.queueUrl('dead') };
});

describe('a queue over HTTP', () => {
  it('hands out what was sent, hides it, and forgets it when it is deleted', async () => {
    const { client, QueueUrl } = await open();
    const found = await client.send(new GetQueueUrlCommand({ QueueName: 'inbox' }));
    expect(found.QueueUrl).toBe(QueueUrl);
    await createQueue(client, QueueUrl).send('{"kind":"枫桥"}');
    const receive = new ReceiveMessageCommand({
      QueueUrl,
      MaxNumberOfMessages: 10,
      MessageSystemAttributeNames: ['All'],
    });
    const { Messages = [] } = await client.send(receive);
    expect(Messages.map(({ Body }) => Body)).toEqual(['{"kind":"枫桥"}']);
    expect(Messages[0]?.Attributes).toEqual({
      SentTimestamp: '1700000000000',
      ApproximateReceiveCount: '1',
      ApproximateFirstReceiveTimestamp: '1700000000000',
    });
    expect((await client.send(receive)).Messages ?? []).toEqual([]);
    const { ReceiptHandle } = Messages[0] ?? {};
    const depth = async () => {
      const names = new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['All'] });
      return Object.values((await client.send(names)).Attributes ?? {}).join(' ');
    };
    expect(await depth()).toBe('0 1 0');
    await client.send(
      new ChangeMessageVisibilityCommand({ QueueUrl, ReceiptHandle, VisibilityTimeout: 0 }),
    );
    expect(await depth()).toBe('1 0 0');
    await client.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }));
    expect(await depth()).toBe('0 0 0');
  });

  it('takes batches, of which one wrong entry does not keep the others back', async () => {
    const { client, server, QueueUrl } = await open();
    const sent = await client.send(
      new SendMessageBatchCommand({
        QueueUrl,
        Entries: [
          { Id: 'a', MessageBody: 'one' },
          { Id: 'b', MessageBody: 'bad \u0001' },
          { Id: 'c', MessageBody: 'later', DelaySeconds: 900 },
        ],
      }),
    );
    expect(sent.Successful?.map(({ Id }) => Id)).toEqual(['a', 'c']);
    expect(sent.Failed?.map(({ Id, Code }) => [Id, Code])).toEqual([
      ['b', 'InvalidMessageContents'],
    ]);
    expect(server.queue('inbox').depth()).toEqual({ visible: 1, inFlight: 0, delayed: 1 });
    const { Messages = [] } = await client.send(new ReceiveMessageCommand({ QueueUrl }));
    await client.send(
      new DeleteMessageBatchCommand({
        QueueUrl,
        Entries: [{ Id: '0', ReceiptHandle: Messages[0]?.ReceiptHandle }],
      }),
    );
    await client.send(new PurgeQueueCommand({ QueueUrl }));
    expect(server.queue('inbox').depth()).toEqual({ visible: 0, inFlight: 0, delayed: 0 });
  });

  it('wakes who waits for a message, and lets them go when it closes', async () => {
    const { client, server, close, QueueUrl } = await open();
    const waiting = client.send(new ReceiveMessageCommand({ QueueUrl, WaitTimeSeconds: 20 }));
    await client.send(new SendMessageCommand({ QueueUrl, MessageBody: 'now' }));
    expect((await waiting).Messages?.[0]?.Body).toBe('now');
    const inVain = server
      .queue('dead')
      .receive({ waitSeconds: 20, signal: AbortSignal.timeout(1) });
    expect(await inVain).toEqual([]);
    const overHttp = client.send(new ReceiveMessageCommand({ QueueUrl, WaitTimeSeconds: 20 }));
    const answered = overHttp.then(
      () => 'settled',
      () => 'settled',
    );
    await close();
    expect(await answered).toBe('settled');
  });

  it('refuses what it does not know or may not do', async () => {
    const { client, server, QueueUrl } = await open();
    const send = (QueueUrl: string, more: object = {}) =>
      client.send(new SendMessageCommand({ QueueUrl, MessageBody: 'x', ...more })).then(
        () => 'sent',
        (error: Error) => error.name,
      );
    expect(await send(server.queueUrl('none'))).toBe('QueueDoesNotExist');
    expect(await send(server.queueUrl('forbidden'))).toBe('AccessDeniedException');
    expect(await send(QueueUrl, { DelaySeconds: 901 })).toBe('InvalidParameterValue');
    expect(await send(QueueUrl, { MessageGroupId: 'g' })).toBe('UnsupportedOperation');
  });
});

describe('a queue within the process', () => {
  it('shows a message again when its time is up, and gives it up after so many receipts', async () => {
    const { server, turn } = await open();
    const [inbox, dead] = [server.queue('inbox'), server.queue('dead')];
    await inbox.send('poison');
    expect((await inbox.receive())[0]?.receiveCount).toBe(1);
    expect(await inbox.receive()).toEqual([]);
    turn(60);
    const [again] = await inbox.receive();
    expect(again?.receiveCount).toBe(2);
    turn(60);
    const waiting = dead.receive({ waitSeconds: 20 });
    expect(await inbox.receive()).toEqual([]);
    const [given] = await waiting;
    expect([given?.body, given?.messageId, given?.receiveCount]).toEqual([
      'poison',
      again?.messageId,
      1,
    ]);
    await inbox.delete(again?.receiptHandle ?? '');
    expect(dead.depth().inFlight).toBe(1);
  });

  it('holds a delayed message back until its time', async () => {
    const { server, turn } = await open();
    const inbox = server.queue('inbox');
    await inbox.send('later', { delaySeconds: 10 });
    expect(await inbox.receive()).toEqual([]);
    const waiting = inbox.receive({ waitSeconds: 20 });
    turn(10);
    expect((await waiting)[0]?.body).toBe('later');
  });

  it('hands one message to one of many receivers', async () => {
    const { server } = await open();
    const inbox = server.queue('inbox');
    const receivers = Array.from({ length: 8 }, () => inbox.receive({ waitSeconds: 20 }));
    const sent = await Promise.all(receivers.map((_, n) => inbox.send(`${n}`)));
    const received = (await Promise.all(receivers)).flat().map(({ messageId }) => messageId);
    expect(received.sort()).toEqual(sent.sort());
    expect(inbox.depth()).toEqual({ visible: 0, inFlight: 8, delayed: 0 });
  });

  it('loses nothing over a restart: what was in flight is seen again, what was delayed waits on', async () => {
    const file = join(scratchFolder(), 'queues.sqlite');
    const first = await open(file);
    await first.server.queue('inbox').send('in flight');
    await first.server.queue('inbox').send('delayed', { delaySeconds: 100 });
    const [received] = await first.server.queue('inbox').receive();
    await first.close();
    const { server } = await open(file);
    const inbox = server.queue('inbox');
    expect(inbox.depth()).toEqual({ visible: 1, inFlight: 0, delayed: 1 });
    await inbox.delete(received?.receiptHandle ?? '');
    const [again] = await inbox.receive();
    expect([again?.body, again?.receiveCount]).toEqual(['in flight', 2]);
  });
});
