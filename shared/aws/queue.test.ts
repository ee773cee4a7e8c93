import { ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { expect, onTestFinished, test } from 'vitest';
import { startSqs } from '../../local/services/sqs/server.ts';
import { clientSettings, testAccess } from '../../local/services/testing.ts';
import { createQueue } from './queue.ts';

test('the depth counts messages that wait, are in hand or delayed', async () => {
  const queues = [{ name: 'runs' }];
  const server = await startSqs({ ...testAccess, file: ':memory:', queues, now: () => 0 });
  const client = new SQSClient({ ...clientSettings(server.url), maxAttempts: 1 });
  onTestFinished(async () => {
    client.destroy();
    await server.close();
  });
  const QueueUrl = server.queueUrl('runs');
  const queue = createQueue(client, QueueUrl);
  expect(await queue.depth()).toBe(0);
  await queue.send('one');
  await queue.send('two');
  await queue.send('later', { delaySeconds: 900 });
  await client.send(new ReceiveMessageCommand({ QueueUrl }));
  expect(server.queue('runs').depth()).toEqual({ visible: 1, inFlight: 1, delayed: 1 });
  expect(await queue.depth()).toBe(3);
});
