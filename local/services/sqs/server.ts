/** An SQS on one machine: standard queues in SQLite behind the service's JSON protocol. */
import { createHash } from 'node:crypto';
import type { Access } from '../access.ts';
import { openDurable } from '../durable.ts';
import type { RunningServer } from '../http-server.ts';
import {
  type Caller,
  isJsonObject,
  type JsonObject,
  ServiceError,
  serveJson,
} from '../json-server.ts';
import { openQueues, type Queue, type QueueDefinition, type ReceivedMessage } from './queues.ts';

export interface SqsOptions extends Access {
  /** The SQLite file; a message is answered for when it is on the disk. */
  readonly file: string;
  readonly queues: readonly QueueDefinition[];
  readonly port?: number;
  /** Milliseconds since 1970; after turning it, call `wake` on the queues. */
  readonly now?: () => number;
}

export interface Sqs extends RunningServer {
  /** A queue without HTTP in between; throws where there is none of that name. */
  queue(name: string): Queue;
  queueUrl(name: string): string;
}

const ACCOUNT = '000000000000';
const LONGEST_BODY_BYTES = 1024 * 1024;
const LONGEST_DELAY_SECONDS = 900;
const LONGEST_VISIBILITY_SECONDS = 43_200;
const LONGEST_WAIT_SECONDS = 20;
const MOST_MESSAGES = 10;
/** What XML, and so SQS, can carry. */
const ALLOWED_TEXT = /^[\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]+$/u;

/** Opens the queues and serves them on loopback. */
export async function startSqs(options: SqsOptions): Promise<Sqs> {
  const durable = openDurable(options.file);
  const queues = openQueues(durable, options.queues, options.now ?? Date.now);
  const closing = new AbortController();
  const queueUrl = (name: string): string => `${server.url}/${ACCOUNT}/${name}`;
  const server = await serveJson(
    {
      service: 'sqs',
      target: 'AmazonSQS',
      namespace: 'com.amazonaws.sqs',
      operations: operations(queues, queueUrl, closing.signal),
    },
    options,
    options.port,
  );
  return {
    url: server.url,
    queueUrl,
    queue(name) {
      const queue = queues.get(name);
      if (!queue) throw new Error(`there is no queue ${name}`);
      return queue;
    },
    async close() {
      closing.abort();
      await server.close();
      durable.close();
    },
  };
}

function operations(
  queues: ReadonlyMap<string, Queue>,
  queueUrl: (name: string) => string,
  closing: AbortSignal,
) {
  /** The queue that the call names, once its caller and its members are in order. */
  function open(input: JsonObject, caller: Caller, action: string, members: string): Queue {
    allow(input, `QueueUrl ${members}`);
    const name = /^https?:\/\/[^/]+\/\d+\/([\w-]+)$/.exec(String(input.QueueUrl))?.[1];
    const queue = queues.get(name ?? '');
    if (!queue) throw noSuchQueue();
    caller.require(`sqs:${action}`, queue.definition.name);
    return queue;
  }

  return {
    GetQueueUrl(input: JsonObject, caller: Caller): JsonObject {
      allow(input, 'QueueName');
      const queue = queues.get(String(input.QueueName));
      if (!queue) throw noSuchQueue();
      caller.require('sqs:GetQueueUrl', queue.definition.name);
      return { QueueUrl: queueUrl(queue.definition.name) };
    },

    async SendMessage(input: JsonObject, caller: Caller): Promise<JsonObject> {
      const queue = open(input, caller, 'SendMessage', 'MessageBody DelaySeconds');
      return send(queue, input);
    },

    async SendMessageBatch(input: JsonObject, caller: Caller): Promise<JsonObject> {
      const queue = open(input, caller, 'SendMessage', 'Entries');
      return batch(input.Entries, 'MessageBody DelaySeconds', (entry) => send(queue, entry));
    },

    async ReceiveMessage(input: JsonObject, caller: Caller): Promise<JsonObject> {
      const members =
        'MaxNumberOfMessages VisibilityTimeout WaitTimeSeconds AttributeNames MessageSystemAttributeNames MessageAttributeNames';
      const queue = open(input, caller, 'ReceiveMessage', members);
      const timeout = optionalInteger(input, 'VisibilityTimeout', 0, LONGEST_VISIBILITY_SECONDS);
      const messages = await queue.receive({
        max: optionalInteger(input, 'MaxNumberOfMessages', 1, MOST_MESSAGES) ?? 1,
        waitSeconds: optionalInteger(input, 'WaitTimeSeconds', 0, LONGEST_WAIT_SECONDS) ?? 0,
        signal: closing,
        ...(timeout !== undefined && { visibilityTimeout: timeout }),
      });
      const attributes = [input.AttributeNames, input.MessageSystemAttributeNames].flat();
      return { Messages: messages.map((message) => answerOf(message, attributes)) };
    },

    async DeleteMessage(input: JsonObject, caller: Caller): Promise<JsonObject> {
      const queue = open(input, caller, 'DeleteMessage', 'ReceiptHandle');
      await queue.delete(text(input, 'ReceiptHandle'));
      return {};
    },

    async DeleteMessageBatch(input: JsonObject, caller: Caller): Promise<JsonObject> {
      const queue = open(input, caller, 'DeleteMessage', 'Entries');
      return batch(input.Entries, 'ReceiptHandle', async (entry) => {
        await queue.delete(text(entry, 'ReceiptHandle'));
        return {};
      });
    },

    async ChangeMessageVisibility(input: JsonObject, caller: Caller): Promise<JsonObject> {
      const queue = open(
        input,
        caller,
        'ChangeMessageVisibility',
        'ReceiptHandle VisibilityTimeout',
      );
      const seconds = optionalInteger(input, 'VisibilityTimeout', 0, LONGEST_VISIBILITY_SECONDS);
      if (seconds === undefined) throw invalid('VisibilityTimeout is missing');
      if (!(await queue.changeVisibility(text(input, 'ReceiptHandle'), seconds))) {
        throw new ServiceError('MessageNotInflight', 'The message is not in flight');
      }
      return {};
    },

    GetQueueAttributes(input: JsonObject, caller: Caller): JsonObject {
      const queue = open(input, caller, 'GetQueueAttributes', 'AttributeNames');
      const { visible, inFlight, delayed } = queue.depth();
      const all: Record<string, string> = {
        ApproximateNumberOfMessages: String(visible),
        ApproximateNumberOfMessagesNotVisible: String(inFlight),
        ApproximateNumberOfMessagesDelayed: String(delayed),
      };
      const wanted = [input.AttributeNames].flat();
      const names = Object.keys(all).filter(
        (name) => wanted.includes('All') || wanted.includes(name),
      );
      return { Attributes: Object.fromEntries(names.map((name) => [name, all[name]])) };
    },

    async PurgeQueue(input: JsonObject, caller: Caller): Promise<JsonObject> {
      await open(input, caller, 'PurgeQueue', '').purge();
      return {};
    },
  };
}

const invalid = (message: string) => new ServiceError('InvalidParameterValue', message);
const noSuchQueue = () =>
  new ServiceError('QueueDoesNotExist', 'The specified queue does not exist.');

/** Throws where the call has a member beyond these: message attributes and groups are not here. */
function allow(input: JsonObject, members: string): void {
  for (const name of Object.keys(input)) {
    if (!members.split(' ').includes(name)) {
      throw new ServiceError('UnsupportedOperation', `The parameter ${name} is not supported here`);
    }
  }
}

async function send(queue: Queue, input: JsonObject): Promise<JsonObject> {
  const body = text(input, 'MessageBody');
  if (!ALLOWED_TEXT.test(body)) {
    throw new ServiceError(
      'InvalidMessageContents',
      'The message has characters that are not allowed',
    );
  }
  if (Buffer.byteLength(body) > LONGEST_BODY_BYTES) {
    throw invalid(`The message is longer than ${LONGEST_BODY_BYTES} bytes`);
  }
  const delay = optionalInteger(input, 'DelaySeconds', 0, LONGEST_DELAY_SECONDS);
  const MessageId = await queue.send(body, delay === undefined ? {} : { delaySeconds: delay });
  return { MessageId, MD5OfMessageBody: md5(body) };
}

const md5 = (body: string) => createHash('md5').update(body).digest('hex');

function answerOf(message: ReceivedMessage, wanted: readonly unknown[]): JsonObject {
  const all: Record<string, string> = {
    SentTimestamp: String(message.sentAt),
    ApproximateReceiveCount: String(message.receiveCount),
    ApproximateFirstReceiveTimestamp: String(message.firstReceivedAt),
  };
  const names = Object.keys(all).filter((name) => wanted.includes('All') || wanted.includes(name));
  return {
    MessageId: message.messageId,
    ReceiptHandle: message.receiptHandle,
    Body: message.body,
    MD5OfBody: md5(message.body),
    Attributes: Object.fromEntries(names.map((name) => [name, all[name]])),
  };
}

/** Does up to ten entries, each on its own: one refused does not keep the others back. */
async function batch(
  entries: unknown,
  members: string,
  one: (entry: JsonObject) => Promise<JsonObject>,
): Promise<JsonObject> {
  if (!Array.isArray(entries) || entries.length === 0) {
    throw new ServiceError('EmptyBatchRequest', 'The batch has no entries');
  }
  if (entries.length > MOST_MESSAGES) {
    throw new ServiceError('TooManyEntriesInBatchRequest', 'The batch has more than ten entries');
  }
  const all = entries.filter(isJsonObject);
  const ids = new Set(all.map(({ Id }) => Id));
  if (ids.size < entries.length) {
    throw new ServiceError('BatchEntryIdsNotDistinct', 'Two entries have the same Id');
  }
  const results = await Promise.all(
    all.map(async (entry) => {
      const { Id } = entry;
      try {
        allow(entry, `Id ${members}`);
        return { Successful: { Id, ...(await one(entry)) } };
      } catch (error) {
        if (!(error instanceof ServiceError)) throw error;
        const { code: Code, message: Message } = error;
        return { Failed: { Id, Code, Message, SenderFault: true } };
      }
    }),
  );
  return {
    Successful: results.flatMap(({ Successful }) => Successful ?? []),
    Failed: results.flatMap(({ Failed }) => Failed ?? []),
  };
}

function text(input: JsonObject, name: string): string {
  const value = input[name];
  if (typeof value !== 'string' || value === '') {
    throw new ServiceError('MissingParameter', `${name} is missing`);
  }
  return value;
}

function optionalInteger(
  input: JsonObject,
  name: string,
  least: number,
  most: number,
): number | undefined {
  const value = input[name];
  if (value === undefined) return undefined;
  if (!Number.isInteger(value) || Number(value) < least || Number(value) > most) {
    throw invalid(`${name} must be a whole number from ${least} to ${most}`);
  }
  return Number(value);
}
