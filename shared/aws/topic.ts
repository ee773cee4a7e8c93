import { PublishCommand, type SNSClient } from '@aws-sdk/client-sns';
import type { Topic } from '../ports.ts';

/** One topic of SNS. A message whose answer was lost is sent again by the SDK, so one may go out twice. */
export function createTopic(client: SNSClient, topicArn: string): Topic {
  return {
    async publish({ subject, text, attributes }) {
      await client.send(
        new PublishCommand({
          TopicArn: topicArn,
          Subject: subject,
          Message: text,
          MessageAttributes: Object.fromEntries(
            Object.entries(attributes).map(([name, value]) => [
              name,
              { DataType: 'String', StringValue: value },
            ]),
          ),
        }),
      );
    },
  };
}
