import {
  DeleteObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Role } from '../local/cloud/identity/tokens.ts';
import { County, documentOf, STATION } from './support/county.ts';
import { eventually, type Json, PROVINCE } from './support/served.ts';

const at = (time: string) => Date.parse(`${time}+08:00`);

interface Periods {
  readonly items: readonly {
    readonly period: string;
    readonly draft: { readonly revision: number } | null;
  }[];
}

describe('a month on the timetable, with the clock turned', () => {
  let county: County;
  beforeAll(async () => {
    county = await County.start();
  });
  afterAll(() => county.dispose());

  const send = (date: string) =>
    county.ask('clerk', STATION, 'POST', '/v1/submissions', documentOf(STATION, date));
  const card = (role: Role, unit: string, query = '') =>
    county.ask(role, unit, 'GET', `/v1/scorecards/2024-04/${STATION}${query}`);
  const publish = (revision: unknown) =>
    county.ask('administrator', PROVINCE, 'POST', '/v1/periods/2024-04/publish', { revision });

  it('receipts say what the clock says: on time until noon of the next day', async () => {
    const { clock } = county.cloud;
    clock.turnTo(at('2024-04-01T08:00:00'));
    await county.loadReference();
    clock.turnTo(at('2024-04-02T11:59:00'));
    expect((await send('2024-04-01')).body).toMatchObject({ onTime: true });
    clock.turnTo(at('2024-04-03T12:01:00'));
    expect((await send('2024-04-02')).body).toMatchObject({ onTime: false });
    expect((await send('2024-04-04')).status).toBe(422);
  });

  it('the daily run gives a provisional card of the days so far', async () => {
    county.cloud.clock.turnTo(at('2024-04-03T12:30:00'));
    expect((await card('clerk', STATION)).status).toBe(404);
    await county.cloud.fire('DailyRun');
    const { body } = await eventually(async () => {
      const answer = await card('clerk', STATION);
      return answer.status === 200 ? answer : undefined;
    });
    expect(body).toMatchObject({
      state: 'provisional',
      completeness: { expected: 2, submitted: 2, onTime: 1 },
    });
    expect((await publish(body.revision)).status).toBe(409);
    const figures = await county.ask('clerk', STATION, 'GET', '/v1/figures/2024-04');
    expect(figures.status).toBe(200);
    expect(figures.body).toMatchObject({ revision: body.revision });
  });

  it('the monthly run comes by itself on the ninth and stops at a draft', async () => {
    county.cloud.resumeSchedules();
    county.cloud.clock.turnTo(at('2024-05-09T02:00:01'));
    const draft = await eventually(async () => {
      const { body } = await county.ask<Periods>('administrator', PROVINCE, 'GET', '/v1/periods');
      return body.items.find(({ period }) => period === '2024-04')?.draft ?? undefined;
    });
    county.cloud.pauseSchedules();
    const query = `?revision=${draft.revision}`;
    expect((await card('viewer', PROVINCE, query)).status).toBe(403);
    expect((await card('viewer', PROVINCE)).body).toMatchObject({ state: 'provisional' });
    expect((await card('reviewer', PROVINCE, query)).body).toMatchObject({
      state: 'draft',
      completeness: { expected: 30, submitted: 2, onTime: 1 },
      unranked: 'incomplete',
      computedAt: expect.stringMatching(/^2024-05-09T02:0\d:\d\d\+08:00$/),
    });

    expect((await publish(draft.revision)).status).toBe(200);
    expect((await card('viewer', STATION)).body).toMatchObject({
      state: 'published',
      revision: draft.revision,
    });
  });

  it('the trail tells what the timetable did and what people did, and lets nobody change it', async () => {
    const query = '/v1/trail?from=2024-04-01&to=2024-05-31';
    const tell = ({ account, act, outcome }: Json) => `${account} ${act} ${outcome}`;
    // Other schedules may have been due with it.
    const ofApril = (acts: readonly Json[]) =>
      acts.filter(({ what }) => (what as Json).period === '2024-04');
    // The draft is there before the trail says that the run has ended.
    const trail = await eventually(async () => {
      const acts = await county.askAll<Json>('administrator', PROVINCE, query);
      return ofApril(acts).some(({ act }) => act === 'run_ended') ? acts : undefined;
    });
    const april = ofApril(trail);
    expect(april.map(tell).slice(0, 3)).toEqual([
      `administrator@${PROVINCE} published done`,
      'schedule run_ended done',
      'schedule run_started done',
    ]);
    expect(trail.map(tell).at(-1)).toBe(`administrator@${PROVINCE} reference_loaded done`);
    const { cloud } = county;
    const { name: Bucket = '' } =
      cloud.description.buckets.find(({ name }) => /trail/i.test(name)) ?? {};
    const s3 = new S3Client({
      ...{ endpoint: cloud.endpoints.S3, region: cloud.region, credentials: cloud.operator },
    });
    const { Contents = [] } = await s3.send(new ListObjectsV2Command({ Bucket }));
    const Key = Contents[0]?.Key ?? '';
    await expect(s3.send(new DeleteObjectCommand({ Bucket, Key }))).rejects.toThrow('object lock');
    await expect(s3.send(new PutObjectCommand({ Bucket, Key, Body: '{}' }))).rejects.toThrow(
      'object lock',
    );
    s3.destroy();
  });
});
