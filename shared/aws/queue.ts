import { GetQueueAttributesCommand, SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import type { MessageQueue } from '../ports.ts';

/** A message is counted by one of these at a time. */
const COUNTS = [
  'ApproximateNumberOfMessages',
  'ApproximateNumberOfMessagesNotVisible',
  'ApproximateNumberOfMessagesDelayed',
] as const;

/** One queue of SQS. A send that failed half-way is sent again by the SDK, so one may arrive twice. */
export function createQueue(client: SQSClient, queueUrl: string): MessageQueue {
  return {
    async send(body, options = {}) {
      await client.send(
        new SendMessageCommand({
          QueueUrl: queueUrl,
          MessageBody: body,
          ...(options.delaySeconds !== undefined && { DelaySeconds: options.delaySeconds }),
        }),
      );
    },
    async depth() {
      const { Attributes = {} } = await client.send(
        new GetQueueAttributesCommand({ QueueUrl: queueUrl, AttributeNames: [...COUNTS] }),
      );
      return COUNTS.reduce((sum, name) => sum + Number(Attributes[name] ?? 0), 0);
    },
  };
}
