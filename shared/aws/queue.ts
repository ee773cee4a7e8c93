import { SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import type { MessageQueue } from '../ports.ts';

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
  };
}
