/** Every access to S3, SQS and SNS on emulators that others wrote. */
import { CreateBucketCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import {
  CreateTopicCommand,
  SetSubscriptionAttributesCommand,
  SNSClient,
  SubscribeCommand,
} from '@aws-sdk/client-sns';
import {
  CreateQueueCommand,
  GetQueueAttributesCommand,
  ReceiveMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { s3Suite } from '../../local/services/s3/suite.ts';
import { sqsSuite } from '../../local/services/sqs/suite.ts';
import type { Differences } from '../../local/services/testing.ts';
import { objectStoreSuite } from '../../shared/aws/objects.suite.ts';
import { createObjectStore } from '../../shared/aws/objects.ts';
import { createTopic } from '../../shared/aws/topic.ts';
import { type Emulator, type EmulatorName, startEmulator } from './emulators.ts';

const DIFFERS: Readonly<Record<'ministack' | 'moto', Record<'store' | 's3' | 'sqs', Differences>>> =
  {
    ministack: {
      store: {},
      s3: {},
      sqs: { 'refuses a delay of more than 15 minutes': 'takes any delay' },
    },
    moto: {
      store: { 'gives links for their object and their method only': 'verifies no signature' },
      s3: {
        'are refused where a checksum does not fit': 'verifies no checksum',
        'leave nothing of an upload that was given up': 'fails in another way',
      },
      sqs: { 'refuses one entry of a batch and takes the others': 'takes control characters' },
    },
  };

for (const name of ['ministack', 'moto'] as const)
  describe(name, () => stores(name, DIFFERS[name]));

function stores(name: EmulatorName, differs: Record<'store' | 's3' | 'sqs', Differences>): void {
  let emulator: Emulator;
  let count = 0;
  beforeAll(async () => {
    emulator = await startEmulator(name);
  });
  afterAll(() => emulator?.stop());

  async function emptyBucket() {
    count += 1;
    const Bucket = `bucket-${count}`;
    const client = new S3Client({ ...emulator.settings, forcePathStyle: true });
    onTestFinished(() => client.destroy());
    await client.send(
      new CreateBucketCommand({
        Bucket,
        CreateBucketConfiguration: { LocationConstraint: 'cn-north-1' },
      }),
    );
    return {
      client,
      bucket: Bucket,
      store: createObjectStore(client, Bucket),
      async fill(keys: readonly string[]) {
        const left = keys.values();
        const putters = Array.from({ length: 16 }, async () => {
          for (const Key of left)
            await client.send(new PutObjectCommand({ Bucket, Key, Body: 'x' }));
        });
        await Promise.all(putters);
      },
    };
  }

  async function queue(client: SQSClient, QueueName: string, Attributes: Record<string, string>) {
    const { QueueUrl = '' } = await client.send(new CreateQueueCommand({ QueueName, Attributes }));
    const names = { QueueUrl, AttributeNames: ['QueueArn' as const] };
    const { Attributes: found } = await client.send(new GetQueueAttributesCommand(names));
    return { url: QueueUrl, arn: found?.QueueArn ?? '' };
  }

  objectStoreSuite(emptyBucket, differs.store);
  s3Suite(emptyBucket, differs.s3);

  sqsSuite(async () => {
    const client = new SQSClient(emulator.settings);
    onTestFinished(() => client.destroy());
    count += 1;
    const dead = await queue(client, `dead-${count}`, {});
    const redrive = { deadLetterTargetArn: dead.arn, maxReceiveCount: 2 };
    const inbox = await queue(client, `inbox-${count}`, {
      VisibilityTimeout: '60',
      RedrivePolicy: JSON.stringify(redrive),
    });
    return { client, inbox: inbox.url, dead: dead.url };
  }, differs.sqs);

  it('a topic reaches who subscribed to it, filtered by county', async () => {
    const sns = new SNSClient(emulator.settings);
    const sqs = new SQSClient(emulator.settings);
    onTestFinished(() => {
      sns.destroy();
      sqs.destroy();
    });
    const { TopicArn = '' } = await sns.send(new CreateTopicCommand({ Name: 'reminders' }));
    const { url, arn } = await queue(sqs, 'subscribed', {});
    const subscription = { TopicArn, Protocol: 'sqs', Endpoint: arn, ReturnSubscriptionArn: true };
    const { SubscriptionArn } = await sns.send(new SubscribeCommand(subscription));
    const filter = {
      AttributeName: 'FilterPolicy',
      AttributeValue: JSON.stringify({ county: ['410481000000'] }),
    };
    await sns.send(new SetSubscriptionAttributesCommand({ SubscriptionArn, ...filter }));
    const topic = createTopic(sns, TopicArn);
    for (const county of ['410482000000', '410481000000']) {
      await topic.publish({
        subject: 'Fengqiao 2024-04-15',
        text: `${county} 缺报`,
        attributes: { county },
      });
    }
    const received = await sqs.send(
      new ReceiveMessageCommand({ QueueUrl: url, MaxNumberOfMessages: 10, WaitTimeSeconds: 5 }),
    );
    const bodies = (received.Messages ?? []).map(
      ({ Body = '' }) => JSON.parse(Body) as { Subject: string; Message: string },
    );
    expect(bodies.map(({ Subject, Message }) => [Subject, Message])).toEqual([
      ['Fengqiao 2024-04-15', '410481000000 缺报'],
    ]);
  });
}
