import { appendFileSync, readFileSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { PublishCommand, SNSClient } from '@aws-sdk/client-sns';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createTopic } from '../../../shared/aws/topic.ts';
import { clientSettings, scratchFolder, testAccess } from '../testing.ts';
import { startSns } from './server.ts';

const arnOf = (name: string) => `arn:aws-cn:sns:cn-north-1:000000000000:${name}`;
const topics = ['reminders', 'forbidden'].map((name) => ({ name, arn: arnOf(name) }));
const NOW = Date.UTC(2024, 3, 16, 4, 5);

async function open(folder = scratchFolder()) {
  const server = await startSns({ ...testAccess, folder, topics, now: () => NOW });
  const client = new SNSClient({ ...clientSettings(server.url), maxAttempts: 1 });
  onTestFinished(async () => {
    client.destroy();
    await server.close();
  });
  return { server, client, folder, file: join(folder, 'reminders.ndjson') };
}

const message = (text: string) => ({
  subject: 'Fengqiao 2024-04-15',
  text,
  attributes: { county: '410481000000', date: '2024-04-15' },
});

describe('a topic over HTTP', () => {
  it('keeps what is published to it, in order, one line each', async () => {
    const { server, client, file } = await open();
    const topic = createTopic(client, arnOf('reminders'));
    const texts = ['舞钢市 & <寺坡街道>\n+1 100%\n', 'two', 'three'];
    for (const text of texts) await topic.publish(message(text));
    const published = await server.published('reminders');
    expect(published.map((one) => one.message)).toEqual(texts);
    expect(published[0]).toEqual({
      messageId: expect.stringMatching(/^[\da-f-]{36}$/),
      publishedAt: '2024-04-16T04:05:00.000Z',
      subject: 'Fengqiao 2024-04-15',
      message: texts[0],
      attributes: { county: '410481000000', date: '2024-04-15' },
    });
    const lines = readFileSync(file, 'utf8').trimEnd().split('\n');
    expect(lines.map((line) => JSON.parse(line))).toEqual(published);
    expect(await server.published('forbidden')).toEqual([]);
  });

  it('keeps every message of many at once', async () => {
    const { server, client } = await open();
    const topic = createTopic(client, arnOf('reminders'));
    const texts = Array.from({ length: 20 }, (_, n) => `message ${n}`);
    await Promise.all(texts.map((text) => topic.publish(message(text))));
    const published = await server.published('reminders');
    expect(new Set(published.map((one) => one.message))).toEqual(new Set(texts));
  });

  it('goes on after a crash in the middle of a line, and after its file was taken away', async () => {
    const first = await open();
    const publish = (client: SNSClient, text: string) =>
      createTopic(client, arnOf('reminders')).publish(message(text));
    await publish(first.client, 'answered');
    appendFileSync(first.file, '{"messageId":"never answ');
    const { server, client, file } = await open(first.folder);
    await publish(client, 'after');
    const texts = async () => (await server.published('reminders')).map((one) => one.message);
    expect(await texts()).toEqual(['answered', 'after']);
    renameSync(file, `${file}.taken`);
    expect(await texts()).toEqual([]);
    await publish(client, 'later');
    expect(await texts()).toEqual(['later']);
  });

  it('refuses what it does not know or may not do, and keeps nothing of it', async () => {
    const { server, client } = await open();
    const refused = (input: object, by = client) =>
      by.send(new PublishCommand({ TopicArn: arnOf('reminders'), Message: 'x', ...input })).then(
        () => 'published',
        (error: Error) => error.name,
      );
    expect(await refused({ TopicArn: arnOf('none') })).toBe('NotFoundException');
    expect(await refused({ TopicArn: arnOf('forbidden') })).toBe('AuthorizationErrorException');
    expect(await refused({ Subject: '枫桥' })).toBe('InvalidParameterException');
    expect(await refused({ Subject: 'x'.repeat(101) })).toBe('InvalidParameterException');
    expect(await refused({ Message: '枫'.repeat(90_000) })).toBe('InvalidParameterException');
    expect(await refused({ MessageStructure: 'json' })).toBe('InvalidParameterException');
    const number = { DataType: 'Number', StringValue: '1' };
    expect(await refused({ MessageAttributes: { n: number } })).toBe('InvalidParameterException');
    const stranger = new SNSClient({ ...clientSettings(server.url, 'stranger'), maxAttempts: 1 });
    onTestFinished(() => stranger.destroy());
    expect(await refused({}, stranger)).toBe('InvalidClientTokenId');
    const wrong = new SNSClient({
      ...clientSettings(server.url),
      credentials: { accessKeyId: 'tester', secretAccessKey: 'wrong' },
      maxAttempts: 1,
    });
    onTestFinished(() => wrong.destroy());
    expect(await refused({}, wrong)).toBe('SignatureDoesNotMatch');
    expect(await server.published('reminders')).toEqual([]);
  });
});
