/**
 * An SNS on one machine: it takes messages by the service's query protocol and keeps them in an
 * outbox for each topic. It delivers none: a closed network has no e-mail of AWS's, so whoever
 * runs it forwards what the outbox has.
 */
import { randomUUID } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import type { IncomingMessage } from 'node:http';
import { join } from 'node:path';
import type { Access } from '../access.ts';
import { listen, type RunningServer, readBody } from '../http-server.ts';
import { authenticate, type Caller, ServiceError } from '../json-server.ts';
import { type Outbox, openOutbox, type Publication } from './outbox.ts';

export interface TopicDefinition {
  readonly name: string;
  readonly arn: string;
}

export interface SnsOptions extends Access {
  /** The outboxes: `<topic>.ndjson`; a message is answered for when it is on the disk. */
  readonly folder: string;
  readonly topics: readonly TopicDefinition[];
  readonly port?: number;
  /** Milliseconds since 1970. */
  readonly now?: () => number;
}

export interface Sns extends RunningServer {
  /** What was published to a topic, the first message first; throws where there is none of that name. */
  published(topic: string): Promise<Publication[]>;
}

interface Topic extends TopicDefinition {
  readonly outbox: Outbox;
}

const LONGEST_MESSAGE_BYTES = 256 * 1024;
/** Every character may be three of an encoded form. */
const BODY_LIMIT = 4 * LONGEST_MESSAGE_BYTES;
/** Printable ASCII that does not begin with a space. */
const SUBJECT = /^[!-~][ -~]{0,99}$/;
const ATTRIBUTE = /^MessageAttributes\.entry\.(\d+)\.(Name|Value\.DataType|Value\.StringValue)$/;
const NAMESPACE = 'http://sns.amazonaws.com/doc/2010-03-31/';
/** The servers' common refusals as this protocol words them. */
const CODES: Readonly<Record<string, string>> = {
  AccessDeniedException: 'AuthorizationError',
  InvalidSignatureException: 'SignatureDoesNotMatch',
  MissingAuthenticationTokenException: 'MissingAuthenticationToken',
  UnrecognizedClientException: 'InvalidClientTokenId',
};

/** Opens the outboxes and serves the topics on loopback. */
export async function startSns(options: SnsOptions): Promise<Sns> {
  const now = options.now ?? Date.now;
  mkdirSync(options.folder, { recursive: true });
  const topics = new Map<string, Topic>();
  for (const { name, arn } of options.topics) {
    const outbox = await openOutbox(join(options.folder, `${name}.ndjson`));
    topics.set(arn, { name, arn, outbox });
  }

  async function answer(request: IncomingMessage, body: Buffer | undefined): Promise<string> {
    if (!body) throw invalid('The request is too large');
    const caller = authenticate('sns', options, request, body);
    const form = new URLSearchParams(body.toString('utf8'));
    if (request.method !== 'POST' || form.get('Action') !== 'Publish') {
      throw new ServiceError('InvalidAction', 'No such action here');
    }
    const messageId = await publish(topics, form, caller, now());
    return `<PublishResponse xmlns="${NAMESPACE}"><PublishResult><MessageId>${messageId}</MessageId></PublishResult><ResponseMetadata><RequestId>${randomUUID()}</RequestId></ResponseMetadata></PublishResponse>`;
  }

  const server = await listen(async (request, response) => {
    const body = await readBody(request, BODY_LIMIT);
    if (request.destroyed && !request.complete) return;
    let status = 200;
    let xml: string;
    try {
      xml = await answer(request, body);
    } catch (error) {
      const refusal = refusalOf(error);
      status = refusal.status;
      xml = errorXml(refusal);
    }
    response.writeHead(status, {
      'content-type': 'text/xml',
      'content-length': Buffer.byteLength(xml),
    });
    response.end(xml);
  }, options.port);
  return {
    ...server,
    async published(name) {
      const topic = [...topics.values()].find((one) => one.name === name);
      if (!topic) throw new Error(`there is no topic ${name}`);
      return topic.outbox.all();
    },
  };
}

/** Checks the caller and the message and keeps it; gives its id. */
async function publish(
  topics: ReadonlyMap<string, Topic>,
  form: URLSearchParams,
  caller: Caller,
  now: number,
): Promise<string> {
  const topic = topics.get(form.get('TopicArn') ?? '');
  if (!topic) throw new ServiceError('NotFound', 'Topic does not exist', { status: 404 });
  caller.require('sns:Publish', topic.name);
  const message = form.get('Message') ?? '';
  const subject = form.get('Subject');
  if (message === '') throw invalid('Message is missing');
  if (Buffer.byteLength(message) > LONGEST_MESSAGE_BYTES) throw invalid('Message is too long');
  if (subject !== null && !SUBJECT.test(subject)) throw invalid('Subject');
  const attributes = attributesOf(form);
  const messageId = randomUUID();
  const publishedAt = new Date(now).toISOString();
  await topic.outbox.append({ messageId, publishedAt, subject, message, attributes });
  return messageId;
}

/** The attributes that come with a message: texts only, and no parameter that is not known here. */
function attributesOf(form: URLSearchParams): Record<string, string> {
  const entries = new Map<string, Map<string, string>>();
  for (const [parameter, value] of form) {
    if (['Action', 'Version', 'TopicArn', 'Message', 'Subject'].includes(parameter)) continue;
    const [, entry = '', part = ''] = ATTRIBUTE.exec(parameter) ?? [];
    if (entry === '') throw invalid(`${parameter} is not supported here`);
    entries.set(entry, (entries.get(entry) ?? new Map<string, string>()).set(part, value));
  }
  return Object.fromEntries(
    [...entries.values()].map((parts) => {
      const name = parts.get('Name');
      const value = parts.get('Value.StringValue');
      if (parts.get('Value.DataType') !== 'String' || !name || !value) {
        throw invalid('MessageAttributes');
      }
      return [name, value];
    }),
  );
}

const invalid = (what: string) =>
  new ServiceError('InvalidParameter', `Invalid parameter: ${what}`);

function refusalOf(error: unknown): { code: string; message: string; status: number } {
  if (error instanceof ServiceError) {
    const { code, message, status } = error;
    const known = CODES[code];
    return known ? { code: known, message, status: 403 } : { code, message, status };
  }
  console.error(error);
  return { code: 'InternalError', message: 'Internal error', status: 500 };
}

function errorXml({ code, message, status }: { code: string; message: string; status: number }) {
  const type = status < 500 ? 'Sender' : 'Receiver';
  return `<ErrorResponse xmlns="${NAMESPACE}"><Error><Type>${type}</Type><Code>${code}</Code><Message>${escaped(message)}</Message></Error><RequestId>${randomUUID()}</RequestId></ErrorResponse>`;
}

const escaped = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
